"""The check-up in the dock: what it shows, what it keeps from running, and where products come from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_run import FINE, STRIP
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent, QPalette
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QToolButton, QWidget
from shown_dock import shown_dock

from boreal_gpp_plugin.core.checkup.check import Finding
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.gui.calendar_strip import CalendarStrip, months_between

GAP = Finding("warning", msg("Nothing from June to July."), msg("Add files of these days."), "HLSL30")
NO_COVER = Finding("error", msg("No land cover was found."), msg("Add the land cover."))


@pytest.fixture
def dock(window, tmp_path):
    with shown_dock(window) as dock:
        dock.visit(dock.inputs)
        dock.results.folder.setFilePath(str(tmp_path / "out"))
        yield dock


def look(dock, qtbot, folder):
    """Choose a folder and wait for its check-up."""
    dock.inputs.folder.setFilePath(str(folder))
    qtbot.waitUntil(lambda: not dock.examiner.is_busy)


def texts(dock):
    return [label.text() for label in dock.inputs.checkup.findChildren(QLabel)]


def test_a_folder_is_checked_as_soon_as_it_is_chosen(dock, qtbot, checkup, tmp_path):
    look(dock, qtbot, tmp_path)
    assert [request.inputs for request in checkup.requests] == [str(tmp_path)]
    assert dock.panel.run.isEnabled()
    assert "These inputs will do. Products: 1. Errors: 0. Warnings: 0." in texts(dock)
    assert "HLS Landsat reflectance" in texts(dock)
    assert "Files: 168, days: 3, 98 % of the site\nEPSG:32613, 30" in texts(dock)


def test_run_waits_for_the_check_up(dock, qtbot, checkup, tmp_path):
    checkup.waits = True
    dock.inputs.folder.setFilePath(str(tmp_path))
    qtbot.waitUntil(lambda: bool(checkup.requests))
    assert not dock.panel.run.isEnabled()
    assert "being checked" in dock.panel.obstacle.text()
    qtbot.waitUntil(lambda: dock.inputs.checkup.summary.text() == "Looking for files")
    assert dock.inputs.checkup.bar.isVisible()
    checkup.waits = False
    qtbot.waitUntil(dock.panel.run.isEnabled)
    assert not dock.inputs.checkup.bar.isVisible()


def test_an_error_keeps_run_from_beginning_and_is_told_with_its_fix(dock, qtbot, checkup, tmp_path):
    checkup.check = replace(FINE, findings=(NO_COVER, GAP))
    look(dock, qtbot, tmp_path)
    assert not dock.panel.run.isEnabled()
    assert dock.panel.obstacle.text() == "No land cover was found. Add the land cover."
    assert dock.steps.buttons[1].accessibleName() == "Inputs: Problem"
    assert {"No land cover was found. Add the land cover.", "Nothing from June to July. Add files of these days."} <= set(texts(dock))


def test_a_warning_lets_run_begin(dock, qtbot, checkup, tmp_path):
    checkup.check = replace(FINE, findings=(GAP,))
    look(dock, qtbot, tmp_path)
    assert dock.panel.run.isEnabled()
    assert dock.inputs.findChild(QWidget, "card_HLSL30").accessibleName() == "HLS Landsat reflectance: Warning"


def test_a_check_up_that_fails_says_why(dock, qtbot, checkup, tmp_path):
    checkup.error = InputError(msg("The folder can't be read."), msg("Choose another."))
    look(dock, qtbot, tmp_path)
    assert not dock.panel.run.isEnabled()
    assert dock.inputs.checkup.summary.text() == "The folder can't be read. Choose another."


def test_findings_can_be_copied(dock, qtbot, checkup, tmp_path):
    checkup.check = replace(FINE, findings=(NO_COVER, GAP))
    look(dock, qtbot, tmp_path)
    dock.inputs.checkup.copy.click()
    assert QgsApplication.clipboard().text().splitlines() == [
        "Error: No land cover was found. Add the land cover.",
        "Warning: Nothing from June to July. Add files of these days.",
    ]


def test_only_what_matters_to_the_inputs_is_checked_again(dock, qtbot, checkup, tmp_path):
    look(dock, qtbot, tmp_path)
    dock.model.reference.setCurrentIndex(2)
    dock.results.folder.setFilePath(str(tmp_path / "other"))
    qtbot.wait(20)
    assert len(checkup.requests) == 1
    dock.site.step.setValue(16)
    qtbot.waitUntil(lambda: len(checkup.requests) == 2)
    qtbot.waitUntil(lambda: not dock.examiner.is_busy)
    dock.inputs.checkup.again.click()
    qtbot.waitUntil(lambda: len(checkup.requests) == 3)


def test_the_newest_folder_wins(dock, qtbot, checkup, tmp_path):
    checkup.waits = True
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        dock.inputs.folder.setFilePath(str(tmp_path / name))
        qtbot.wait(30)
    checkup.waits = False
    qtbot.waitUntil(dock.panel.run.isEnabled)
    assert checkup.requests[-1].inputs == str(tmp_path / "c")
    assert not dock.examiner.is_busy


def test_nothing_is_looked_into_before_the_dock_is_opened(dock, qtbot, checkup, tmp_path):
    dock.hide()
    dock.inputs.folder.setFilePath(str(tmp_path))
    qtbot.wait(20)
    assert not checkup.requests
    dock.show()
    qtbot.waitUntil(lambda: len(checkup.requests) == 1)
    qtbot.waitUntil(dock.panel.run.isEnabled)


def test_a_folder_that_is_taken_away_again_leaves_no_check_up(dock, qtbot, checkup, tmp_path):
    look(dock, qtbot, tmp_path)
    dock.inputs.folder.setFilePath("")
    assert not dock.inputs.checkup.isVisible()
    assert dock.panel.obstacle.text().startswith("No inputs folder is chosen.")


def choose(dock, product, name):
    """Choose from the menu of a product's card."""
    menu = dock.inputs.findChild(QToolButton, f"source_{product}").menu()
    next(action for action in menu.actions() if action.objectName() == name).trigger()


