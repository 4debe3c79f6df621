"""Zones drawn on the canvas, and the maps and strata under them."""

from __future__ import annotations

import shutil
import sys
import types
from pathlib import Path

import pytest
from fake_run import COVERS, write_run
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeModel,
    QgsLineString,
    QgsPoint,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QAction, QComboBox
from shown_dock import shown_dock

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.site_maps import SiteMaps, StratumOutline
from boreal_gpp_plugin.core.variables import LAND_COVER
from boreal_gpp_plugin.gui import dock as dock_module
from boreal_gpp_plugin.layers.site_maps import GROUP_KEY
from boreal_gpp_plugin.tasks.runner import Runner

BOW_TIE = "Polygon ((500000 5983000, 500300 5983300, 500300 5983000, 500000 5983300, 500000 5983000))"
FLAT = "Polygon ((500000 5983000, 500300 5983300, 500150 5983150, 500000 5983000))"


class Outliner:
    """Stands in for core.site_maps.outline."""

    def __init__(self, folder):
        self.folder, self.requests, self.error = folder, [], None

    def __call__(self, request, folder, progress, cache):
        self.requests.append(request)
        if self.error is not None:
            raise self.error
        rows = tuple(
            StratumOutline(code, LAND_COVER[code].title, LAND_COVER[code].colour, 270.0, 12.5 - 10 * i) for i, code in enumerate(COVERS)
        )
        strata = str(Path(self.folder) / "strata.tif")
        return SiteMaps(strata, strata, strata, rows, msg("Flux towers"))


@pytest.fixture
def outliner(monkeypatch, tmp_path):
    fake = Outliner(write_run(str(tmp_path / "maps")).folder)
    module = types.ModuleType("boreal_gpp_plugin.core.site_maps")
    module.outline = fake
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return fake


@pytest.fixture
def dock(window, no_tasks, tmp_path):
    with shown_dock(window) as dock:
        dock.visit(dock.zones)
        dock.results.folder.setFilePath(str(tmp_path / "été gpp"))
        yield dock


@pytest.fixture
def actions(window):
    """QGIS's digitising actions, which count how often they are triggered."""
    names = ("mActionAddFeature", "mActionVertexTool", "mActionSplitFeatures", "mActionMergeFeatures", "mActionSelectFeatures")
    triggered = []
    for name in names:
        action = QAction(name, window.window)
        action.setObjectName(name)
        action.triggered.connect(lambda *_, name=name: triggered.append(name))
    return triggered


def press(dock, name):
    button = dock.findChild(QAbstractButton, name)
    assert button.isEnabled(), name
    button.click()


def add(layer, shape):
    """Add a polygon as QGIS's tool would: with the layer's default values."""
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(shape) if isinstance(shape, str) else QgsGeometry.fromRect(shape))
    count = layer.featureCount()
    feature.setAttributes([None, str(count + 1), "stratum"])
    assert layer.addFeature(feature)


def drawn(dock, qtbot, actions):
    """Return the layer after Draw Zones, with two zones."""
    press(dock, "zones_draw")
    layer = dock.zones.layer.currentLayer()
    for left in (500000, 500300):
        add(layer, QgsRectangle(left, 5983000, left + 300, 5983300))
    qtbot.waitUntil(lambda: dock.zones.table.rowCount() == 2, timeout=2000)
    return layer


def derive(dock, qtbot):
    dock.inputs.folder.setFilePath(str(Path(__file__).parent))
    press(dock, "show_maps")
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy and not dock.examiner.is_busy, timeout=20000)


# Drawing


def test_draw_makes_a_geopackage_beside_the_results_and_takes_the_tool(dock, actions, tmp_path):
    press(dock, "zones_draw")
    layer = dock.zones.layer.currentLayer()
    assert (tmp_path / "été gpp_zones.gpkg").is_file()
    assert [field.name() for field in layer.fields()] == ["fid", "name", "use"]
    assert layer.isEditable() and layer.crs().authid() == "EPSG:32613"
    assert actions == ["mActionAddFeature"]
    assert (dock.zones.field.currentField(), dock.zones.use.currentData()) == ("name", "each")
    assert QgsProject.instance().snappingConfig().enabled()


