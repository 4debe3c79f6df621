"""The dock: every field, every button, and what follows a run."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

import pytest
from fake_run import FakeResult
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QTimer
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from qgis.PyQt.QtXml import QDomDocument
from shown_dock import shown_dock

from boreal_gpp_plugin import paths
from boreal_gpp_plugin.core import packages, set_up
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.gui import gradual
from boreal_gpp_plugin.gui import launcher as launcher_module
from boreal_gpp_plugin.gui import sample_dialog as sample_dialog_module
from boreal_gpp_plugin.gui.run_panel import seconds_left, time_left
from boreal_gpp_plugin.layers import zone_layer
from boreal_gpp_plugin.layers.run import Run
from boreal_gpp_plugin.tasks import jobs

FIELDS = (
    "extent", "first_day", "last_day", "step_days", "resolution", "inputs_folder", "zones_layer", "zone_field", "zone_use",
    "reference", "scenario", "model", "output_folder",
)  # fmt: skip


@pytest.fixture
def dock(window):
    with shown_dock(window) as dock:
        yield dock


@pytest.fixture
def filled(dock, tmp_path, qtbot):
    """The dock with all that a run needs."""
    (tmp_path / "site").mkdir()
    dock.inputs.folder.setFilePath(str(tmp_path / "site"))
    dock.results.folder.setFilePath(str(tmp_path / "r\u00e9sultats d'essai"))
    qtbot.waitUntil(dock.panel.run.isEnabled)
    return dock


@pytest.fixture
def opened(monkeypatch):
    """What the system was asked to open."""
    urls = []
    monkeypatch.setattr(launcher_module.QDesktopServices, "openUrl", lambda url: urls.append(Path(url.toLocalFile())))
    return urls


@pytest.fixture
def zones(qgis_app):
    """A polygon layer in memory, in the project."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=stand:string(20)&field=code:integer", "Stands", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["A 1", 210])
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(-105, 54, -104.9, 54.1)))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


def click(dock, name):
    button = dock.findChild(QAbstractButton, name)
    assert button.isEnabled()
    button.click()


def run_to_end(dock, qtbot):
    click(dock, "run")
    wait_for_end(dock, qtbot)


def wait_for_end(dock, qtbot):
    qtbot.waitUntil(lambda: not dock._runner.is_busy and not dock.launcher.is_loading, timeout=20000)


def last_message(window):
    return window.bar.currentItem()


# What the dock looks like


def test_the_pages_are_the_five_steps_in_order(dock):
    assert [page.title() for page in dock.pages] == ["Site", "Inputs", "Zones", "Model", "Results"]


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_a_tooltip_and_a_label_that_leads_to_it(dock, name):
    field = dock.findChild(QWidget, name)
    labels = [label for label in dock.findChildren(QLabel) if label.buddy() is field]
    assert field.toolTip() and field.accessibleName()
    assert len(labels) == 1 and "&" in labels[0].text()


def test_every_button_of_the_dock_has_a_name_and_a_tooltip(dock):
    own = [button for button in dock.widget().findChildren(QPushButton) if button.isVisibleTo(dock) or button.objectName()]
    assert {"run", "cancel", "help", "make_sample", "copy_details", "close_error"} <= {button.objectName() for button in own}
    assert all(dock.findChild(QPushButton, name).toolTip() for name in ("run", "cancel", "help", "make_sample", "copy_details"))


@pytest.mark.parametrize("page", range(5))
def test_mnemonics_of_a_page_and_the_panel_do_not_clash(dock, page):
    buttons = [*dock.pages[page].findChildren(QPushButton), *dock.panel.findChildren(QPushButton)]
    texts = [label.text() for label in dock.pages[page].findChildren(QLabel) if label.buddy()] + [b.text() for b in buttons]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(letters) == len(set(letters)), sorted(letters)


def test_the_dock_fits_a_small_screen(dock):
    assert dock.minimumSizeHint().height() <= 580
    assert dock.minimumSizeHint().width() <= 420


