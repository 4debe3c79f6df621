"""Looking at zones and towers, and what the mouse says where it rests."""

from __future__ import annotations

import csv
import json
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import rasterio
from conftest import run_folder_writer
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import QFileDialog, QToolTip
from shown_dock import shown_dock

from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.variables import TOWERS
from boreal_gpp_plugin.core.wording import Wording
from boreal_gpp_plugin.gui.place import view as view_module
from boreal_gpp_plugin.gui.place.figure import POINTS
from boreal_gpp_plugin.gui.zonal_dialog import ZonalDialog
from boreal_gpp_plugin.layers import temporal
from boreal_gpp_plugin.layers.project import add_run, finish, write_project
from boreal_gpp_plugin.layers.tips import tip_at
from boreal_gpp_plugin.layers.towers import is_of_towers

CONIFERS, OUTSIDE_ZONES, TOWER, WATER = (500325, 5983305), (500985, 5983665), (500175, 5983065), (500325, 5983785)
STRATA = {"Stratum Coniferous", "Stratum Wetland", "All strata"}
STANDS = (("Bog north", (500210, 5983210, 500810, 5983510)), ("Bog south", (500210, 5983000, 500510, 5983120)))


@pytest.fixture
def dock(window, no_tasks):
    with shown_dock(window) as dock:
        yield dock


@pytest.fixture
def stands(qgis_app):
    """A polygon layer of stands, in degrees, above the run."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32613&field=code:integer&field=name:string", "Stands", "memory")
    for i, (name, bounds) in enumerate(STANDS):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(*bounds)))
        feature.setAttributes([i, name])
        layer.dataProvider().addFeature(feature)
    return layer


@pytest.fixture
def mapped(dock, window, real_run, stands, qtbot):
    """A dock with a finished run and stands on the canvas, clicks on which look at places."""
    project = QgsProject.instance()
    finish(add_run(project, real_run, "en"))
    project.addMapLayer(stands)
    canvas = window.canvas
    canvas.setLayers([node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()])
    canvas.setExtent(QgsRectangle(500010, 5982900, 501210, 5983800))
    qtbot.waitUntil(lambda: dock.results.look.isEnabled(), timeout=2000)
    dock.results.look.click()
    wait(dock, qtbot)
    return dock


def view(dock):
    return dock.results_view.place


def wait(dock, qtbot):
    qtbot.waitUntil(lambda: not view(dock).is_busy, timeout=20000)


def pixel_of(canvas, place):
    return canvas.getCoordinateTransform().transform(QgsPointXY(*place)).toQPointF().toPoint()


def click(dock, qtbot, place, shift=False):
    """Click a place of the canvas with the mouse; return the lines of the chart's title."""
    canvas = view(dock)._canvas
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, modifier, pixel_of(canvas, place))
    qtbot.keyRelease(canvas.viewport(), Qt.Key.Key_Shift)  # or Qt believes it held in the next test, too
    wait(dock, qtbot)
    return title(dock)


def title(dock):
    figure = view(dock).dock.chart.figure
    return figure.title.split("\n") if figure is not None else [view(dock).dock.chart._hint]


def choose(dock, qtbot, text):
    """Choose another target of the click; return the lines of the chart's title."""
    combo = view(dock).dock.target
    combo.setCurrentIndex(combo.findText(text))
    combo.activated.emit(combo.currentIndex())
    wait(dock, qtbot)
    return title(dock)


def offered(dock):
    """Return what is offered before the strata of the run."""
    combo = view(dock).dock.target
    titles = [combo.itemText(i) for i in range(combo.count())]
    assert not titles or set(titles[-3:]) == STRATA
    return titles[:-3]


def gpp(dock):
    return {curve.label: curve for curve in view(dock).dock.chart.figure.panels[0].curves}


def items(dock, kind):
    return [item for item in view(dock)._canvas.scene().items() if isinstance(item, kind) and item.isVisible()]


def test_a_click_in_a_zone_shows_the_pixel_and_offers_the_zone(mapped, qtbot):
    (shown,) = click(mapped, qtbot, CONIFERS)
    assert shown.startswith("1 pixel, Coniferous, 0.09 ha")
    assert offered(mapped) == ["Pixel", "Zone Bog north"]
    (shown,) = choose(mapped, qtbot, "Zone Bog north")
    assert shown == "Zone Bog north, 18.0 ha, 200 pixels, mostly Coniferous"
    assert len(items(mapped, QgsVertexMarker)) == 0
    (outline,) = items(mapped, QgsRubberBand)
    assert outline.asGeometry().area() == pytest.approx(600 * 300)


