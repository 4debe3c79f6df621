"""A newcomer's way: sample site, run, results; then a cancelled run, and the plugin unloaded and loaded again."""

import json
import os
import sys
import time

sys.path.insert(0, json.loads(os.environ["WINDOW_TEST"])["here"])

from inside import (
    GIVEN,
    PLUGIN,
    Heartbeat,
    child,
    dock,
    on_canvas,
    play,
    shoot_pages,
    shot,
    wait_for_checkup,
    wait_for_job,
    wait_for_rest,
    wait_until,
)
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QDateTimeEdit, QDialogButtonBox, QDockWidget, QDoubleSpinBox
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin

clicks = []


def click(widget):
    """Click a widget, and keep count."""
    clicks.append(widget.objectName())
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def wait_for_share(share, what):
    """Wait until a share of the job that runs is done."""
    wait_until(lambda: child("progress").value() >= share * child("progress").maximum(), 120, what)


def draw_zone(verdict):
    """Show the maps of the site, and draw a zone on them with the mouse."""
    click(child("step_zones_page"))
    click(child("show_maps"))
    verdict["strata_s"] = wait_until(lambda: not dock().zones_view.is_busy, 60, "the strata")
    wait_for_rest()
    rows = child("strata_rows")
    verdict["strata"] = [rows.topLevelItem(i).text(0) for i in range(rows.topLevelItemCount())]
    shot("strata")
    click(child("zones_draw"))
    for corner in ((0.42, 0.3), (0.58, 0.3), (0.58, 0.7), (0.42, 0.7)):
        on_canvas(*corner)
    on_canvas(0.42, 0.7, Qt.MouseButton.RightButton)
    table = child("zones_table")
    wait_until(lambda: table.rowCount() == 1, 5, "the zone")
    verdict["zone"] = [table.item(0, 0).text(), table.cellWidget(0, 1).currentData()]
    verdict["zone_opacity"] = dock().zones.layer.currentLayer().renderer().symbol().color().alphaF()
    wait_for_rest()
    shot("zone")


def look_closer(verdict):
    """Click a pixel, ask what if, open the table."""
    place = dock().results_view.place
    click(child("look_at_place"))
    wait_until(lambda: not place.is_busy, 30, "the run to be read")
    wait_for_rest()
    verdict["charts_s"] = []
    for x, y in ((0.48, 0.45), (0.52, 0.55)):
        asked = time.monotonic()
        on_canvas(x, y)
        wait_until(lambda: not place.is_busy, 30, "the chart")
        place.dock.chart.repaint()
        verdict["charts_s"].append(time.monotonic() - asked)
    figure = place.dock.chart.figure
    verdict["chart"] = [panel.title for panel in figure.panels] if figure else place.dock.chart._hint
    shot("place")
    asked = time.monotonic()
    place.dock.what_if.temperature.setValue(30)
    place.dock.chart.repaint()
    verdict["what_if_s"] = time.monotonic() - asked
    shot("what_if")
    click(child("zonal_table"))
    dialog = child("zonal_dialog")
    wait_until(lambda: not dialog.is_busy, 30, "the table")
    verdict["table_rows"] = dialog.table.rowCount()
    shot("table")
    dialog.close()
    place.dock.close()


def hand_on(verdict):
    """Lay the map out on a page, in QGIS's window for layouts."""
    click(child("map_page"))
    wait_until(lambda: iface.openLayoutDesigners(), 10, "the page")
    (designer,) = iface.openLayoutDesigners()
    (page,) = QgsProject.instance().layoutManager().printLayouts()  # which the designer tells as one of any kind, without a name
    verdict["map_page"] = [page.name(), designer.window().isVisible()]
    shot("map_page")
    designer.close()
    wait_until(lambda: not iface.openLayoutDesigners(), 10, "the page to close")


def make_sample():
    click(child("step_inputs_page"))
    click(child("make_sample"))
    wait_until(lambda: dock().findChild(QDialogButtonBox, "sample_buttons") is not None, 5, "the dialog")
    shot("sample_dialog")
    dialog = child("sample_dialog")
    dialog.folder.setFilePath(GIVEN["site"])
    dialog.size.setValue(GIVEN["size_km"])
    click(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok))
    wait_for_share(0.2, "a fifth of the sample site")
    shot("sample_running")