def test_the_keyboard_reaches_fields_in_reading_order(dock, qtbot):
    names = ["first_day", "last_day", "step_days", "make_sample", "zones_layer", "reference", "cancel", "run"]
    widgets = [dock.findChild(QWidget, name) for name in names]
    chain, widget = [], dock.site.extent
    for _ in range(400):
        widget = widget.nextInFocusChain()
        if widget in widgets and widget not in chain:
            chain.append(widget)
    assert [w.objectName() for w in chain] == names


# What it asks for


def test_an_empty_form_asks_for_the_whole_site_and_all_days(filled, tmp_path):
    request = filled.request()
    assert request.inputs == str(tmp_path / "site")
    assert request.output == str(tmp_path / "r\u00e9sultats d'essai")
    assert (request.extent, request.extent_crs, request.crs) == (None, None, None)
    assert (request.start, request.end, request.step_days) == (None, None, 8)
    assert (request.reference, request.zones, request.zone_use) == ("auto", None, "stratum")


def test_an_extent_goes_into_the_request_with_its_crs(filled):
    crs = QgsCoordinateReferenceSystem("EPSG:3979")
    filled.site.extent.setOutputCrs(crs)
    filled.site.extent.setOutputExtentFromUser(QgsRectangle(0, 10, 3000, 4010), crs)
    assert filled.request().extent == (0, 10, 3000, 4010)
    assert filled.request().extent_crs == "EPSG:3979"


def test_the_extent_can_be_that_of_the_canvas(filled, window):
    window.canvas.setExtent(QgsRectangle(500000, 5983000, 503000, 5986000))
    filled.site.extent.setOutputExtentFromCurrent()
    assert filled.request().extent_crs == "EPSG:32613"
    assert filled.request().extent == pytest.approx(
        tuple(getattr(window.canvas.extent(), n)() for n in ("xMinimum", "yMinimum", "xMaximum", "yMaximum"))
    )


def test_the_extent_can_be_that_of_a_layer_in_another_crs(filled, zones):
    filled.site.extent.setOutputExtentFromLayer(zones)
    left, bottom, right, top = filled.request().extent
    assert filled.request().extent_crs == "EPSG:32613"
    assert 499000 < left < 501000 and 5983000 < bottom < 5985000 and right > left and top > bottom


def test_the_extent_follows_the_crs_of_the_canvas_while_it_is_empty(filled, window):
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    assert filled.site.extent.outputCrs().authid() == "EPSG:3857"


def test_days_and_step_go_into_the_request(filled):
    filled.site.start.setDate(QDate(2021, 5, 1))
    filled.site.end.setDate(QDate(2021, 9, 30))
    filled.site.step.setValue(16)
    request = filled.request()
    assert (request.start, request.end, request.step_days) == ("2021-05-01", "2021-09-30", 16)


def test_the_reference_goes_into_the_request(filled):
    combo = filled.findChild(QComboBox, "reference")
    names = []
    for i in range(combo.count()):
        combo.setCurrentIndex(i)
        names.append(filled.request().reference)
    assert names == ["auto", "vpm", "l4c", "mod17", "towers", "series", "none"]


def test_zones_in_memory_become_a_file_that_can_be_read(filled, zones):
    filled.zones.layer.setLayer(zones)
    filled.zones.field.setField("stand")
    request = filled.request()
    copy = QgsVectorLayer(request.zones, "copy", "ogr")
    assert copy.isValid() and copy.featureCount() == 1
    assert request.zone_field == "stand"
    assert copy.fields().names()[-2:] == ["stand", "code"]


def test_zones_in_a_file_are_used_where_they_are(filled, zones, tmp_path):
    from qgis.core import QgsVectorFileWriter

    path = str(tmp_path / "zones.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(
        zones, path, QgsProject.instance().transformContext(), QgsVectorFileWriter.SaveVectorOptions()
    )
    layer = QgsVectorLayer(f"{path}|layername=zones", "file", "ogr")
    QgsProject.instance().addMapLayer(layer)
    filled.zones.layer.setLayer(layer)
    assert filled.request().zones == f"{path}|layername=zones"