def test_the_zone_has_the_mean_of_its_pixels_its_drivers_and_what_was_observed(mapped, qtbot, real_run):
    click(mapped, qtbot, CONIFERS)
    choose(mapped, qtbot, "Zone Bog north")
    figure = view(mapped).dock.chart.figure
    assert [panel.title for panel in figure.panels] == ["GPP", "Greenness (EVI)", "Temperature, day", "Soil moisture", "Thawed share"]
    layer = next(layer for layer in view(mapped)._canvas.layers() if layer.source().endswith("gpp.tif"))
    block = layer.dataProvider().block(25, QgsRectangle(500220, 5983200, 500820, 5983500), 20, 10)
    values = [block.value(row, column) for row in range(10) for column in range(20)]
    assert gpp(mapped)["Model"].values[24] == pytest.approx(np.mean(values), rel=1e-5)
    seen, fused = figure.panels[1].curves
    assert seen.values == pytest.approx(fused.values[::5], abs=1e-4)


def test_the_next_click_in_a_zone_opens_the_zone_at_once_and_outside_the_pixel(mapped, qtbot):
    click(mapped, qtbot, CONIFERS)
    choose(mapped, qtbot, "Zone Bog north")
    assert click(mapped, qtbot, (500300, 5983060))[0].startswith("Zone Bog south, 3.6 ha, 40 pixels")
    assert click(mapped, qtbot, OUTSIDE_ZONES)[0].startswith("1 pixel, Wetland")
    assert offered(mapped) == ["Pixel"]
    assert click(mapped, qtbot, CONIFERS)[0].startswith("Zone Bog north")
    assert choose(mapped, qtbot, "Pixel")[0].startswith("1 pixel")
    assert click(mapped, qtbot, CONIFERS)[0].startswith("1 pixel")


def test_polygons_of_one_name_in_the_chosen_field_are_one_zone(mapped, qtbot, stands):
    stands.dataProvider().changeAttributeValues({feature.id(): {1: "Bogs"} for feature in stands.getFeatures()})
    mapped.zones.layer.setLayer(stands)
    mapped.zones.field.setField("name")
    click(mapped, qtbot, CONIFERS)
    assert choose(mapped, qtbot, "Zone Bogs") == ["Zone Bogs, 21.6 ha, 240 pixels, mostly Coniferous"]


def test_a_zone_in_another_crs_holds_the_same_pixels(mapped, qtbot, window):
    click(mapped, qtbot, CONIFERS)
    before = choose(mapped, qtbot, "Zone Bog north")
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3979"))
    there = window.canvas.mapSettings().layerToMapCoordinates(
        next(layer for layer in window.canvas.layers() if layer.name() == "Stands"), QgsPointXY(*CONIFERS)
    )
    window.canvas.setExtent(QgsRectangle(there.x() - 600, there.y() - 600, there.x() + 600, there.y() + 600))
    assert click(mapped, qtbot, (there.x(), there.y())) == before


def test_a_zone_of_water_is_said_to_have_no_gpp_and_the_other_targets_stay(mapped, qtbot, stands):
    feature = QgsFeature(stands.fields())
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500100, 5983745, 500500, 5983800)))
    feature.setAttributes([9, "Lake"])
    stands.dataProvider().addFeature(feature)
    click(mapped, qtbot, WATER)
    assert "No GPP is modelled" in choose(mapped, qtbot, "Zone Lake")[0]
    assert offered(mapped) == ["Pixel", "Zone Lake"] and not view(mapped).dock.export.isEnabled()


def test_a_run_with_towers_shows_them_above_its_maps(mapped):
    group = QgsProject.instance().layerTreeRoot().children()[1]
    layer = group.findLayers()[0].layer()
    assert is_of_towers(layer) and layer.name() == "Flux towers, independent check" and group.findLayers()[0].isVisible()
    assert layer.renderer().symbol().color().name() == TOWERS["check"].colour
    assert "g C m-2 d-1" in layer.metadata().abstract()
    assert [feature["tower"] for feature in layer.getFeatures()] == ["CA-Xc1"]


def test_the_saved_project_of_a_run_opens_on_the_site_with_its_towers(qgis_app, real_run, tmp_path):
    folder = shutil.copytree(real_run, tmp_path / "run")
    finish(write_project(str(folder), "fr"))
    project = QgsProject()
    assert project.read(str(folder / "site.qgz"))
    (towers,) = (layer for layer in project.mapLayers().values() if isinstance(layer, QgsVectorLayer))
    assert towers.isValid() and is_of_towers(towers) and towers.name().startswith("Tours à flux")
    assert project.crs().authid() == "EPSG:32613"


