"""What Site, Model and QGIS's options say about a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fake_run import write_run
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QWidget
from shown_dock import shown_dock

from boreal_gpp_plugin import settings
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.scenarios import projection
from boreal_gpp_plugin.gui.model_page import ModelPage
from boreal_gpp_plugin.gui.options_page import OptionsFactory
from boreal_gpp_plugin.gui.run_panel import memory_text
from boreal_gpp_plugin.gui.site_page import SitePage
from boreal_gpp_plugin.processing.run_site import RunSite
from boreal_gpp_plugin.tasks import memory

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def site(window, qtbot):
    page = SitePage(window.canvas)
    qtbot.addWidget(page)
    page.fill({})
    yield page
    page.close_down()


@pytest.fixture
def dock(window, tmp_path, qtbot):
    with shown_dock(window) as dock:
        (tmp_path / "site").mkdir()
        dock.inputs.folder.setFilePath(str(tmp_path / "site"))
        dock.results.folder.setFilePath(str(tmp_path / "run"))
        qtbot.waitUntil(dock.panel.run.isEnabled)
        yield dock


# Site


def drag(canvas, start, end):
    """Draw a rectangle with the mouse."""
    QTest.mousePress(canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas.viewport(), end)
    QTest.mouseRelease(canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, end)


def test_the_extent_can_be_drawn_and_the_tool_of_before_comes_back(site, window):
    before = QgsMapToolPan(window.canvas)
    window.canvas.setMapTool(before)
    site.draw.click()
    assert window.canvas.mapTool() is not before
    drag(window.canvas, QPoint(100, 100), QPoint(200, 160))
    assert window.canvas.mapTool() is before
    draft = site.draft()
    unit = window.canvas.mapUnitsPerPixel()
    assert draft["extent_crs"] == "EPSG:32613"
    assert draft["extent"][2] - draft["extent"][0] == pytest.approx(100 * unit, rel=0.05)
    assert draft["extent"][3] - draft["extent"][1] == pytest.approx(60 * unit, rel=0.05)


def test_in_a_project_without_coordinate_system_the_extent_is_in_that_of_the_map_on_top(site, window, tmp_path):
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem())
    top = QgsRasterLayer(str(Path(write_run(str(tmp_path / "run")).folder) / "strata.tif"), "Strata")
    window.canvas.setLayers([top])
    site.draw.click()
    drag(window.canvas, QPoint(100, 100), QPoint(200, 160))
    assert site.values()["extent_crs"] == top.crs().authid()


def test_escape_gives_drawing_up(site, window):
    before = QgsMapToolPan(window.canvas)
    window.canvas.setMapTool(before)
    site.draw.click()
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert window.canvas.mapTool() is before
    assert site.draft()["extent"] is None


def test_the_tool_goes_with_the_plugin(site, window):
    site.draw.click()
    site.close_down()
    assert window.canvas.mapTool() is not site._tool


def test_coordinate_system_and_cell_size_go_into_the_request(dock):
    assert (dock.request().crs, dock.request().resolution) == (None, 30.0)
    dock.site.crs.setCrs(QgsCoordinateReferenceSystem("EPSG:3979"))
    dock.site.resolution.setValue(60)
    assert (dock.request().crs, dock.request().resolution) == ("EPSG:3979", 60.0)


def test_a_coordinate_system_in_degrees_is_refused_with_the_fix(site):
    site.crs.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    with pytest.raises(InputError, match=r"not in metres.*UTM"):
        site.values()


def test_all_that_the_site_page_says_comes_back(site):
    draft = {
        "extent": (0.0, 10.0, 3000.0, 4010.0),
        "extent_crs": "EPSG:3979",
        "start": "2021-05-01",
        "end": "2021-09-30",
        "step_days": 16,
        "crs": "EPSG:32613",
        "resolution": 60.0,
    }
    site.fill(draft)
    assert site.draft() == draft
    site.fill({})
    assert site.draft() == {**dict.fromkeys(draft), "step_days": 8, "resolution": 30.0}


# Model


@pytest.fixture
def model(qgis_app, qtbot):
    page = ModelPage()
    qtbot.addWidget(page)
    return page


def test_each_reference_is_explained(model):
    words = set()
    for i in range(model.reference.count()):
        model.reference.setCurrentIndex(i)
        words.add(model.reference_words.text())
    assert len(words) == model.reference.count() and all(words)


def test_the_form_shows_its_equation_and_the_defaults_of_each_cover(model):
    assert model.advanced.isCollapsed() and model.advanced.isAncestorOf(model.form)
    assert model.equation.text().startswith("GPP = m")
    assert model.defaults.item(0, 0).text() == "24.1" and model.defaults.item(0, 1).text() == "\u00b1 24\u00a0%"
    model.form.setCurrentIndex(model.form.findData("tg"))
    assert model.defaults.item(0, 0).text() == "44.0"
    assert model.draft()["model"] == "tg"


def test_forms_can_be_read_whole_in_their_list_and_all_covers_below_it(model):
    model.advanced.setCollapsed(False)
    model.resize(380, 900)
    model.show()
    metrics = model.form.fontMetrics()
    assert model.form.view().minimumWidth() > max(metrics.horizontalAdvance(model.form.itemText(i)) for i in range(model.form.count()))
    assert model.form.width() < 380
    assert model.defaults.verticalHeader().length() <= model.defaults.viewport().height()


def test_forms_that_only_a_table_can_feed_are_not_offered_for_a_site(model):
    offered = [model.form.itemData(i) for i in range(model.form.count())]
    assert set(FORMS) - set(offered) == {"boreal_transfer", "nirv_par"}
    assert offered[0] == "boreal"


def test_a_form_that_was_added_in_the_console_is_offered_by_the_page_and_the_toolbox(model, monkeypatch):
    monkeypatch.setitem(FORMS, "mine", replace(FORMS["tg"], id="mine"))
    model.hide()
    model.show()
    model.form.setCurrentIndex(model.form.findData("mine"))
    assert model.draft()["model"] == "mine" and model.equation.text() == FORMS["tg"].equation
    assert "mine" in RunSite().create().parameterDefinition("MODEL").options()


def test_what_the_model_page_says_comes_back(model):
    draft = {"reference": "towers", "scenario": "ssp585_2041_2060", "model": "minimum"}
    model.fill(draft)
    assert model.draft() == draft
    assert "no forecast" in model.scenario_words.text()
    model.fill({})
    assert model.draft() == {"reference": "auto", "scenario": "", "model": "boreal"}


def test_a_scenario_follows_the_run_beside_it(dock, pipeline, qtbot, monkeypatch):
    asked = []

    def project(folder, scenario, output, progress):
        asked.append((folder, scenario.id, output))
        return write_run(output).folder

    monkeypatch.setattr(projection, "run", project)
    dock.model.scenario.setCurrentIndex(1)
    dock.panel.run.click()
    qtbot.waitUntil(lambda: not dock._runner.is_busy and not dock.launcher.is_loading, timeout=20000)
    run = dock.results.folder.filePath()
    assert asked == [(run, "ssp245_2041_2060", f"{run}_ssp245_2041_2060")]
    assert len(QgsProject.instance().layerTreeRoot().children()) == 2


# Options


def test_options_are_kept_and_read_by_the_next_run(dock, qtbot, tmp_path):
    applied = []
    page = OptionsFactory(lambda: applied.append(True)).createWidget(None)
    qtbot.addWidget(page)
    page.threads.setValue(3)
    page.memory.setValue(4.5)
    page.cluster.setText(" tcp://127.0.0.1:8786 ")
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.inputs.setFilePath(str(tmp_path))
    page.apply()
    assert applied
    request = dock.request()
    assert (request.threads, request.memory_gb, request.cluster, request.language) == (3, 4.5, "tcp://127.0.0.1:8786", "fr")
    dock.follow_settings()
    assert dock.inputs.folder.defaultRoot() == str(tmp_path)


def test_options_show_what_is_kept(qgis_app, qtbot):
    settings.THREADS.write(2)
    settings.MEMORY_GB.write(8.0)
    settings.CLUSTER.write("tcp://10.1.1.1:8786")
    settings.REPORT_LANGUAGE.write("en")
    page = OptionsFactory(lambda: None).createWidget(None)
    qtbot.addWidget(page)
    assert (page.threads.value(), page.memory.value(), page.cluster.text()) == (2, 8.0, "tcp://10.1.1.1:8786")
    assert page.language.currentData() == "en"
    fields = (page.threads, page.memory, page.cluster, page.inputs, page.outputs, page.language)
    assert all(field.toolTip() and field.accessibleName() for field in fields)


# Memory


def test_memory_grows_with_what_is_held():
    before = memory.used()
    held = b"x" * 100_000_000
    assert memory.used() - before > 0.9 * len(held)


def test_memory_is_said_in_gigabytes():
    assert memory_text(1_640_000_000) == "1.6 GB of memory"
    assert memory_text(None) == ""


def test_memory_is_shown_while_a_job_runs(dock, pipeline, qtbot):
    pipeline.waits = True
    dock.panel.run.click()
    assert dock.panel.memory.isVisible() and dock.panel.memory.text().endswith("GB of memory")
    pipeline.waits = False
    qtbot.waitUntil(lambda: not dock._runner.is_busy and not dock.launcher.is_loading, timeout=20000)
    assert not dock.findChild(QWidget, "memory").isVisible()
    assert Path(dock.results.folder.filePath()).is_dir()