def test_the_coordinate_system_given_to_a_layer_in_qgis_reaches_the_run(filled, tmp_path):
    path = str(tmp_path / "stands.geojson")
    square = [[[500000, 5983000], [500300, 5983000], [500300, 5983300], [500000, 5983000]]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": square}}
    Path(path).write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    layer = QgsVectorLayer(path, "Stands", "ogr")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32613"))
    QgsProject.instance().addMapLayer(layer)
    filled.zones.layer.setLayer(layer)
    assert QgsVectorLayer(filled.request().zones, "read", "ogr").crs().authid() == "EPSG:32613"


@pytest.mark.parametrize(("index", "use"), [(0, "stratum"), (1, "only")])
def test_the_use_of_zones_goes_into_the_request(filled, zones, index, use):
    filled.zones.layer.setLayer(zones)
    filled.zones.use.setCurrentIndex(index)
    assert filled.request().zone_use == use


def test_zones_that_correct_the_land_cover_need_a_field(filled, zones):
    filled.zones.layer.setLayer(zones)
    filled.zones.use.setCurrentIndex(2)
    with pytest.raises(InputError, match="Choose the field"):
        filled.request()
    filled.zones.field.setField("code")
    assert filled.request().zone_use == "cover"


def test_zones_with_edits_that_are_not_saved_are_refused(filled, zones):
    zones.startEditing()
    zones.deleteFeature(1)
    filled.zones.layer.setLayer(zones)
    with pytest.raises(InputError, match="edits that are not saved"):
        filled.request()
    zones.rollBack()


def test_field_and_use_of_zones_wait_for_a_layer(dock, zones):
    dock.zones.layer.setLayer(None)
    assert not dock.zones.field.isEnabled() and not dock.zones.use.isEnabled()
    dock.zones.layer.setLayer(zones)
    assert dock.zones.field.isEnabled() and dock.zones.use.isEnabled()


def test_no_zones_are_chosen_just_because_a_polygon_layer_is_there(filled, zones):
    assert filled.request().zones is None


# What it keeps


def test_the_set_up_survives_closing(filled, window, zones):
    crs = QgsCoordinateReferenceSystem("EPSG:4326")
    filled.site.extent.setOutputCrs(crs)
    filled.site.extent.setOutputExtentFromUser(QgsRectangle(-105.5, 53.5, -105.25, 53.75), crs)
    filled.site.start.setDate(QDate(2021, 5, 1))
    filled.site.step.setValue(16)
    filled.zones.layer.setLayer(zones)
    filled.zones.field.setField("stand")
    filled.zones.use.setCurrentIndex(1)
    filled.model.reference.setCurrentIndex(3)
    before = filled.request()
    with shown_dock(window) as again:
        after = again.request()
    differing = {key for key, value in before.to_dict().items() if value != after.to_dict()[key]}
    assert differing <= {"zones"}  # a copy of a layer in memory is a new file each time
    assert after.zones is not None


def test_an_extent_without_coordinate_system_is_refused(filled, window):
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem())
    filled.site.extent.setOutputExtentFromUser(QgsRectangle(0, 0, 10, 10), QgsCoordinateReferenceSystem())
    with pytest.raises(InputError, match="no coordinate system"):
        filled.request()


def test_an_extent_that_was_cleared_stays_cleared(filled, window):
    crs = QgsCoordinateReferenceSystem("EPSG:32613")
    filled.site.extent.setOutputExtentFromUser(QgsRectangle(0, 0, 10, 10), crs)
    filled.site.extent.clear()
    with shown_dock(window) as again:
        assert again.request().extent is None


def test_zones_are_found_again_when_their_project_is_opened_again(dock, zones, tmp_path):
    from qgis.core import QgsVectorFileWriter

    path = str(tmp_path / "zones.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(
        zones, path, QgsProject.instance().transformContext(), QgsVectorFileWriter.SaveVectorOptions()
    )
    layer = QgsVectorLayer(path, "file", "ogr")
    QgsProject.instance().addMapLayer(layer)
    dock.zones.layer.setLayer(layer)
    dock.zones.field.setField("stand")
    QgsProject.instance().write(str(tmp_path / "p.qgz"))
    QgsProject.instance().clear()
    assert dock.zones.layer.currentLayer() is None
    QgsProject.instance().read(str(tmp_path / "p.qgz"))
    assert dock.zones.layer.currentLayer().name() == "file"
    assert dock.zones.field.currentField() == "stand"