def test_a_click_on_the_marker_of_a_tower_charts_its_footprint_with_what_it_measured(mapped, qtbot):
    (shown,) = click(mapped, qtbot, (TOWER[0] + 4, TOWER[1] - 4))
    assert shown == "Tower CA-Xc1, 6.8 ha, 76 pixels, mostly Coniferous"
    assert offered(mapped)[:2] == ["Tower CA-Xc1", "Pixel"]
    tower = gpp(mapped)["Tower"]
    assert (tower.form, tower.colour) == (POINTS, TOWERS["check"].colour)
    assert np.nanmin(tower.values) == np.nanmax(tower.values) == 4.0 and np.isnan(tower.values).sum() == 23
    assert len(items(mapped, QgsVertexMarker)) == 1
    assert choose(mapped, qtbot, "Pixel")[0].startswith("1 pixel")


@pytest.mark.parametrize("suffix", [".csv", ".png", ".svg"])
def test_a_zone_and_a_tower_are_compared_and_exported(mapped, qtbot, tmp_path, monkeypatch, suffix):
    click(mapped, qtbot, CONIFERS)
    choose(mapped, qtbot, "Zone Bog north")
    first, second = click(mapped, qtbot, TOWER, shift=True)
    assert first.startswith("A: Zone Bog north, 18.0 ha") and second.startswith("B: Tower CA-Xc1")
    assert list(gpp(mapped)) == ["A", "B", "B, tower"]
    assert len(items(mapped, QgsRubberBand)) == 1 and len(items(mapped, QgsVertexMarker)) == 1
    assert choose(mapped, qtbot, "Pixel")[1].startswith("B: 1 pixel")
    wanted = tmp_path / f"comparison{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(wanted), ""))
    view(mapped).dock.export.click()
    assert wanted.stat().st_size > 1000
    if suffix == ".csv":
        with open(wanted, newline="", encoding="utf-8") as file:
            assert len(list(csv.DictReader(file))) == 46


def test_sliders_change_the_curve_of_a_zone(mapped, qtbot):
    click(mapped, qtbot, CONIFERS)
    choose(mapped, qtbot, "Zone Bog north")
    panel, days = view(mapped).dock.what_if, view(mapped).looks[0].place.calendar.days
    carbon = gpp(mapped)["Model"].values @ days * 18.0 * 1e4 / 1e6
    assert panel.total.text().endswith(f", {Wording().rounded(carbon)}\u00a0t\u00a0C")
    panel.temperature.setValue(30)
    then = gpp(mapped)["What if"].values @ days * 18.0 * 1e4 / 1e6
    assert then > carbon and panel.total.text().endswith(f"%), {Wording().rounded(then)}\u00a0t\u00a0C")


def test_a_stratum_is_looked_at_without_any_click(mapped, qtbot, real_run):
    assert view(mapped).dock.target.isEnabled() and view(mapped).dock.target.currentIndex() == -1
    assert choose(mapped, qtbot, "Stratum Wetland") == ["Stratum Wetland, 50.4 ha, 560 pixels"]
    panels = [panel.title for panel in view(mapped).dock.chart.figure.panels]
    assert panels == ["GPP", "Greenness (EVI)", "Temperature, day", "Soil moisture", "Thawed share"]
    with rasterio.open(f"{real_run}/gpp.tif") as file:
        mean = file.read(masked=True)[:, 2:, 20:].mean(axis=(1, 2))
    assert gpp(mapped)["Model"].values == pytest.approx(mean, rel=1e-5)
    assert gpp(mapped)["Reference"].values == pytest.approx(np.full(46, 3.0))
    assert not items(mapped, QgsVertexMarker) and not items(mapped, QgsRubberBand)
    panel = view(mapped).dock.what_if
    panel.temperature.setValue(30)
    assert gpp(mapped)["What if"].values.sum() > mean.sum() and panel.total.text().endswith("\u00a0t\u00a0C")


def test_all_strata_are_a_place_and_compared_with_a_pixel(mapped, qtbot):
    assert choose(mapped, qtbot, "All strata") == ["All strata, 101 ha, 1\u202f120 pixels, mostly Wetland"]
    first, second = click(mapped, qtbot, CONIFERS, shift=True)
    assert first.startswith("A: All strata") and second.startswith("B: 1 pixel")
    assert len(items(mapped, QgsVertexMarker)) == 1