def test_zones_are_named_on_their_own_and_ask_for_no_form(dock, actions):
    press(dock, "zones_draw")
    layer = dock.zones.layer.currentLayer()
    name, use = (layer.defaultValueDefinition(layer.fields().indexOf(n)).expression() for n in ("name", "use"))
    assert "maximum" in name and use == "'stratum'"
    assert layer.editFormConfig().suppress() == layer.editFormConfig().FeatureFormSuppress.SuppressOn


def named_on_its_own(layer, left, right):
    """Add a zone as QGIS's drawing tool does: it leaves the name to the layer."""
    shape = QgsGeometry.fromRect(QgsRectangle(left, 5983000, right, 5983300))
    layer.addFeature(QgsVectorLayerUtils.createFeature(layer, shape, {}, layer.createExpressionContext()))


def split(layer, canvas, *line):
    """Split zones as QGIS's tool does, with the tool in hand."""
    tool, action = QgsMapTool(canvas), QAction()
    action.setObjectName("mActionSplitFeatures")
    tool.setAction(action)
    canvas.setMapTool(tool)
    layer.beginEditCommand("Features split")
    layer.splitFeatures(QgsLineString([QgsPoint(*point) for point in line]), False, False)
    layer.endEditCommand()
    canvas.unsetMapTool(tool)


def names(layer):
    return sorted(feature["name"] for feature in layer.getFeatures())


def test_a_zone_takes_the_next_number_that_no_other_has(dock, actions):
    press(dock, "zones_draw")
    layer = dock.zones.layer.currentLayer()
    for left in (500000, 500300, 500600):
        named_on_its_own(layer, left, left + 300)
    first = next(feature for feature in layer.getFeatures() if feature["name"] == "1")
    layer.deleteFeature(first.id())
    named_on_its_own(layer, 500000, 500300)
    assert names(layer) == ["2", "3", "4"]
    layer.rollBack()


def test_each_part_of_a_split_zone_has_a_name_of_its_own_undone_with_the_split(dock, actions, qtbot, window):
    layer = drawn(dock, qtbot, actions)
    dock.zones.table.item(0, 0).setText("Bog")
    split(layer, window.canvas, (500100, 5982900), (500100, 5983400))
    assert names(layer) == ["2", "3", "Bog"] and {feature["use"] for feature in layer.getFeatures()} == {"stratum"}
    layer.undoStack().undo()
    assert names(layer) == ["2", "Bog"]
    layer.undoStack().redo()
    assert names(layer) == ["2", "3", "Bog"]
    press(dock, "zones_save")
    press(dock, "zones_draw")
    split(layer, window.canvas, (499900, 5983100), (500700, 5983110))
    assert len(set(names(layer))) == 6 and set(names(layer)) > {"2", "3", "Bog"}
    layer.rollBack()


def test_zones_that_are_not_parts_have_the_names_that_are_asked_for(dock, actions, qtbot, window):
    """QGIS's merge tool makes the merged zone before the others go: it would lose the name that was chosen for it."""
    layer = drawn(dock, qtbot, actions)
    split(layer, window.canvas, (500100, 5982900), (500100, 5983400))
    shape = next(layer.getFeatures()).geometry()
    name = layer.fields().indexOf("name")
    layer.addFeature(QgsVectorLayerUtils.createFeature(layer, shape, {name: "1"}, layer.createExpressionContext()))
    assert names(layer) == ["1", "1", "2", "3"]
    layer.rollBack()