def test_zones_that_the_user_unchose_are_not_brought_back(dock, zones):
    dock.zones.layer.setLayer(zones)
    dock.zones.layer.setCurrentIndex(0)
    dock.zones.layer.activated.emit(0)
    QgsProject.instance().readProject.emit(QDomDocument())
    assert dock.zones.layer.currentLayer() is None


def test_a_set_up_comes_back_with_its_project_and_another_project_leaves_the_form_alone(dock, tmp_path):
    project = QgsProject.instance()
    for name in ("a", "b"):
        dock.results.folder.setFilePath(f"/runs/{name}")
        project.write(str(tmp_path / f"{name}.qgz"))
    project.clear()
    assert dock.results.folder.filePath() == "/runs/b"
    for name in ("a", "b", "a"):
        project.read(str(tmp_path / f"{name}.qgz"))
        assert dock.results.folder.filePath() == f"/runs/{name}"
        assert not project.isDirty()


@pytest.mark.parametrize(
    "text", ["[1]", '{"step_days": "x"}', '{"extent": [1], "extent_crs": "EPSG:32613"}', '{"sources": 5}', '{"inputs": 5}']
)
def test_a_project_whose_set_up_is_none_leaves_the_form_alone(dock, tmp_path, text):
    project = QgsProject.instance()
    dock.results.folder.setFilePath("/runs/a")
    project.writeEntry("boreal_gpp", "/set_up", text)
    project.write(str(tmp_path / "foreign.qgz"))
    project.clear()
    project.read(str(tmp_path / "foreign.qgz"))
    assert dock.results.folder.filePath() == "/runs/a"


def test_zones_of_a_set_up_are_a_file_and_never_an_address(tmp_path):
    """GDAL opens addresses of the web and of databases too, and text that is a layer itself, which stands for them here."""
    polygon = '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}'
    assert QgsVectorLayer(polygon, "zones", "ogr").isValid()
    assert zone_layer.opened(QgsProject.instance(), polygon) is None
    (tmp_path / "zones.geojson").write_text(polygon)
    assert zone_layer.opened(QgsProject.instance(), str(tmp_path / "zones.geojson")) is not None


def test_a_project_that_is_closed_is_not_changed_by_fields_that_lose_their_layer(dock, zones, qtbot):
    dock.zones.layer.setLayer(zones)
    QgsProject.instance().clear()
    qtbot.wait(20)
    assert not QgsProject.instance().isDirty()
    dock.site.step.setValue(16)
    assert QgsProject.instance().isDirty()


def test_a_set_up_is_saved_to_a_file_and_opened_from_it(filled, window, zones, tmp_path):
    filled.site.step.setValue(16)
    filled.site.extent.setOutputExtentFromUser(QgsRectangle(0, 10, 3000, 4010), QgsCoordinateReferenceSystem("EPSG:32613"))
    filled.zones.layer.setLayer(zones)
    filled.zones.field.setField("stand")
    request = filled.request()
    filled.save_set_up(str(tmp_path / "a.json"))
    assert not filled.error.isVisible()
    QgsProject.instance().clear()
    filled.site.fill({})
    filled.open_set_up(str(tmp_path / "a.json"))
    again = filled.request()
    assert {**again.to_dict(), "zones": ""} == {**request.to_dict(), "zones": ""}
    assert filled.zones.layer.currentLayer().featureCount() == 1
    assert set_up.request(str(tmp_path / "a.json")).step_days == 16


def choose_from_menu(dock, name):
    """Choose an entry of the Set-Up menu."""
    menu = dock.findChild(QPushButton, "set_up").menu()
    next(action for action in menu.actions() if action.objectName() == name).trigger()


def test_the_set_up_menu_saves_and_opens_files(filled, monkeypatch, tmp_path):
    request = filled.request()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    choose_from_menu(filled, "save_set_up")
    filled.results.folder.setFilePath("")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.json"), ""))
    choose_from_menu(filled, "open_set_up")
    assert filled.request() == request


def test_a_dismissed_file_dialog_changes_nothing(filled, monkeypatch, tmp_path):
    request, files = filled.request(), set(tmp_path.rglob("*"))
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    choose_from_menu(filled, "save_set_up")
    choose_from_menu(filled, "open_set_up")
    assert filled.request() == request and set(tmp_path.rglob("*")) == files