def test_the_stratum_of_the_clicked_pixel_is_offered_first_and_followed(mapped, qtbot):
    combo = view(mapped).dock.target
    for place, title in ((CONIFERS, "Stratum Coniferous"), ((500985, 5983305), "Stratum Wetland")):
        click(mapped, qtbot, place)
        assert combo.itemText(combo.count() - 3) == title
    choose(mapped, qtbot, "Stratum Wetland")
    assert click(mapped, qtbot, CONIFERS) == ["Stratum Coniferous, 50.4 ha, 560 pixels"]


def test_of_runs_that_are_compared_one_that_has_not_the_stratum_is_told(mapped, qtbot, real_run, tmp_path, monkeypatch):
    monkeypatch.setattr(run_folder_writer, "CODES", (2100, 500))
    other = run_folder_writer.write_run(tmp_path / "other")
    finish(add_run(QgsProject.instance(), str(other), "en"))
    qtbot.waitUntil(lambda: mapped.results.run.count() == 2, timeout=2000)
    mapped.results.run.setCurrentIndex(mapped.results.run.findData(real_run))
    mapped.results.other.setCurrentIndex(mapped.results.other.findData(str(other)))
    wait(mapped, qtbot)
    assert "has no stratum wetland" in choose(mapped, qtbot, "Stratum Wetland")[0]
    assert choose(mapped, qtbot, "All strata")[0].startswith("All strata")


def test_a_row_of_the_table_is_looked_at(mapped, qtbot, real_run):
    mapped.results.look.click()  # put away
    mapped.results.table.click()
    (dialog,) = mapped.results.findChildren(ZonalDialog)
    qtbot.waitUntil(lambda: not dialog.is_busy and dialog.table.rowCount() == 3, timeout=10000)
    assert not dialog.look.isEnabled()
    dialog.table.sortItems(0, Qt.SortOrder.DescendingOrder)
    dialog.table.selectRow(0)
    dialog.look.click()
    wait(mapped, qtbot)
    assert title(mapped) == ["Stratum Wetland, 50.4 ha, 560 pixels"] and mapped.results.look.isChecked()
    assert view(mapped).dock.target.currentText() == "Stratum Wetland"
    dialog.table.setCurrentCell(2, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    wait(mapped, qtbot)
    assert dialog.isVisible() and title(mapped)[0].startswith("All strata, 101 ha")
    dialog.close()


def test_a_row_of_a_zone_is_looked_at_and_shown_on_the_map(mapped, qtbot, window, stands):
    mapped.results.look.click()  # put away
    mapped.results.table.click()
    (dialog,) = mapped.results.findChildren(ZonalDialog)
    dialog.layer.setLayer(stands)
    dialog.field.setField("name")
    qtbot.waitUntil(lambda: not dialog.is_busy and dialog.table.columnCount() == 5, timeout=10000)
    for name, shown in (("Bog north", "Zone Bog north, 18.0 ha, 200 pixels, mostly Coniferous"), ("Bog south", "Zone Bog south, 3.6 ha")):
        row = next(i for i in range(dialog.table.rowCount()) if dialog.table.item(i, 0).text() == name)
        dialog.table.setCurrentCell(row, 2)
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
        wait(mapped, qtbot)
        assert title(mapped)[0].startswith(shown) and mapped.results.look.isChecked()
        assert view(mapped).dock.target.currentText() == f"Zone {name}" and offered(mapped) == [f"Zone {name}"]
        (outline,) = items(mapped, QgsRubberBand)
        there, seen = outline.asGeometry().boundingBox(), window.canvas.extent()
        assert there == QgsRectangle(*dict(STANDS)[name]) and seen.contains(there)
        assert max(there.width() / seen.width(), there.height() / seen.height()) == pytest.approx(1 / 1.5)
    dialog.close()


def test_the_zone_of_a_row_is_charted_where_the_map_has_no_place_for_it(mapped, qtbot, window, stands):
    mapped.results.table.click()
    (dialog,) = mapped.results.findChildren(ZonalDialog)
    dialog.layer.setLayer(stands)
    qtbot.waitUntil(lambda: not dialog.is_busy and dialog.table.columnCount() == 5, timeout=10000)
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("PROJ:+proj=gnom +lat_0=-53 +lon_0=75"))  # the other half of Earth
    dialog.table.selectRow(0)
    dialog.look.click()
    wait(mapped, qtbot)
    assert "200 pixels" in title(mapped)[0]
    dialog.close()


