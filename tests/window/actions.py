"""Zones edited with the mouse and QGIS's tools, a run cancelled at each of its stages, and what stays when the plugin goes."""

import json
import os
import sys

sys.path.insert(0, json.loads(os.environ["WINDOW_TEST"])["here"])

from inside import (
    GIVEN,
    PLUGIN,
    child,
    dock,
    on_canvas,
    other_windows,
    play,
    shot,
    wait_for_checkup,
    wait_for_job,
    wait_for_rest,
    wait_until,
)
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolBar
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier


def press(name):
    QTest.mouseClick(child(name), LEFT)


def draw(*corners):
    for corner in corners:
        on_canvas(*corner)
    on_canvas(*corners[-1], RIGHT)


def areas(layer):
    return sorted(round(feature.geometry().area()) for feature in layer.getFeatures())


def action(name):
    return iface.mainWindow().findChild(QAction, name)


def traces():
    """Return what a plugin may leave behind in QGIS: its things, and how many listen to project, canvas and registries."""
    window, project, canvas = iface.mainWindow(), QgsProject.instance(), iface.mapCanvas()
    tree = project.layerTreeRoot()
    signals = {
        project: ("layersAdded", "layersRemoved", "readProject", "removeAll", "cleared", "layersWillBeRemoved", "crsChanged"),
        canvas: ("destinationCrsChanged", "mapToolSet", "extentsChanged", "currentLayerChanged"),
        tree: ("addedChildren", "removedChildren"),
        QgsApplication.taskManager(): ("allTasksFinished", "taskAdded", "statusChanged"),
    }
    return {
        "docks": sorted(d.objectName() for d in window.findChildren(QDockWidget)),
        "bars": sorted(b.objectName() for b in window.findChildren(QToolBar)),
        "actions": sorted(a.objectName() for a in window.findChildren(QAction) if "boreal" in a.objectName()),
        "raster menu": [a.text() for a in iface.rasterMenu().actions()],
        "help menu": [a.text() for a in iface.pluginHelpMenu().actions()],
        "providers": sorted(p.id() for p in QgsApplication.processingRegistry().providers()),
        "canvas items": len(canvas.scene().items()),
        "tasks": QgsApplication.taskManager().countActiveTasks(),
        "signals": {name: thing.receivers(getattr(thing, name)) for thing, names in signals.items() for name in names},
        "modules": sorted(name for name in sys.modules if name.startswith(PLUGIN)),
    }