def test_a_set_up_that_cannot_be_saved_is_explained(filled, tmp_path):
    filled.save_set_up(str(tmp_path / "nowhere" / "a.json"))
    assert "can't be written" in filled.error.what.text()


def test_a_file_without_set_up_is_refused_and_the_form_stays(filled, tmp_path):
    before = filled.request()
    (tmp_path / "a.json").write_text("{}")
    filled.open_set_up(str(tmp_path / "a.json"))
    assert "holds no set-up" in filled.error.what.text()
    assert filled.request() == before


# Running


def test_a_run_ends_with_its_group_on_the_canvas_and_a_message_that_opens_the_report(filled, window, pipeline, qtbot, opened):
    run_to_end(filled, qtbot)
    assert [node.name() for node in QgsProject.instance().layerTreeRoot().children()] == ["Boreal GPP: r\u00e9sultats d'essai, 2021"]
    last_message(window).findChild(QPushButton, "open_report").click()
    assert opened == [Path(filled.results.folder.filePath()) / "report.html"]
    assert not filled.error.isVisible()


def test_a_run_happens_off_the_main_thread_on_what_the_form_said(filled, pipeline, qtbot):
    request = filled.request()
    run_to_end(filled, qtbot)
    assert pipeline.requests == [request]
    assert pipeline.threads[0] is not threading.main_thread()


def test_a_run_leaves_a_project_beside_its_results(filled, pipeline, qtbot):
    run_to_end(filled, qtbot)
    project = QgsProject()
    assert project.read(str(Path(filled.results.folder.filePath()) / "site.qgz"))
    assert all(layer.isValid() for layer in project.mapLayers().values())


def test_a_run_turns_the_canvas_to_the_peak_of_the_season(filled, window, pipeline, qtbot):
    run_to_end(filled, qtbot)
    run = Run.read(filled.results.folder.filePath())
    assert window.controller.currentFrameNumber() == run.shown_step
    assert window.canvas.extent().contains(QgsRectangle(500000, 5983000, 500600, 5983900))


def test_warnings_are_counted_in_the_message(filled, window, pipeline, qtbot):
    pipeline.warnings = (msg("One file is cut."), msg("Another is."))
    run_to_end(filled, qtbot)
    assert "Notes in the report: 2." in last_message(window).text()


def test_while_a_run_is_on_there_is_progress_and_cancel(filled, pipeline, qtbot):
    pipeline.waits = True
    assert not filled.panel.bar.isVisible() and not filled.panel.cancel.isEnabled()
    click(filled, "run")
    qtbot.waitUntil(lambda: filled.panel.stage.text() == "Reading HLS views")
    assert filled.panel.bar.isVisible() and filled.panel.cancel.isEnabled()
    pipeline.waits = False
    wait_for_end(filled, qtbot)
    assert not filled.panel.bar.isVisible() and not filled.panel.cancel.isEnabled()


def test_cancel_ends_a_run_with_nothing_on_the_canvas(filled, window, pipeline, qtbot, no_tasks):
    pipeline.waits = True
    click(filled, "run")
    qtbot.waitUntil(lambda: bool(pipeline.requests))
    click(filled, "cancel")
    assert filled.panel.stage.text() == "Stopping"
    wait_for_end(filled, qtbot)
    assert not QgsProject.instance().mapLayers()
    assert "cancelled" in last_message(window).text()
    assert not filled.error.isVisible()


def test_an_error_is_shown_with_its_cure_and_the_form_stays(filled, pipeline, qtbot):
    pipeline.error = InputError(msg("No HLS granule was found in {folder}.", folder="/x"), msg("Add HLS granules."))
    before = filled.request()
    run_to_end(filled, qtbot)
    assert filled.error.isVisible()
    assert filled.error.what.text() == "No HLS granule was found in /x."
    assert filled.error.fix.text() == "Add HLS granules."
    assert filled.request() == before