def test_what_takes_long_to_read_is_said_to_be_read(mapped, qtbot, monkeypatch):
    go, read = threading.Event(), view_module.look

    def slow(*arguments):
        go.wait(10)
        return read(*arguments)

    monkeypatch.setattr(view_module, "look", slow)
    place = view(mapped)
    qtbot.mouseClick(place._canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel_of(place._canvas, CONIFERS))
    assert place.dock.windowTitle() == "Boreal GPP: Place"
    qtbot.waitUntil(lambda: "reading" in place.dock.windowTitle(), timeout=3000)
    go.set()
    wait(mapped, qtbot)
    assert place.dock.windowTitle() == "Boreal GPP: Place" and title(mapped)[0].startswith("1 pixel")


def test_what_was_offered_goes_with_the_run(mapped, qtbot):
    click(mapped, qtbot, CONIFERS)
    choose(mapped, qtbot, "Zone Bog north")
    view(mapped).dock.close()
    assert not items(mapped, QgsRubberBand) and not items(mapped, QgsVertexMarker)
    assert offered(mapped) == [] and not view(mapped).dock.target.isEnabled()


def test_of_two_layers_that_have_zones_the_one_that_was_chosen_is_looked_at_further(mapped, qtbot, window, stands):
    parks = QgsVectorLayer("Polygon?crs=EPSG:32613&field=name:string", "Parks", "memory")
    feature = QgsFeature(parks.fields())
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500010, 5982900, 501210, 5983700)))
    feature.setAttributes(["Park"])
    parks.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(parks)
    window.canvas.setLayers([*window.canvas.layers(), parks])
    click(mapped, qtbot, CONIFERS)
    assert offered(mapped) == ["Pixel", "Zone Bog north", "Zone Park"]
    assert choose(mapped, qtbot, "Zone Park")[0].startswith("Zone Park")
    assert click(mapped, qtbot, (500300, 5983060))[0].startswith("Zone Park")


# Hover


def test_the_mouse_at_rest_says_value_unit_and_days_of_the_step(mapped, qtbot, window):
    canvas = window.canvas
    text = tip_at(canvas, QgsPointXY(*CONIFERS))
    layer = next(layer for layer in canvas.layers() if layer.source().endswith("gpp.tif"))
    value = layer.dataProvider().sample(QgsPointXY(*CONIFERS), 25)[0]
    assert text == f"<b>GPP</b>: {value:.1f} g C m\u207b\u00b2 d\u207b\u00b9<br>2021-07-12 \u2013 2021-07-19"
    assert tip_at(canvas, QgsPointXY(*WATER)) == "" == tip_at(canvas, QgsPointXY(0, 0))
    assert tip_at(canvas, QgsPointXY(*TOWER)).startswith("<b>CA-Xc1</b><br>Flux towers")


def test_the_name_of_a_tower_is_no_markup_in_its_tip(mapped, window):
    layer = next(layer for layer in window.canvas.layers() if is_of_towers(layer))
    field = layer.fields().indexOf("tower")
    assert layer.startEditing() and layer.changeAttributeValue(next(layer.getFeatures()).id(), field, "<img src=x>")
    assert tip_at(window.canvas, QgsPointXY(*TOWER)).startswith("<b>&lt;img src=x></b>")
    assert layer.rollBack()


def test_the_tool_shows_the_tip_where_the_mouse_rests(mapped, qtbot, window, monkeypatch):
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda *a: said.append(a[1]))
    monkeypatch.setattr(type(window.canvas), "underMouse", lambda self: True)
    viewport = window.canvas.viewport()
    qtbot.mouseMove(viewport, QPoint(3, 3))
    qtbot.mouseMove(viewport, pixel_of(window.canvas, CONIFERS))
    qtbot.waitUntil(lambda: bool(said), timeout=2000)
    assert len(said) == 1 and said[0].startswith("<b>GPP</b>: ")
    said.clear()
    mapped.results.look.click()  # put away
    qtbot.mouseMove(viewport, QPoint(30, 30))
    qtbot.wait(300)
    assert said == []