def scenario(verdict):
    action = plugins[PLUGIN].action
    clicks.append("boreal_gpp_action")
    action.trigger()
    shot("dock")
    verdict["dock_height"] = dock().minimumSizeHint().height()

    heartbeat = Heartbeat()
    heartbeat.doing = "sample site"
    make_sample()
    verdict["sample_s"] = wait_for_job(120)
    verdict["sample_error"] = dock().error.what.text()
    verdict["sample_pauses"] = heartbeat.stop()

    child("output_folder").setFilePath(GIVEN["run"])
    verdict["checkup_s"] = wait_for_checkup()
    verdict["checkup"] = dock().inputs.checkup.text()
    shot("ready")
    draw_zone(verdict)
    heartbeat = Heartbeat()
    stages = []
    dock()._runner.progressed.connect(lambda share, text: (stages.append(text), setattr(heartbeat, "doing", text)))
    started = time.monotonic()
    click(child("run"))
    wait_for_share(0.2, "a fifth of the run")
    shot("running")
    wait_until(lambda: not dock()._runner.is_busy, 300, "the run to end")
    heartbeat.doing = "loading"
    wait_for_job(60)
    verdict["run_s"] = time.monotonic() - started
    wait_for_rest()
    verdict["run_pauses"] = heartbeat.stop()
    verdict["run_error"] = dock().error.what.text()
    verdict["stages"] = list(dict.fromkeys(stages))
    shot("results")
    verdict["clicks"] = list(clicks)

    group = QgsProject.instance().layerTreeRoot().findGroups()[0]  # below the zones
    verdict["group"] = group.name()
    view = iface.layerTreeView()
    shown = (group, next(node for node in group.children() if node.name().startswith("GPP")))
    verdict["unfolded"] = [view.isExpanded(view.node2index(node)) for node in shown]
    verdict["layers"] = {node.layer().name(): node.layer().isValid() for node in group.findLayers()}
    controller = iface.mapCanvas().temporalController()
    verdict["frames"] = controller.totalFrameCount()
    verdict["frame"] = controller.currentFrameNumber()
    verdict["step_days"] = controller.frameDuration().days()
    toggle = next(a for a in iface.mainWindow().findChildren(QDockWidget) if a.objectName() == "Temporal Controller")
    toggle.show()
    wait_for_rest()
    shot("temporal_controller")
    verdict["controller_shows"] = [
        toggle.findChild(QDateTimeEdit, name).dateTime().toString("yyyy-MM-dd") for name in ("mStartDateTime", "mEndDateTime")
    ] + [toggle.findChild(QDoubleSpinBox, "mStepSpinBox").value(), toggle.findChild(QComboBox, "mTimeStepsComboBox").currentText()]
    controller.setCurrentFrameNumber(12)
    wait_for_rest()
    shot("april")
    toggle.hide()

    look_closer(verdict)
    hand_on(verdict)

    # A second run goes on while the dock is closed and projects and layers come and go, another one waits and is taken back.
    click(child("run"))
    click(child("run"))
    verdict["waiting"] = dock()._runner.waiting
    click(child("remove_0"))
    dock().close()
    iface.newProject(False)
    iface.addProject(f"{GIVEN['run']}/site.qgz")
    verdict["layers_of_other_project"] = len(QgsProject.instance().mapLayers())
    QgsProject.instance().removeAllMapLayers()
    told = len(stages)
    wait_until(lambda: len(stages) > told, 60, "the run to go on")
    wait_for_share(0.3, "a third of the run")
    verdict["runs_on"] = dock()._runner.is_busy
    verdict["waiting_after"] = dock()._runner.waiting
    plugins[PLUGIN].action.trigger()
    asked = time.monotonic()
    click(child("cancel"))
    wait_until(lambda: not dock()._runner.is_busy, 30, "the cancelled run to end")
    verdict["cancel_s"] = time.monotonic() - asked
    wait_for_job(60)
    wait_for_rest()
    verdict["layers_after_cancel"] = len(QgsProject.instance().mapLayers())

    # An error is readable.
    click(child("step_inputs_page"))
    child("inputs_folder").setFilePath(GIVEN["work"])
    wait_for_checkup()
    verdict["obstacle"] = dock().panel.obstacle.text()
    verdict["may_run"] = child("run").isEnabled()
    shot("error")

    # Away and back.
    unloadPlugin(PLUGIN)
    wait_for_rest()
    window = iface.mainWindow()
    verdict["left_behind"] = [d.objectName() for d in window.findChildren(QDockWidget) if "boreal" in d.objectName()]
    verdict["left_behind"] += [a.objectName() for a in window.findChildren(QAction) if "boreal" in a.objectName()]
    verdict["provider_left"] = QgsApplication.processingRegistry().providerById("borealgpp") is not None
    verdict["reloaded"] = loadPlugin(PLUGIN) and startPlugin(PLUGIN)
    plugins[PLUGIN].action.trigger()
    wait_for_rest()
    verdict["kept_inputs"] = child("inputs_folder").filePath()
    child("inputs_folder").setFilePath(GIVEN["site"])
    wait_for_checkup()
    verdict["cut_off"] = shoot_pages("en")
    verdict["message_boxes"] = [w.windowTitle() for w in QApplication.topLevelWidgets() if w.isVisible() and w.inherits("QMessageBox")]


play(scenario)