def test_a_run_that_fails_behind_a_closed_dock_is_told_in_the_window(filled, window, pipeline, qtbot):
    pipeline.error = InputError(msg("No HLS granule was found in {folder}.", folder="/x"), msg("Add HLS granules."))
    pipeline.waits = True
    click(filled, "run")
    filled.close()
    pipeline.waits = False
    wait_for_end(filled, qtbot)
    assert "No HLS granule was found in /x." in last_message(window).text()
    last_message(window).findChild(QPushButton, "show_error").click()
    assert filled.isVisible() and filled.error.isVisible()


def test_details_of_an_error_can_be_copied(filled, pipeline, qtbot):
    pipeline.error = ZeroDivisionError("by zero")
    run_to_end(filled, qtbot)
    click(filled, "copy_details")
    text = QgsApplication.clipboard().text()
    assert "ZeroDivisionError: by zero" in text and "Traceback" in text and "QGIS 3" in text


def test_an_error_can_be_closed_and_the_next_run_closes_it_too(filled, pipeline, qtbot):
    pipeline.error = ValueError("x")
    run_to_end(filled, qtbot)
    click(filled, "close_error")
    assert not filled.error.isVisible()
    run_to_end(filled, qtbot)
    assert filled.error.isVisible()
    pipeline.error = None
    run_to_end(filled, qtbot)
    assert not filled.error.isVisible()


def test_run_waits_for_what_is_missing_and_says_what_that_is(dock, tmp_path, qtbot):
    assert not dock.panel.run.isEnabled()
    assert dock.panel.obstacle.text().startswith("No inputs folder is chosen.")
    dock.inputs.folder.setFilePath(str(tmp_path / "nowhere"))
    assert "does not exist" in dock.panel.obstacle.text()
    dock.inputs.folder.setFilePath(str(tmp_path))
    assert dock.panel.obstacle.text().startswith("The inputs are being checked.")
    qtbot.waitUntil(lambda: not dock.examiner.is_busy)
    assert dock.panel.obstacle.text().startswith("No folder for the results is chosen.")
    dock.results.folder.setFilePath(str(tmp_path / "out"))
    assert dock.panel.run.isEnabled() and not dock.panel.obstacle.isVisible()


def test_what_is_missing_leads_to_its_step(dock, tmp_path, qtbot):
    assert dock.panel.go.text() == "Inputs"
    click(dock, "go_to_step")
    assert dock.page is dock.inputs
    dock.inputs.folder.setFilePath(str(tmp_path))
    qtbot.waitUntil(lambda: not dock.examiner.is_busy)
    click(dock, "go_to_step")
    assert dock.page is dock.results
    dock.results.folder.setFilePath(str(tmp_path / "out"))
    assert not dock.panel.go.isVisible()


def test_days_in_the_wrong_order_are_refused(filled):
    filled.site.start.setDate(QDate(2021, 9, 1))
    filled.site.end.setDate(QDate(2021, 5, 1))
    assert "before the first day" in filled.panel.obstacle.text()
    assert not filled.panel.run.isEnabled()


def words_of(dock):
    return [button.accessibleName() for button in dock.steps.buttons]


def test_steps_show_what_is_done_missing_and_wrong(dock, tmp_path):
    assert words_of(dock) == ["Site: Done", "Inputs: Still to do", "Zones: Done", "Model: Done", "Results: Still to do"]
    dock.results.folder.setFilePath(str(tmp_path))
    dock.inputs.folder.setFilePath(str(tmp_path / "nowhere"))
    assert words_of(dock) == ["Site: Done", "Inputs: Problem", "Zones: Done", "Model: Done", "Results: Done"]
    assert "does not exist" in dock.steps.buttons[1].toolTip()


def test_any_step_can_be_visited_at_any_time(dock):
    for i in (4, 1, 0, 3, 2):
        dock.steps.buttons[i].click()
        assert dock.page is dock.pages[i] and dock.page.isVisible()
        assert dock.steps.buttons[i].isChecked()


def test_missing_packages_are_named_before_anything_starts(filled, pipeline, monkeypatch):
    monkeypatch.setattr(packages, "missing", lambda: ("rasterio",))
    click(filled, "run")
    assert "rasterio" in filled.error.what.text()
    assert not pipeline.requests