def test_no_tip_is_said_twice_where_qgis_says_it(mapped, window, monkeypatch):
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda *a: said.append(a[1]))
    layer = next(layer for layer in window.canvas.layers() if layer.source().endswith("gpp.tif"))
    window.setActiveLayer(layer)
    window.map_tips.setChecked(True)
    view(mapped)._tip(QgsPointXY(*CONIFERS), QPoint())
    assert len(said) == (0 if hasattr(layer, "mapTipTemplate") else 1)  # of rasters from QGIS 3.30
    said.clear()
    monkeypatch.setattr(type(layer), "mapTipTemplate", lambda self: "GPP", raising=False)
    view(mapped)._tip(QgsPointXY(*CONIFERS), QPoint())
    assert said == []
    window.map_tips.setChecked(False)
    view(mapped)._tip(QgsPointXY(*CONIFERS), QPoint())
    assert said and said[-1].startswith("<b>GPP</b>")


def test_the_tip_follows_the_step_at_which_the_canvas_is(mapped, window):
    canvas = window.canvas
    canvas.setLayers(QgsProject.instance().layerTreeRoot().layerOrder())
    for step, days in ((3, "2021-01-25 \u2013 2021-02-01"), (30, "2021-08-29 \u2013 2021-09-05")):
        layer = next(
            layer
            for layer in canvas.layers()
            if layer.source().endswith("gpp.tif") and (temporal.CAN_STEP_THROUGH_BANDS or layer.renderer().band() == step + 1)
        )
        value = layer.dataProvider().sample(QgsPointXY(*CONIFERS), step + 1)[0]
        starts = temporal.Run.read(str(view(mapped)._folders[0])).steps[step]
        canvas.setTemporalRange(temporal.range_of(starts.start, starts.end))
        assert tip_at(canvas, QgsPointXY(*CONIFERS)) == f"<b>GPP</b>: {value:.1f} g C m\u207b\u00b2 d\u207b\u00b9<br>{days}"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("strata.tif", "<b>Strata</b>: Coniferous<br>2021"),
        ("limiting_driver.tif", "<b>What limits most</b>: Temperature<br>2021-07-12 \u2013 2021-07-19"),
        ("season_onset.tif", "<b>Start of season</b>: 10 May<br>2021"),
        ("gpp_total.tif", "<b>Total GPP</b>: 130 g C m\u207b\u00b2<br>2021"),
        ("lst.tif", "<b>Temperature, day</b>: 40.0 \u00b0C<br>2021-07-12 \u2013 2021-07-19"),
    ],
)
def test_every_kind_of_map_says_what_it_shows(window, run_folder, file, text):
    group = finish(add_run(QgsProject.instance(), run_folder, "en"))
    layer = [node.layer() for node in group.findLayers() if node.layer().source().endswith(f"/{file}")][-1]
    window.canvas.setLayers([layer])
    assert tip_at(window.canvas, QgsPointXY(500105, 5983605)) == text
    assert not hasattr(layer, "mapTipTemplate") or layer.mapTipTemplate()


def test_a_zone_may_be_called_anything_without_the_tip_doing_what_the_name_says(window, run_folder):
    about = Path(run_folder, "run.json")
    record = json.loads(about.read_text(encoding="utf-8"))
    for entry in record["outputs"]["strata"]["classes"]:
        entry["title"] = msg("{name}", name="Bog' %] <i>[% 1 + 1 %]").to_dict()
    about.write_text(json.dumps(record), encoding="utf-8")
    group = finish(add_run(QgsProject.instance(), run_folder, "en"))
    window.canvas.setLayers([next(node.layer() for node in group.findLayers() if node.layer().source().endswith("/strata.tif"))])
    assert tip_at(window.canvas, QgsPointXY(500105, 5983605)) == "<b>Strata</b>: Bog&#x27; % ] &lt;i&gt;[% 1 + 1 % ]<br>2021"


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Vancouver"])  # summer there is winter here
def test_a_date_is_the_same_in_every_time_zone(window, run_folder, monkeypatch, zone):
    group = finish(add_run(QgsProject.instance(), run_folder, "en"))
    window.canvas.setLayers([next(node.layer() for node in group.findLayers() if node.layer().source().endswith("/season_onset.tif"))])
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", zone)
        time.tzset()
        assert tip_at(window.canvas, QgsPointXY(500105, 5983605)) == "<b>Start of season</b>: 10 May<br>2021"
    time.tzset()


def test_a_tip_is_french_where_the_interface_is(window, run_folder):
    group = finish(add_run(QgsProject.instance(), run_folder, "fr"))
    layer = next(node.layer() for node in group.findLayers() if node.layer().source().endswith("/season_onset.tif"))
    window.canvas.setLayers([layer])
    assert tip_at(window.canvas, QgsPointXY(500105, 5983605)) == "<b>Début de la saison</b>: 10 mai<br>2021"