def test_zones_may_be_given_one_name_on_purpose(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    for row in (0, 1):
        dock.zones.table.item(row, 0).setText("Bogs")
        qtbot.wait(20)
    press(dock, "zones_save")
    assert names(layer) == ["Bogs", "Bogs"] and not layer.isModified()


def test_drawing_again_goes_on_in_the_same_layer(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    press(dock, "zones_save")
    assert not layer.isEditable() and layer.featureCount() == 2
    press(dock, "zones_draw")
    assert dock.zones.layer.currentLayer() is layer and layer.isEditable()
    layer.rollBack()


def test_the_table_shows_names_uses_and_areas_live(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    table = dock.zones.table
    assert [table.item(i, 0).text() for i in range(2)] == ["1", "2"]
    assert table.item(0, 2).text() == "9.0"
    layer.undoStack().undo()
    qtbot.waitUntil(lambda: table.rowCount() == 1, timeout=2000)
    layer.rollBack()


def test_a_zone_is_named_and_used_from_the_table(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    dock.zones.table.item(0, 0).setText("Tourbière n\u00b0 1")
    qtbot.wait(20)
    combo = dock.zones.table.cellWidget(0, 1)
    combo.setCurrentIndex(combo.findData("80"))
    combo.activated.emit(combo.currentIndex())
    press(dock, "zones_save")
    found = {feature["name"]: feature["use"] for feature in layer.getFeatures()}
    assert found == {"Tourbière n\u00b0 1": "80", "2": "stratum"}


def test_a_run_saves_the_zones_and_asks_for_what_each_says(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    values = dock.zones.values()
    assert not layer.isModified()
    assert values["zones"].startswith(str(Path(layer.source().split("|")[0])))
    assert (values["zone_field"], values["zone_use"]) == ("name", "each")
    layer.rollBack()


@pytest.mark.parametrize(("button", "action"), [("vertices", "mActionVertexTool"), ("split", "mActionSplitFeatures")])
def test_tools_are_those_of_qgis(dock, actions, qtbot, button, action):
    layer = drawn(dock, qtbot, actions)
    press(dock, f"zones_{button}")
    assert actions[-1] == action
    layer.rollBack()


def test_merge_and_delete_want_a_selection_which_rows_of_the_table_give(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    press(dock, "zones_merge")
    assert actions[-1] == "mActionSelectFeatures" and "Select zones" in dock.zones.tools.note.text()
    dock.zones.table.selectAll()
    press(dock, "zones_merge")
    assert actions[-1] == "mActionMergeFeatures"
    dock.zones.table.selectRow(1)
    press(dock, "zones_delete")
    qtbot.waitUntil(lambda: dock.zones.table.rowCount() == 1, timeout=2000)
    assert layer.featureCount() == 1
    press(dock, "zones_undo")
    qtbot.waitUntil(lambda: dock.zones.table.rowCount() == 2, timeout=2000)
    layer.rollBack()


def test_zones_that_were_deleted_together_come_back_in_one_step(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    dock.zones.table.selectAll()
    press(dock, "zones_delete")
    assert layer.featureCount() == 0
    press(dock, "zones_undo")
    assert layer.featureCount() == 2
    layer.rollBack()


def test_a_self_crossing_zone_is_repaired(dock, actions, qtbot):
    press(dock, "zones_draw")
    layer = dock.zones.layer.currentLayer()
    add(layer, BOW_TIE)
    qtbot.waitUntil(lambda: dock.zones.table.rowCount() == 1, timeout=2000)
    shape = next(layer.getFeatures()).geometry()
    assert shape.isGeosValid() and shape.area() == pytest.approx(2 * 300 * 150 / 2)
    layer.rollBack()


def test_a_zone_without_area_is_explained(dock, actions, qtbot):
    press(dock, "zones_draw")
    layer = dock.zones.layer.currentLayer()
    add(layer, FLAT)
    qtbot.waitUntil(lambda: bool(dock.zones.tools.note.text()), timeout=2000)
    assert dock.zones.tools.note.text().endswith(": 1.")
    layer.rollBack()


def test_in_a_project_without_coordinate_system_zones_are_drawn_in_that_of_the_map_on_top(dock, actions, window, run_folder):
    window.canvas.setDestinationCrs(QgsCoordinateReferenceSystem())
    press(dock, "zones_draw")
    assert "no coordinate system" in dock.zones.tools.note.text() and dock.zones.layer.currentLayer() is None
    top = QgsRasterLayer(str(Path(run_folder) / "strata.tif"), "Strata")
    window.canvas.setLayers([top])
    press(dock, "zones_draw")
    assert dock.zones.layer.currentLayer().crs() == top.crs() and top.crs().isValid()


def test_a_place_that_can_not_be_written_is_explained(dock, actions, tmp_path):
    (tmp_path / "file").touch()
    dock.results.folder.setFilePath(str(tmp_path / "file" / "gpp"))
    press(dock, "zones_draw")
    assert "can't be drawn" in dock.zones.tools.note.text()
    assert dock.zones.layer.currentLayer() is None


def test_removing_the_layer_empties_the_table(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    layer.rollBack()
    QgsProject.instance().removeMapLayer(layer.id())
    qtbot.waitUntil(lambda: not dock.zones.table.isVisible(), timeout=2000)
    assert dock.zones.table.rowCount() == 0


def test_any_polygon_layer_can_still_be_chosen(dock):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=stand:string", "Stands", "memory")
    QgsProject.instance().addMapLayer(layer)
    dock.zones.layer.setLayer(layer)
    assert not dock.zones.table.isVisible()
    assert layer.crs() == QgsCoordinateReferenceSystem("EPSG:4326")


# Replayed


def press_undo(dock, qtbot, rows):
    press(dock, "zones_undo")
    qtbot.waitUntil(lambda: dock.zones.table.rowCount() == rows, timeout=2000)


def saved_zones(dock, qtbot, actions):
    """Draw and save two zones, the first one a name and a use of its own."""
    layer = drawn(dock, qtbot, actions)
    dock.zones.table.item(0, 0).setText("Tourbière")
    combo = dock.zones.table.cellWidget(0, 1)
    combo.setCurrentIndex(combo.findData("80"))
    combo.activated.emit(combo.currentIndex())
    press(dock, "zones_save")
    return layer


def shown(dock):
    """Return name and use of each zone in the table."""
    table = dock.zones.table
    return [(table.item(i, 0).text(), table.cellWidget(i, 1).currentData()) for i in range(table.rowCount())]


def assert_zones_are_back(dock, qtbot, actions):
    """Check table, names, roles, undo and that the map below can be seen, and that drawing goes on in the same layer."""
    qtbot.waitUntil(dock.zones.table.isVisible, timeout=2000)
    assert shown(dock) == [("Tourbière", "80"), ("2", "stratum")]
    assert (dock.zones.field.currentField(), dock.zones.use.currentData()) == ("name", "each")
    layer = dock.zones.layer.currentLayer()
    assert layer.renderer().symbol().color().alpha() < 64
    assert layer.labelsEnabled() and layer.editFormConfig().suppress() == layer.editFormConfig().FeatureFormSuppress.SuppressOn
    actions.clear()
    press(dock, "zones_draw")
    assert actions == ["mActionAddFeature"] and dock.zones.layer.currentLayer() is layer
    add(layer, QgsRectangle(500600, 5983000, 500900, 5983300))
    qtbot.waitUntil(lambda: dock.zones.table.rowCount() == 3, timeout=2000)
    assert ("3", "stratum") in shown(dock)
    press_undo(dock, qtbot, rows=2)
    layer.rollBack()


@pytest.mark.parametrize("is_moved", [False, True])
def test_zones_of_a_set_up_file_come_back_as_they_were_drawn_from_another_folder_too(dock, actions, qtbot, tmp_path, is_moved):
    here, there = tmp_path / "ici", tmp_path / "ailleurs d'été"
    here.mkdir()
    dock.results.folder.setFilePath(str(here / "run"))
    saved_zones(dock, qtbot, actions)
    dock.save_set_up(str(here / "a.json"))
    QgsProject.instance().clear()
    if is_moved:
        here.rename(there)
        here = there
    dock.open_set_up(str(here / "a.json"))
    assert_zones_are_back(dock, qtbot, actions)
    assert Path(dock.zones.values()["zones"].split("|")[0]) == here / "run_zones.gpkg"


def test_zones_of_a_set_up_file_are_those_of_its_own_folder_although_the_project_holds_others(dock, actions, qtbot, tmp_path):
    dock.results.folder.setFilePath(str(tmp_path / "ici" / "run"))
    before = saved_zones(dock, qtbot, actions)
    dock.save_set_up(str(tmp_path / "ici" / "a.json"))
    shutil.copytree(tmp_path / "ici", tmp_path / "copie")
    dock.open_set_up(str(tmp_path / "copie" / "a.json"))
    assert dock.zones.layer.currentLayer() is not before
    assert Path(dock.zones.values()["zones"].split("|")[0]) == tmp_path / "copie" / "run_zones.gpkg"
    dock.open_set_up(str(tmp_path / "ici" / "a.json"))
    assert dock.zones.layer.currentLayer() is before


def test_zones_kept_with_a_project_come_back_as_they_were_drawn(dock, actions, qtbot, tmp_path):
    saved_zones(dock, qtbot, actions)
    QgsProject.instance().write(str(tmp_path / "p.qgz"))
    QgsProject.instance().clear()
    assert QgsProject.instance().read(str(tmp_path / "p.qgz"))
    assert not QgsProject.instance().isDirty()
    assert_zones_are_back(dock, qtbot, actions)


def test_zones_of_the_last_session_come_back_once_someone_looks(dock, actions, qtbot, window):
    saved_zones(dock, qtbot, actions)
    QgsProject.instance().clear()
    again = dock_module.Dock(window, Runner())
    assert not QgsProject.instance().mapLayers()
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, again)
    again.visit(again.zones)
    again.show()
    assert_zones_are_back(again, qtbot, actions)
    again.close_down()
    window.removeDockWidget(again)
    again.deleteLater()


@pytest.mark.parametrize("named", [False, True])
def test_zones_go_along_into_a_project_without_set_up_once_someone_looks(dock, actions, qtbot, tmp_path, named):
    """As the other pages do: a run there would else leave them out without a word."""
    project = QgsProject.instance()
    project.removeEntry("boreal_gpp", "/set_up")
    project.write(str(tmp_path / "bare.qgz"))
    saved_zones(dock, qtbot, actions)
    said = dock.zones.draft()
    dock.visit(dock.site)
    project.clear()
    if named:
        assert project.read(str(tmp_path / "bare.qgz"))
    qtbot.wait(50)
    assert dock.zones.draft() == {**said, "zones_layer": ""}
    assert dock.zones.state().name == "done" and not project.mapLayers() and not project.isDirty()
    dock.visit(dock.zones)
    assert_zones_are_back(dock, qtbot, actions)


def test_a_run_brings_the_zones_that_no_one_looked_at(dock, actions, qtbot):
    saved_zones(dock, qtbot, actions)
    source = dock.zones.draft()["zones"]
    dock.visit(dock.site)
    QgsProject.instance().clear()
    qtbot.wait(50)
    values = dock.zones.values()
    assert Path(values["zones"].split("|")[0]) == Path(source.split("|")[0]) and values["zone_use"] == "each"


def test_each_project_of_a_session_brings_the_zones_of_its_own_set_up(dock, actions, qtbot, tmp_path):
    project = QgsProject.instance()
    for name in ("a", "b"):
        dock.results.folder.setFilePath(str(tmp_path / name))
        dock.zones.fill({})
        saved_zones(dock, qtbot, actions)
        project.write(str(tmp_path / f"{name}.qgz"))
        project.clear()
        qtbot.wait(50)
    for name in ("a", "b", "a"):
        assert project.read(str(tmp_path / f"{name}.qgz"))
        qtbot.wait(50)
        assert Path(dock.zones.draft()["zones"].split("|")[0]) == tmp_path / f"{name}_zones.gpkg"
        assert dock.zones.layer.currentLayer().featureCount() == 2 and not project.isDirty()


def test_zones_that_were_added_like_any_other_layer_get_their_table_and_their_uses_once_chosen(dock, actions, qtbot, tmp_path):
    saved_zones(dock, qtbot, actions)
    QgsProject.instance().clear()
    layer = QgsVectorLayer(str(tmp_path / "été gpp_zones.gpkg"), "dragged", "ogr")
    QgsProject.instance().addMapLayer(layer)
    dock.zones.layer.setLayer(layer)
    dock.zones.layer.activated.emit(dock.zones.layer.currentIndex())
    assert shown(dock) == [("Tourbière", "80"), ("2", "stratum")]
    assert (dock.zones.field.currentField(), dock.zones.use.currentData()) == ("name", "each")


@pytest.mark.parametrize("kept_in", ["file", "project"])
def test_zones_whose_file_is_gone_keep_the_run_from_beginning_and_say_what_to_do(dock, actions, qtbot, tmp_path, kept_in):
    saved_zones(dock, qtbot, actions)
    dock.save_set_up(str(tmp_path / "a.json"))
    QgsProject.instance().write(str(tmp_path / "p.qgz"))
    QgsProject.instance().clear()
    (tmp_path / "été gpp_zones.gpkg").rename(tmp_path / "loin.gpkg")

    def replay():
        dock.open_set_up(str(tmp_path / "a.json")) if kept_in == "file" else QgsProject.instance().read(str(tmp_path / "p.qgz"))

    replay()
    with pytest.raises(InputError, match=r"été gpp_zones\.gpkg can't be read\. Put the file there"):
        dock.zones.values()
    assert dock.zones.state().name == "problem"
    (tmp_path / "loin.gpkg").rename(tmp_path / "été gpp_zones.gpkg")
    replay()
    assert_zones_are_back(dock, qtbot, actions)


def test_lost_zones_can_be_done_without(dock, tmp_path):
    (tmp_path / "a.json").write_text('{"request": {"zones": "nowhere.gpkg|layername=zones"}}')
    dock.open_set_up(str(tmp_path / "a.json"))
    assert dock.zones.draft()["zones"] == f"{tmp_path / 'nowhere.gpkg'}|layername=zones"
    dock.zones.layer.activated.emit(0)
    assert dock.zones.values() == {} and not dock.zones.draft()["zones"]


def test_zones_in_memory_are_written_beside_the_set_up_file_that_needs_them(dock, tmp_path):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32613&field=stand:string", "Stands", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000, 5983000, 500300, 5983300)))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    dock.zones.layer.setLayer(layer)
    dock.save_set_up(str(tmp_path / "a.json"))
    QgsProject.instance().clear()
    dock.open_set_up(str(tmp_path / "a.json"))
    assert Path(dock.zones.layer.currentLayer().source().split("|")[0]) == tmp_path / "a_zones.gpkg"
    assert dock.zones.layer.currentLayer().featureCount() == 1


# Maps and strata


def test_the_maps_of_the_site_come_in_their_official_colours(dock, outliner, qtbot):
    derive(dock, qtbot)
    group = next(g for g in QgsProject.instance().layerTreeRoot().findGroups() if g.customProperty(GROUP_KEY))
    names = [node.layer().name() for node in group.findLayers()]
    assert names == ["Strata", "Last fire", "Land cover (NTEMS)"]
    assert [node.isExpanded() for node in group.findLayers()] == [node.itemVisibilityChecked() for node in group.findLayers()]
    classes = {c.value: c.color.name() for c in group.findLayers()[2].layer().renderer().classes()}
    assert classes == {code: cover.colour for code, cover in LAND_COVER.items()}


def test_the_legend_in_qgis_lists_the_classes_of_the_maps_and_no_band(dock, outliner, qtbot):
    model = QgsLayerTreeModel(QgsProject.instance().layerTreeRoot())
    derive(dock, qtbot)
    strata = next(node for node in QgsProject.instance().layerTreeRoot().findLayers() if node.layer().name() == "Strata")
    assert [node.data(Qt.ItemDataRole.DisplayRole) for node in model.layerLegendNodes(strata)] == ["Coniferous", "Wetland"]


def test_each_text_of_the_page_gets_the_height_that_it_needs_as_it_changes(dock, outliner, actions, qtbot):
    dock.resize(360, 400)  # so that the page scrolls
    legend = dock.zones.legend
    derive(dock, qtbot)
    drawn(dock, qtbot, actions)
    for text in ("Short.", "A text that is longer than a line of the dock. " * 3, "Short."):
        legend.say(text)
        qtbot.waitUntil(lambda: legend.height() == legend.heightForWidth(legend.width()))


def test_the_legend_tells_area_and_reference_of_each_stratum(dock, outliner, qtbot):
    derive(dock, qtbot)
    rows = dock.zones.legend.rows
    found = [[rows.topLevelItem(i).text(j) for j in range(3)] for i in range(rows.topLevelItemCount())]
    assert found == [["Coniferous", "270", "12.5"], ["Wetland", "270", "2.5"]]
    assert "Flux towers" in dock.zones.legend.note.text() and "1" in dock.zones.legend.note.text()


def test_strata_follow_the_zones_once_they_are_shown(dock, outliner, actions, qtbot):
    derive(dock, qtbot)
    drawn(dock, qtbot, actions)
    press(dock, "zones_save")
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy, timeout=20000)
    assert outliner.requests[-1].zone_use == "each" and outliner.requests[-1].zones.endswith("layername=zones")
    groups = [g for g in QgsProject.instance().layerTreeRoot().findGroups() if g.customProperty(GROUP_KEY)]
    assert len(groups) == 1


def test_a_layer_in_which_nothing_is_drawn_yet_leaves_the_strata_as_they_are(dock, outliner, actions, qtbot):
    derive(dock, qtbot)
    press(dock, "zones_draw")
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy, timeout=20000)
    assert len(outliner.requests) > 1 and outliner.requests[-1].zones is None
    assert dock.zones.values() == {}


def test_strata_come_back_once_the_zones_that_kept_them_away_are_mended(dock, outliner, actions, qtbot):
    derive(dock, qtbot)
    outliner.error = InputError(msg("No zone holds the centre of a cell of the site."), msg("Draw zones inside the site's extent."))
    drawn(dock, qtbot, actions)
    press(dock, "zones_save")
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy, timeout=20000)
    assert not dock.zones.legend.rows.isVisible()
    outliner.error = None
    press(dock, "zones_save")
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy, timeout=20000)
    assert dock.zones.legend.rows.isVisible() and dock.zones.legend.rows.topLevelItemCount() == 2


def test_maps_that_were_taken_away_stay_away_while_zones_change(dock, outliner, actions, qtbot):
    derive(dock, qtbot)
    drawn(dock, qtbot, actions)
    root = QgsProject.instance().layerTreeRoot()
    root.removeChildNode(next(g for g in root.findGroups() if g.customProperty(GROUP_KEY)))
    before = len(outliner.requests)
    press(dock, "zones_save")
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy, timeout=20000)
    assert len(outliner.requests) > before
    assert not [g for g in root.findGroups() if g.customProperty(GROUP_KEY)]


def test_strata_that_were_shown_bring_no_zones_into_another_project_before_someone_looks(dock, outliner, actions, qtbot):
    derive(dock, qtbot)
    saved_zones(dock, qtbot, actions)
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy, timeout=20000)
    dock.visit(dock.site)
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: dock.zones.awaits_zones, timeout=2000)
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy, timeout=20000)
    assert not QgsProject.instance().mapLayers()
    before = len(outliner.requests)
    dock.visit(dock.zones)
    qtbot.waitUntil(lambda: not dock.zones_view.is_busy, timeout=20000)
    assert dock.zones.layer.currentLayer() is not None and len(outliner.requests) == before + 1


def test_why_there_are_no_strata_is_told(dock, outliner, qtbot):
    outliner.error = InputError(msg("No NTEMS land cover."), msg("Add it."))
    derive(dock, qtbot)
    assert dock.zones.legend.note.text() == "No NTEMS land cover. Add it."


def test_without_inputs_the_legend_says_what_to_do(dock):
    press(dock, "show_maps")
    assert "No inputs folder" in dock.zones.legend.note.text()


def test_every_use_of_a_zone_can_be_chosen(dock, actions, qtbot):
    layer = drawn(dock, qtbot, actions)
    combo = dock.zones.table.cellWidget(0, 1)
    assert isinstance(combo, QComboBox)
    assert [combo.itemData(i) for i in range(combo.count())] == ["stratum", "only", "disturbed", *map(str, LAND_COVER)]
    layer.rollBack()
