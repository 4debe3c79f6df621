"""The chart: what a figure says, how it is drawn, read off and saved."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QImage, QPalette
from qgis.PyQt.QtSvg import QSvgRenderer

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.errors import OutputError
from boreal_gpp_plugin.gui.place.chart import Chart
from boreal_gpp_plugin.gui.place.figure import DASHED, LINE, POINTS, Curve, Figure, Panel, Strip
from boreal_gpp_plugin.gui.place.layout import tick_text
from boreal_gpp_plugin.gui.place.painting import Painting

CALENDAR = Calendar.between("2021-01-01", "2021-12-31")
SEASON = np.exp(-(((np.arange(46) - 24) / 6) ** 2))


def figure(values=SEASON * 10, low=None):
    band = (values * 0.8, values * 1.2) if low is None else low
    main = Panel("GPP", "g C", (Curve("Model", values, "#4477aa", band=band), Curve("Reference", values + 0.5, "", POINTS)))
    strip = Strip("Limits", np.where(SEASON > 0.5, 1, 5), {1: ("Greenness", "#228833"), 5: ("Frozen: ground", "#aa3377")})
    return Figure("A place", CALENDAR, (main, *(Panel(name, "", (Curve("Model", SEASON, "#4477aa"),)) for name in "abcd")), (strip,))


@pytest.fixture
def chart(qgis_app, qtbot):
    chart = Chart()
    qtbot.addWidget(chart)
    chart.resize(900, 280)
    chart.show()
    chart.show_figure(figure())
    return chart


def colours(image):
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


@pytest.mark.parametrize(
    ("low", "high", "axis"), [(0.0, 9.7, (0.0, 10.0, 2.5)), (-23.0, 21.0, (-40.0, 40.0, 20.0)), (0.203, 0.394, (0.2, 0.4, 0.05))]
)
def test_an_axis_ends_on_round_numbers_around_the_values(low, high, axis):
    assert Panel("", "", (Curve("", np.array([low, np.nan, high])),)).axis() == pytest.approx(axis)


@pytest.mark.parametrize(
    ("value", "tick", "text"), [(7.5, 2.5, "7.5"), (5.0, 2.5, "5.0"), (20.0, 20.0, "20"), (0.25, 0.05, "0.25"), (-0.0, 5.0, "0")]
)
def test_a_number_of_an_axis_has_the_digits_of_its_ticks(value, tick, text):
    assert tick_text(value, tick) == text


def test_an_axis_holds_the_interval_too_and_its_least_range():
    values = np.array([1.0, 2.0])
    low, high, _ = Panel("", "", (Curve("", values, band=(values - 5, values + 5)),), (0.0, 20.0)).axis()
    assert low <= -4.0 and high >= 20.0


def test_an_axis_does_not_go_below_zero_for_noise():
    assert Panel("", "", (Curve("", np.array([-0.2, 14.0])),)).axis() == (0.0, 15.0, 5.0)
    assert Panel("", "", (Curve("", np.array([-0.8, 14.0])),)).axis()[0] == -5.0


def test_an_axis_without_values_is_still_one():
    assert Panel("", "", (Curve("", np.full(3, np.nan)),)).axis()[:2] == (0.0, 1.0)


def test_the_table_has_a_row_per_step_with_dates_intervals_and_classes():
    rows = figure().rows()
    assert len(rows) == 46
    assert (rows[0]["start"], rows[-1]["end"]) == ("2021-01-01", "2022-01-01")
    assert rows[24]["GPP, Model [g C]"] == 10.0 and rows[24]["GPP, Model [g C] low"] == 8.0
    assert (rows[24]["Limits"], rows[0]["Limits"]) == ("Greenness", "Frozen: ground")


def test_looks_on_days_of_their_own_are_told_with_the_step_that_holds_them(chart):
    days = CALENDAR.starts[24].astype(float) + np.array([0.75, 3.25, 8.5])
    looks = Curve("Seen", np.array([0.25, 0.35, 0.5]), form=POINTS, days=days)
    panel = Panel("Greenness", "", (looks, Curve("Model", SEASON)))
    chart.show_figure(Figure("A place", CALENDAR, (panel,)))
    chart.grab()
    rows = chart.figure.rows()
    assert [rows[step]["Greenness, Seen"] for step in (23, 24, 25, 26)] == [None, 0.3, 0.5, None]
    assert panel.axis()[:2] == (0.0, 1.0)


def test_missing_values_break_a_curve_and_are_empty_in_the_table(chart):
    values = SEASON.copy()
    values[20:25] = np.nan
    chart.show_figure(figure(values))
    chart.grab()
    assert chart.figure.rows()[22]["GPP, Model [g C]"] is None


@pytest.mark.parametrize("size", [(900, 280), (420, 560), (420, 230), (410, 260)])
def test_every_part_is_drawn_inside_the_chart_at_any_size(chart, size):
    chart.resize(*size)
    layout = chart._painting().layout
    for part in (*layout.panels, *layout.strips):
        assert 0 <= part.left() < part.right() <= size[0]
    assert len(layout.panels) == 5 and len(layout.strips) == 1
    assert {"#228833", "#aa3377"} <= colours(chart.grab().toImage())


def test_the_names_of_three_curves_are_whole_in_little_room(chart, monkeypatch):
    names = ("Modèle", "Et si…", "Référence")
    one = figure()
    main = replace(one.panels[0], curves=tuple(Curve(name, SEASON, form=form) for name, form in zip(names, (LINE, DASHED, POINTS))))
    chart.show_figure(replace(one, panels=(main, *one.panels[1:])))
    metrics, room, written = QFontMetricsF(chart.font()), {}, Painting._write
    monkeypatch.setattr(
        Painting, "_write", lambda self, area, text, *a, **k: (room.setdefault(text, area.width()), written(self, area, text, *a, **k))
    )
    for width in (900, 540):  # of which the main panel gets a half
        room.clear()
        chart.resize(width, 270)
        chart.grab()
        assert all(metrics.horizontalAdvance(name) <= room[name] for name in names), width


def test_the_title_of_a_narrow_panel_begins_over_its_numbers_where_it_is_longer_than_the_plot(chart, monkeypatch):
    one, written = figure(), {}
    long = replace(one.panels[1], title="Humidité du sol", unit="m\u00b3 m\u207b\u00b3")
    chart.show_figure(replace(one, panels=(one.panels[0], long, *one.panels[2:])))
    title = "Humidité du sol [m\u00b3 m\u207b\u00b3]"
    room = QFontMetricsF(chart.font()).horizontalAdvance(title)
    monkeypatch.setattr(Painting, "_write", lambda self, area, text, *a, **k: written.update({text: area}))
    for width in range(300, 900, 10):
        chart.resize(width, 270)
        chart.grab()
        plot = chart._painting().layout.panels[1]
        if plot.width() < room < plot.width() + 20:
            break
    assert written[title].width() >= room and written[title].left() < plot.left() and written[title].right() == plot.right()


@pytest.mark.parametrize(("ground", "text"), [("#ffffff", "#000000"), ("#2b2b2b", "#eeeeee")])
def test_ground_and_text_have_the_colours_of_the_theme(chart, ground, text):
    palette = chart.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor(ground))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    chart.setPalette(palette)
    assert {ground, text} <= colours(chart.grab().toImage())


def test_the_mouse_reads_off_the_step_below_it(chart, qtbot):
    plot = chart._painting().layout.panels[0]
    qtbot.mouseMove(chart, QPoint(int(plot.left() + plot.width() * 24.5 / 46), int(plot.center().y())))
    assert chart.step == 24
    chart.leaveEvent(QEvent(QEvent.Type.Leave))
    assert chart.step is None


def test_the_arrow_keys_read_off_step_by_step(chart, qtbot):
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    first = chart.step
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.step == first + 1
    for _ in range(60):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.step == 0


def test_it_is_saved_as_picture_drawing_and_table(chart, tmp_path):
    for suffix in (".png", ".svg", ".csv"):
        chart.save(str(tmp_path / f"été{suffix}"))
    assert QImage(str(tmp_path / "été.png")).width() == 2000
    assert QSvgRenderer(str(tmp_path / "été.svg")).isValid()
    with open(tmp_path / "été.csv", newline="", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 46


@pytest.mark.parametrize("suffix", [".png", ".svg", ".csv"])
def test_a_folder_that_is_not_there_is_said(chart, tmp_path, suffix):
    with pytest.raises(OutputError) as error:
        chart.save(str(tmp_path / "nowhere" / f"a{suffix}"))
    assert error.value.fix is not None


def test_paper_is_white_on_a_dark_theme(chart, tmp_path):
    palette = chart.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#222222"))
    chart.setPalette(palette)
    chart.save(str(tmp_path / "a.png"))
    assert QImage(str(tmp_path / "a.png")).pixelColor(1, 1).name() == "#ffffff"
