"""Looking at a place: clicks on the canvas, charts, comparisons, what if."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsVertexMarker
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog
from shown_dock import shown_dock

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.scenarios.presets import PRESETS
from boreal_gpp_plugin.core.wording import Wording
from boreal_gpp_plugin.gui import dock as dock_module
from boreal_gpp_plugin.gui import results_view
from boreal_gpp_plugin.gui.place.figure import POINTS
from boreal_gpp_plugin.gui.scenario_dialog import ScenarioDialog
from boreal_gpp_plugin.gui.text import unbroken
from boreal_gpp_plugin.layers.project import add_run, finish
from boreal_gpp_plugin.tasks.looks import change_sd
from boreal_gpp_plugin.tasks.runner import Runner

CONIFERS, WETLAND, WATER = (500325, 5983305), (500925, 5983305), (500325, 5983785)  # middles of pixels


@pytest.fixture
def dock(window, no_tasks):
    with shown_dock(window) as dock:
        yield dock


@pytest.fixture
def mapped(dock, window, real_run, qtbot):
    """A dock with a finished run on the canvas."""
    finish(add_run(QgsProject.instance(), real_run, "en"))
    window.canvas.setExtent(QgsRectangle(500010, 5982900, 501210, 5983800))
    qtbot.waitUntil(lambda: dock.results.look.isEnabled(), timeout=2000)
    return dock


def test_the_map_that_is_shown_is_laid_out_on_a_page_to_hand_on(mapped, window, monkeypatch):
    mapped.results.page.click()
    (layout,) = window.layouts
    assert layout in QgsProject.instance().layoutManager().printLayouts()

    def gone(*_):
        raise InputError(msg("The folder holds no finished run."), msg("Choose another folder."))

    monkeypatch.setattr(results_view, "add_map_page", gone)
    mapped.results.page.click()
    assert len(window.layouts) == 1 and mapped.error.isVisible()


def view(dock):
    return dock.results_view.place


def look(dock, qtbot, place=CONIFERS, shift=False):
    """Click a place of the canvas with the mouse."""
    if not dock.results.look.isChecked():
        dock.results.look.click()
    canvas = view(dock)._canvas
    pixel = canvas.getCoordinateTransform().transform(QgsPointXY(*place)).toQPointF().toPoint()
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, modifier, pixel)
    qtbot.keyRelease(canvas.viewport(), Qt.Key.Key_Shift)  # or Qt believes it held in the next test, too
    wait(dock, qtbot)


def wait(dock, qtbot):
    qtbot.waitUntil(lambda: not view(dock).is_busy and not dock._runner.is_busy and not dock.launcher.is_loading, timeout=20000)


def panels(dock):
    return {panel.title: panel for panel in view(dock).dock.chart.figure.panels}


def marks(dock):
    return [item for item in view(dock)._canvas.scene().items() if isinstance(item, QgsVertexMarker)]


def test_there_is_nothing_to_look_at_before_a_run_is_on_the_map(dock):
    assert not dock.results.look.isEnabled() and not dock.results.table.isEnabled()
    assert not view(dock).dock.isVisible()


def test_a_single_run_can_be_read_and_has_no_other_to_be_compared_with(mapped):
    assert mapped.results.run.isEnabled() and mapped.results.run.currentText() == "forêt réelle"
    assert not mapped.results.other.isEnabled()


def test_no_line_breaks_between_a_number_and_its_unit():
    said = "In 2021 the vegetation took up 6 710 t of carbon on 899 ha of land, with 90 % confidence 6 030 to 7 390 t."
    assert unbroken(said).replace("\u00a0", " ") == said
    assert "6 710\u00a0t of" in unbroken(said) and "899\u00a0ha of" in unbroken(said) and "7 390\u00a0t." in unbroken(said)


def test_a_click_charts_the_year_of_the_pixel(mapped, qtbot):
    look(mapped, qtbot)
    figure = view(mapped).dock.chart.figure
    assert figure.title.startswith("1 pixel, Coniferous, 0.09 ha, 53.99")
    assert [panel.title for panel in figure.panels] == ["GPP", "Greenness (EVI)", "Temperature, day", "Soil moisture", "Thawed share"]
    gpp = panels(mapped)["GPP"].curves[0].values
    assert len(gpp) == 46 and 3 < np.nanmax(gpp) < 20
    assert len(marks(mapped)) == 1


def test_the_views_behind_a_curve_are_shown_with_it(mapped, qtbot):
    look(mapped, qtbot)
    seen, fused = panels(mapped)["Greenness (EVI)"].curves
    assert (seen.form, seen.label) == (POINTS, "Seen by satellite")
    assert len(seen.days) == 10
    assert seen.values == pytest.approx(fused.values[::5], abs=1e-4)
    assert len(panels(mapped)["Temperature, day"].curves) == 1


def test_a_click_in_another_crs_finds_the_same_pixel(mapped, window, qtbot):
    look(mapped, qtbot)
    before = panels(mapped)["GPP"].curves[0].values
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3979"))
    canvas, wanted = window.canvas, view(mapped).looks[0]
    run = view(mapped)._runs[wanted.folder]
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem(run.grid.crs), canvas.mapSettings().destinationCrs(), QgsProject.instance())
    middle = there.transform(QgsPointXY(*CONIFERS))
    canvas.setExtent(QgsRectangle(middle.x() - 300, middle.y() - 300, middle.x() + 300, middle.y() + 300))
    look(mapped, qtbot, (middle.x(), middle.y()))
    assert np.array_equal(panels(mapped)["GPP"].curves[0].values, before)


def test_water_is_said_to_have_no_gpp(mapped, qtbot):
    look(mapped, qtbot, WATER)
    chart = view(mapped).dock.chart
    assert chart.figure is None and "No GPP is modelled" in chart._hint
    assert not view(mapped).dock.export.isEnabled()


def test_a_second_place_is_compared_with_shift(mapped, qtbot):
    look(mapped, qtbot)
    look(mapped, qtbot, WETLAND, shift=True)
    curves = panels(mapped)["GPP"].curves
    assert [curve.label for curve in curves] == ["A", "B"] and not np.allclose(curves[0].values, curves[1].values)
    first, second = view(mapped).dock.chart.figure.title.split("\n")
    assert first.startswith("A: 1 pixel, Coniferous") and second.startswith("B: 1 pixel, Wetland")
    assert len(marks(mapped)) == 2
    panel = view(mapped).dock.what_if
    assert not panel.temperature.isEnabled() and "Click one without Shift" in panel.total.text()
    look(mapped, qtbot)
    assert len(view(mapped).looks) == 1 and len(marks(mapped)) == 1
    assert panel.temperature.isEnabled() and panel.total.text().startswith("Total GPP")


def test_sliders_redraw_the_curve_at_once(mapped, qtbot):
    look(mapped, qtbot)
    panel = view(mapped).dock.what_if
    assert not panel.map.isEnabled()
    panel.temperature.setValue(30)
    today, then = panels(mapped)["GPP"].curves[:2]
    assert then.label == "What if" and then.values.sum() > today.values.sum()
    assert "+" in panel.total.text() and "%" in panel.total.text()
    panel.reset.click()
    assert [curve.label for curve in panels(mapped)["GPP"].curves] == ["Model"]


def test_it_is_told_how_sure_a_change_is_once_the_sliders_rest(mapped, qtbot, real_run):
    look(mapped, qtbot)
    place, panel = view(mapped).looks[0].place, view(mapped).dock.what_if
    panel.temperature.setValue(20)
    assert panel.interval.text() == "Working out how sure the change is\u2026"
    panel.temperature.setValue(30)
    qtbot.waitUntil(lambda: "confidence" in panel.interval.text(), timeout=20000)
    deltas = panel.deltas()
    reach = 1.6449 * place.change_sd(change_sd(real_run, deltas, Progress()))
    change = (place.gpp(deltas) - place.gpp()) @ place.calendar.days
    low, high = (Wording().number(end, sign=True) for end in (change - reach, change + reach))
    assert panel.interval.text() == f"Change with 90\u00a0% confidence: {low} to {high} g C m\u207b\u00b2"
    panel.reset.click()
    assert panel.interval.text() == "" and not panel.interval.isVisible()
    panel.thaw.setValue(-5)
    view(mapped).dock.close()
    assert panel.interval.text() == "" and not view(mapped)._rest.isActive()


@pytest.mark.parametrize(("name", "value"), [("temperature", -20), ("thaw", -14), ("moisture", -50)])
def test_each_slider_changes_gpp(mapped, qtbot, name, value):
    look(mapped, qtbot)
    getattr(view(mapped).dock.what_if, name).setValue(value)
    today, then = panels(mapped)["GPP"].curves[:2]
    assert not np.allclose(today.values, then.values, atol=1e-3)


def test_soil_moisture_is_offered_only_where_the_model_uses_it(mapped, qtbot):
    look(mapped, qtbot)
    panel = view(mapped).dock.what_if
    assert panel.moisture.isEnabled()
    panel.set_moisture_counts(False)
    assert not panel.moisture.isEnabled() and "does not use" in panel.moisture.toolTip()
    panel.set_moisture_counts(True)
    assert "share of today" in panel.moisture.toolTip()


def test_the_full_scenario_is_mapped_and_comes_to_the_canvas(mapped, qtbot, tmp_path, monkeypatch):
    look(mapped, qtbot)
    view(mapped).dock.what_if.temperature.setValue(20)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: str(tmp_path))
    view(mapped).dock.what_if.map.click()
    wait(mapped, qtbot)
    assert not mapped.error.isVisible(), mapped.error.what.text()
    folder = tmp_path / "forêt réelle_what_if"
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["status"] == "complete"
    layers = [layer for layer in QgsProject.instance().mapLayers().values() if Path(layer.source()).parent == folder]
    assert any(layer.name().startswith("Change of GPP") for layer in layers)


def test_a_finished_run_is_a_click_and_a_choice_away_from_a_changed_climate(mapped, qtbot, real_run, tmp_path, monkeypatch):
    monkeypatch.setattr(ScenarioDialog, "exec", lambda self: self.folder.setFilePath(str(tmp_path / "warm")) or 1)
    mapped.results.scenario.click()
    wait(mapped, qtbot)
    assert not mapped.error.isVisible(), mapped.error.what.text()
    record = json.loads((tmp_path / "warm" / "run.json").read_text(encoding="utf-8"))
    assert Path(record["run"]).resolve() == Path(real_run).resolve() and record["scenario"]["id"] in PRESETS
    names = [layer.name() for layer in QgsProject.instance().mapLayers().values() if Path(layer.source()).parent == tmp_path / "warm"]
    assert any(name.startswith("Uncertainty of the change") for name in names)


def test_two_runs_are_compared_at_a_place(mapped, qtbot, real_run, tmp_path):
    other = tmp_path / "other run"
    shutil.copytree(real_run, other)
    finish(add_run(QgsProject.instance(), str(other), "en"))
    qtbot.waitUntil(lambda: mapped.results.run.count() == 2, timeout=2000)
    mapped.results.other.setCurrentIndex(mapped.results.other.findText("other run"))
    mapped.results.run.setCurrentIndex(mapped.results.run.findText("forêt réelle"))
    look(mapped, qtbot)
    difference = panels(mapped)["Difference"].curves[0]
    assert difference.label == "other run less forêt réelle"
    assert "Choose no other run" in view(mapped).dock.what_if.total.text()
    assert np.array_equal(difference.values, np.zeros(46))
    assert len(marks(mapped)) == 1


def test_escape_and_another_tool_put_the_tool_away_and_leave_the_chart(mapped, window, qtbot):
    look(mapped, qtbot)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not mapped.results.look.isChecked()
    assert window.canvas.mapTool() is not view(mapped).tool
    assert view(mapped).dock.chart.figure is not None


def test_closing_the_dock_takes_the_marks_away(mapped, qtbot):
    look(mapped, qtbot)
    view(mapped).dock.close()
    assert not marks(mapped) and not mapped.results.look.isChecked()


def test_the_chart_is_exported_where_the_user_says(mapped, window, qtbot, tmp_path, monkeypatch):
    look(mapped, qtbot)
    wanted = tmp_path / "graphique"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(wanted), "Table (*.csv)"))
    view(mapped).dock.export.click()
    assert wanted.with_suffix(".csv").is_file()
    assert "graphique.csv" in window.bar.currentItem().text()


def test_removing_the_layers_of_a_run_ends_the_looking(mapped, qtbot):
    look(mapped, qtbot)
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: not mapped.results.look.isEnabled(), timeout=2000)
    assert not mapped.results.look.isChecked()


def test_a_run_is_opened_from_its_folder(dock, qtbot, real_run, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: real_run)
    dock.results.open.click()
    wait(dock, qtbot)
    assert dock.results.chosen_runs() == [real_run]
    assert not (Path(real_run) / "site.qgz").exists()


def test_a_folder_without_a_run_is_explained(dock, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: str(tmp_path))
    dock.results.open.click()
    wait(dock, qtbot)
    assert "holds no finished run" in dock.error.what.text()


def test_unloading_leaves_no_dock_and_no_tool(window, qgis_app):
    runner = Runner()
    dock = dock_module.Dock(window, runner)
    place = view(dock)
    window.canvas.setMapTool(place.tool)
    dock.close_down()
    assert window.canvas.mapTool() is not place.tool
    assert not window.window.findChildren(type(place.dock)) or not place.dock.isVisible()
    dock.deleteLater()