def test_a_product_can_be_left_out_and_taken_back(dock, qtbot, checkup, tmp_path):
    look(dock, qtbot, tmp_path)
    choose(dock, "HLSL30", "leave_out")
    checkup.check = replace(FINE, products=(), findings=())
    qtbot.waitUntil(lambda: len(checkup.requests) == 2 and not dock.examiner.is_busy)
    assert checkup.requests[-1].sources == {"HLSL30": ""}
    assert "Left out" in texts(dock)
    assert dock.request().sources == {"HLSL30": ""}
    choose(dock, "HLSL30", "inputs")
    qtbot.waitUntil(lambda: len(checkup.requests) == 3)
    assert checkup.requests[-1].sources == {}


def test_a_product_can_come_from_a_folder_of_its_own(dock, qtbot, checkup, tmp_path):
    look(dock, qtbot, tmp_path)
    dock.inputs.set_source("HLSL30", "/other")
    qtbot.waitUntil(lambda: len(checkup.requests) == 2 and not dock.examiner.is_busy)
    assert "From /other" in texts(dock)
    assert dock.set_up.draft()["sources"] == {"HLSL30": "/other"}


@pytest.mark.parametrize(("name", "dialog"), [("folder", "getExistingDirectory"), ("file", "getOpenFileName")])
def test_the_menu_of_a_card_asks_where_its_product_is(dock, qtbot, checkup, tmp_path, monkeypatch, name, dialog):
    look(dock, qtbot, tmp_path)
    answer = "" if name == "folder" else ("", "")
    monkeypatch.setattr(QFileDialog, dialog, lambda *_: answer)
    choose(dock, "HLSL30", name)
    assert dock.request().sources == {}  # dismissed
    answer = "/other" if name == "folder" else ("/other", "")
    choose(dock, "HLSL30", name)
    assert dock.request().sources == {"HLSL30": "/other"}


def test_another_inputs_folder_forgets_the_sources(dock, qtbot, checkup, tmp_path):
    look(dock, qtbot, tmp_path)
    dock.inputs.set_source("HLSL30", "")
    (tmp_path / "b").mkdir()
    look(dock, qtbot, tmp_path / "b")
    assert dock.request().sources == {}


@pytest.mark.parametrize("is_file", [False, True])
def test_a_folder_or_one_of_its_files_can_be_dropped(dock, qtbot, tmp_path, is_file):
    data = QMimeData()
    (tmp_path / "a.tif").touch()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.tif" if is_file else tmp_path))])
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, button, key)
    dock.inputs.dragEnterEvent(enter)
    assert enter.isAccepted()
    dock.inputs.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, key))
    assert dock.inputs.folder.filePath() == str(tmp_path)


def strip(qtbot, width=365, **changes):
    widget = CalendarStrip(replace(STRIP, **changes), ("2021-01-01", "2021-12-31"))
    widget.resize(width, widget.sizeHint().height())
    qtbot.addWidget(widget)
    return widget


def test_months_go_over_the_turn_of_the_year():
    assert months_between("2020-11-30", "2021-02-01") == [(2020, 11), (2020, 12), (2021, 1), (2021, 2)]


def test_the_strip_says_days_and_share_of_each_month(qtbot):
    words = strip(qtbot).accessibleDescription().split("; ")
    assert words[0] == "January 2021: days 1, 10 % of the site with values"
    assert words[1] == "February 2021: days 0"
    assert len(words) == 12


def test_months_are_named_in_the_language_of_the_words_beside_them(qtbot):
    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", "de")  # into which nothing is translated
    try:
        assert strip(qtbot).accessibleDescription().startswith("January 2021: days 1")
    finally:
        QgsSettings().remove("locale")


def test_the_strip_marks_days_and_shares_in_the_colour_of_the_palette(qtbot):
    widget = strip(qtbot, valid_by_month={7: 1.0}, dates=("2021-07-01",))
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.red)
    palette.setColor(QPalette.ColorRole.Window, Qt.GlobalColor.black)
    widget.setPalette(palette)
    image = widget.grab().toImage()
    scale = image.width() / widget.width()

    def colour(x, y):
        return image.pixelColor(int(x * scale), int(y * scale))

    month = 365 / 12
    assert colour(6 * month + 0.5, 19).red() == 255  # the day
    assert 60 < colour(6.5 * month, 8).red() < 150  # the share of July, behind
    assert colour(5.5 * month, 8).red() == 0  # nothing in June
    assert colour(6.5 * month, 20).red() == 0  # one day only


def test_the_soil_moisture_that_counts_is_chosen_kept_and_checked_anew(dock, qtbot, checkup, tmp_path):
    look(dock, qtbot, tmp_path)
    dock.inputs.retrievals.setCurrentIndex(1)
    dock.inputs.overpasses.setCurrentIndex(dock.inputs.overpasses.findText("Morning, 6 h"))
    qtbot.waitUntil(lambda: not dock.examiner.is_busy)
    request = checkup.requests[-1]
    assert (request.retrievals, request.overpasses) == ("recommended", "morning")
    draft = dock.inputs.draft()
    dock.inputs.fill({})
    assert (dock.inputs.draft()["retrievals"], dock.inputs.draft()["overpasses"]) == ("successful", "both")
    dock.inputs.fill(draft)
    assert dock.inputs.draft() == draft