def test_a_second_run_into_the_same_folder_replaces_the_first(filled, pipeline, qtbot):
    run_to_end(filled, qtbot)
    count = len(QgsProject.instance().mapLayers())
    run_to_end(filled, qtbot)
    assert len(QgsProject.instance().mapLayers()) == count
    assert len(QgsProject.instance().layerTreeRoot().children()) == 1


def test_files_of_an_earlier_run_are_free_while_they_are_replaced_and_back_when_that_fails(filled, pipeline, qtbot):
    run_to_end(filled, qtbot)
    pipeline.waits = True
    click(filled, "run")
    qtbot.waitUntil(lambda: len(pipeline.requests) == 2)
    assert not QgsProject.instance().mapLayers()
    click(filled, "cancel")
    wait_for_end(filled, qtbot)
    assert len(QgsProject.instance().layerTreeRoot().children()) == 1


def test_results_are_not_lost_when_the_project_is_closed_during_the_run(filled, pipeline, qtbot):
    pipeline.waits = True
    click(filled, "run")
    qtbot.waitUntil(lambda: bool(pipeline.requests))
    QgsProject.instance().clear()
    pipeline.waits = False
    wait_for_end(filled, qtbot)
    assert len(QgsProject.instance().layerTreeRoot().children()) == 1


def test_results_are_not_lost_when_the_project_is_closed_while_they_are_loaded(filled, pipeline, qtbot, monkeypatch):
    monkeypatch.setattr(gradual, "_PIECE_S", 0.0)  # a piece per turn
    close = QgsProject.instance().clear
    later = QgsProject.instance().layersAdded.connect(lambda *_: QTimer.singleShot(0, close))
    click(filled, "run")
    wait_for_end(filled, qtbot)
    QgsProject.instance().layersAdded.disconnect(later)
    assert not filled.error.isVisible(), filled.error.what.text()
    assert (Path(filled.results.folder.filePath()) / "site.qgz").is_file()


def test_the_project_that_is_open_is_not_written_over(filled, pipeline, qtbot):
    run_to_end(filled, qtbot)
    path = Path(filled.results.folder.filePath()) / "site.qgz"
    QgsProject.instance().read(str(path))
    path.write_bytes(b"the user's")
    run_to_end(filled, qtbot)
    assert path.read_bytes() == b"the user's"


def test_results_that_cannot_be_loaded_are_explained(filled, pipeline, qtbot, monkeypatch):
    monkeypatch.setattr(sys.modules["boreal_gpp_plugin.core.pipeline"], "run", lambda request, progress, cache: FakeResult(request.output))
    run_to_end(filled, qtbot)
    assert "holds no finished run" in filled.error.what.text()


def test_a_second_run_waits_for_the_first_and_both_arrive(filled, pipeline, qtbot, tmp_path):
    pipeline.waits = True
    click(filled, "run")
    qtbot.waitUntil(lambda: len(pipeline.requests) == 1)
    filled.results.folder.setFilePath(str(tmp_path / "second"))
    click(filled, "run")
    assert filled.panel.queue.isVisible()
    assert "Next: Boreal GPP: second" in [label.text() for label in filled.panel.queue.findChildren(QLabel)]
    pipeline.waits = False
    wait_for_end(filled, qtbot)
    assert [Path(request.output).name for request in pipeline.requests] == ["r\u00e9sultats d'essai", "second"]
    assert len(QgsProject.instance().layerTreeRoot().children()) == 2
    assert not filled.panel.queue.isVisible()


def test_a_run_can_be_taken_out_of_the_queue(filled, pipeline, qtbot, tmp_path):
    pipeline.waits = True
    click(filled, "run")
    qtbot.waitUntil(lambda: len(pipeline.requests) == 1)
    filled.results.folder.setFilePath(str(tmp_path / "second"))
    click(filled, "run")
    click(filled, "remove_0")
    assert not filled.panel.queue.isVisible()
    pipeline.waits = False
    wait_for_end(filled, qtbot)
    assert len(pipeline.requests) == 1


# The sample site


@pytest.fixture
def sample(monkeypatch):
    """What was asked of the sample site's writer, which writes nothing."""
    asked = []
    monkeypatch.setattr(launcher_module, "write_sample_site", lambda *arguments: asked.append(arguments[:4]) or arguments[0])
    return asked