def drop(verdict):
    """Drop the folder of the site on the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(GIVEN["site"])])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, NONE)
    dock().inputs.dropEvent(event)
    verdict["dropped"] = child("inputs_folder").filePath()
    wait_for_checkup()


def zones(verdict):
    """Draw, drop, snap, cut, split, merge, undo and name zones."""
    press("step_zones_page")
    press("show_maps")
    wait_until(lambda: not dock().zones_view.is_busy, 90, "the strata")
    wait_for_rest()
    press("zones_draw")
    layer = dock().zones.layer.currentLayer()
    on_canvas(0.3, 0.3)
    on_canvas(0.4, 0.3)
    QTest.keyClick(iface.mapCanvas().viewport(), Qt.Key.Key_Escape)
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Escape)
    verdict["after_escape"] = layer.featureCount()
    draw((0.40, 0.35), (0.50, 0.35), (0.50, 0.65), (0.40, 0.65))
    view = iface.mapCanvas().viewport()
    near = 4 / view.width()  # within the tolerance of snapping
    draw((0.50 + near, 0.35), (0.60, 0.35), (0.60, 0.65), (0.50 + near, 0.65))
    first, second = (feature.geometry() for feature in layer.getFeatures())
    verdict["drawn"] = layer.featureCount()
    verdict["gap"] = first.intersection(second).area() + first.distance(second)
    verdict["shared_side"] = first.intersection(second).length()
    table = child("zones_table")
    wait_until(lambda: table.rowCount() == 2, 5, "the zones")
    whole = areas(layer)
    iface.setActiveLayer(layer)
    action("mActionAddRing").trigger()
    draw((0.43, 0.45), (0.47, 0.45), (0.47, 0.55), (0.43, 0.55))
    verdict["hole"] = sum(areas(layer)) < sum(whole)
    press("zones_undo")
    verdict["undone"] = areas(layer) == whole
    press("zones_split")
    draw((0.35, 0.5), (0.55, 0.5), (0.65, 0.5))
    verdict["split"] = [layer.featureCount(), len({feature["name"] for feature in layer.getFeatures()})]
    press("zones_undo")
    verdict["split_undone"] = layer.featureCount()
    press("zones_vertices")
    wait_for_rest()
    verdict["vertex_tool"] = action("mActionVertexTool").isChecked()
    table.item(0, 0).setText("Été")
    press("zones_save")
    verdict["named"] = sorted(feature["name"] for feature in layer.getFeatures())
    wait_for_rest()  # saved zones have other numbers
    table.selectAll()
    verdict["selected"] = layer.selectedFeatureCount()
    press("zones_delete")
    verdict["deleted"] = layer.featureCount()
    press("zones_undo")
    press("zones_save")
    verdict["back"] = layer.featureCount()
    wait_until(lambda: not dock().zones_view.is_busy, 90, "the strata")


def replay(verdict):
    """Open the set-up from a file in a new project, and draw on."""
    path = os.path.join(GIVEN["work"], "set_up.json")
    dock().save_set_up(path)
    iface.newProject(False)
    wait_for_rest()
    verdict["table_of_new_project"] = child("zones_table").isVisible()
    dock().open_set_up(path)
    wait_for_rest()
    table = child("zones_table")
    verdict["replayed"] = sorted(table.item(i, 0).text() for i in range(table.rowCount()))
    press("zones_draw")
    layer = dock().zones.layer.currentLayer()
    draw((0.1, 0.1), (0.2, 0.1), (0.2, 0.2))
    verdict["drawn_on"] = layer.featureCount()
    press("zones_undo")
    press("zones_save")
    shot("replayed")
    wait_for_checkup()


def cancel_everywhere(verdict):
    """Cancel a run of one summer, which is short, at each of its stages."""
    for field, date in ((dock().site.start, QDate(2021, 5, 1)), (dock().site.end, QDate(2021, 8, 31))):
        field.setDate(date)
    wait_for_checkup()
    verdict["stages"], seen = [], []

    def stop(share, text):
        if text not in seen and child("cancel").isEnabled():
            seen.append(text)
            press("cancel")

    dock()._runner.progressed.connect(stop)
    for _ in range(GIVEN["stages"]):
        known = len(seen)
        press("run")
        wait_until(lambda: not dock()._runner.is_busy, 300, "the run to end")
        wait_for_job(60)
        if len(seen) == known:
            break
        verdict["stages"].append([seen[-1], os.path.exists(os.path.join(GIVEN["run"], "run.json")), dock().error.isVisible()])
    dock()._runner.progressed.disconnect(stop)


def scenario(verdict):
    unloadPlugin(PLUGIN)
    wait_for_rest()
    before = traces()
    loadPlugin(PLUGIN) and startPlugin(PLUGIN)
    plugins[PLUGIN].action.trigger()
    dock().visit(dock().inputs)
    child("output_folder").setFilePath(GIVEN["run"])
    drop(verdict)
    zones(verdict)
    replay(verdict)
    cancel_everywhere(verdict)
    press("run")
    wait_for_job(300)
    verdict["run_whole"] = os.path.exists(os.path.join(GIVEN["run"], "run.json"))
    dock().visit(dock().results)
    press("look_at_place")
    wait_until(lambda: not dock().results_view.place.is_busy, 60, "the run to be read")
    on_canvas(0.5, 0.5)
    wait_until(lambda: not dock().results_view.place.is_busy, 60, "the chart")
    # The plugin goes in the middle of everything.
    press("run")
    wait_until(lambda: child("progress").value() > 200, 60, "a fifth of the run")
    verdict["was_busy"] = dock()._runner.is_busy
    unloadPlugin(PLUGIN)
    QgsProject.instance().clear()
    wait_until(lambda: not QgsApplication.taskManager().countActiveTasks(), 30, "all tasks to end")
    wait_for_rest()
    after = traces()
    after["canvas items"] = max(before["canvas items"], after["canvas items"])  # QGIS's tools take away items of their own
    after["modules"] = sorted({*before["modules"], *after["modules"]})  # QGIS may drop more of them than the first time, never fewer
    verdict["left"] = {key: [before[key], after[key]] for key in before if key != "signals" and before[key] != after[key]}
    verdict["left_signals"] = {k: [n, after["signals"][k]] for k, n in before["signals"].items() if after["signals"][k] != n}
    verdict["reloaded"] = bool(loadPlugin(PLUGIN) and startPlugin(PLUGIN))
    verdict["others"] = other_windows()


play(scenario)