def sample_dialog(dock):
    return dock.findChild(QWidget, "sample_dialog")


def test_make_a_sample_site_asks_writes_and_fills_the_form(dock, window, sample, qtbot, tmp_path):
    click(dock, "make_sample")
    dialog = sample_dialog(dock)
    dialog.folder.setFilePath(str(tmp_path / "sample"))
    dialog.size.setValue(5)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    wait_for_end(dock, qtbot)
    assert sample == [(str(tmp_path / "sample"), launcher_module.SEED, 5, 1)]
    assert dock.inputs.folder.filePath() == str(tmp_path / "sample")
    assert dock.results.folder.filePath() == str(tmp_path / "sample_gpp")
    assert "press Run" in last_message(window).text()


def test_the_sample_dialog_can_be_dismissed(dock, sample, qtbot):
    click(dock, "make_sample")
    sample_dialog(dock).buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    qtbot.wait(50)
    assert not sample and not dock._runner.is_busy


def test_no_word_of_the_sample_dialog_is_cut(dock, qtbot, monkeypatch):
    monkeypatch.setattr(sample_dialog_module, "tr", lambda text: f"{text} {text}")  # other languages take more room
    click(dock, "make_sample")
    about = sample_dialog(dock).findChild(QLabel, "sample_about")
    qtbot.waitUntil(about.isVisible)
    assert about.height() >= about.heightForWidth(about.width())


def test_the_sample_dialog_needs_a_folder(dock, qtbot):
    click(dock, "make_sample")
    dialog = sample_dialog(dock)
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog.folder.setFilePath("")
    assert not button.isEnabled()
    dialog.findChild(QLineEdit).setText("/tmp/x")
    assert button.isEnabled()
    dialog.reject()


def test_a_sample_site_can_be_cancelled(dock, window, monkeypatch, qtbot):
    began = threading.Event()

    def wait(folder, seed, size_km, years, progress):
        began.set()
        while True:
            progress.check()
            threading.Event().wait(0.01)

    monkeypatch.setattr(launcher_module, "write_sample_site", wait)
    dock._make_sample("/tmp/x", 3)
    qtbot.waitUntil(began.is_set)
    click(dock, "cancel")
    wait_for_end(dock, qtbot)
    assert "cancelled" in last_message(window).text()
    assert dock.inputs.folder.filePath() == ""


def test_a_sample_site_that_fails_is_explained(dock, monkeypatch, qtbot):
    def fail(*arguments):
        raise MemoryError

    monkeypatch.setattr(launcher_module, "write_sample_site", fail)
    dock._make_sample("/tmp/x", 3)
    wait_for_end(dock, qtbot)
    assert "not enough memory" in dock.error.what.text()


def test_the_jobs_call_core_with_what_they_were_given(pipeline, tmp_path):
    from boreal_gpp_plugin.core.progress import Progress
    from boreal_gpp_plugin.core.request import RunRequest

    request = RunRequest(str(tmp_path), str(tmp_path / "out"))
    assert jobs.run_site(request, "", Progress()).folder == request.output


# Help and time


@pytest.mark.parametrize("page", range(5))
def test_help_opens_the_page_on_the_step_that_is_shown(dock, opened, page):
    dock.visit(dock.pages[page])
    click(dock, "help")
    topic = ("site", "inputs", "zones", "model", "results")[page]
    assert opened == [paths.help_page("en", topic)] and opened[0].is_file()
    assert paths.help_page("fr", topic).is_file()


@pytest.mark.parametrize(
    ("elapsed", "share", "seconds"), [(2.0, 0.5, None), (60.0, 0.01, None), (10.0, 0.5, 10.0), (30.0, 0.25, 90.0), (10.0, 1.0, 0.0)]
)
def test_time_left_is_that_of_a_job_that_goes_on_as_before(elapsed, share, seconds):
    assert seconds_left(elapsed, share) == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, ""), (3, "about 10 s left"), (44, "about 40 s left"), (90, "about 2 min left"), (330, "about 6 min left")]
)
def test_time_left_is_said_in_round_numbers(seconds, text):
    assert time_left(seconds) == text
