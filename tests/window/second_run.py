"""A second run beside a newcomer's: with options of its own, on maps that come and go, compared, exported and stepped through."""

import json
import os
import sys

sys.path.insert(0, json.loads(os.environ["WINDOW_TEST"])["here"])

from inside import GIVEN, PLUGIN, TICK_MS, child, dock, on_canvas, play, shot, wait_for_checkup, wait_for_job, wait_for_rest, wait_until
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QPushButton, QWidget
from qgis.utils import iface, plugins

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
FRAMES = (12, 24)  # in April and July
OK = QDialogButtonBox.StandardButton.Ok


def press(widget):
    QTest.mouseClick(widget, LEFT)


def in_dialog(holds, fill):
    """Fill in the modal dialog for which `holds`, once it is open, and press its OK."""

    def answer():
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible() and holds(dialog):
                fill(dialog)
                press(dialog.findChild(QDialogButtonBox).button(OK))
                return
        QTimer.singleShot(TICK_MS, answer)

    answer()


def set_options(verdict):
    """Set the options in QGIS's own dialog."""

    def fill(dialog):
        named = dialog.findChildren(QWidget, "boreal_gpp_options")  # newer QGIS gives the area around the page its name
        page = next(widget for widget in named if hasattr(widget, "threads"))
        page.threads.setValue(1)
        page.memory.setValue(0.5)
        page.language.setCurrentIndex(page.language.findData("fr"))
        page.inputs.setFilePath(GIVEN["work"])
        page.outputs.setFilePath(GIVEN["work"])

    in_dialog(lambda dialog: dialog.findChild(QWidget, "boreal_gpp_options") is not None, fill)
    iface.showOptionsDialog(iface.mainWindow(), "boreal_gpp_options")
    verdict["roots"] = [dock().inputs.folder.defaultRoot(), dock().results.folder.defaultRoot()]


def draw_in_degrees(verdict):
    """Draw two zones on a project in degrees, and merge them with QGIS's tool under the name of the larger one.

    Which zone that tool begins with is chance: it goes through a set."""
    dock().visit(dock().zones)
    press(child("show_maps"))
    wait_until(lambda: not dock().zones_view.is_busy, 120, "the strata")
    wait_for_rest()  # QGIS gives the project the system of its first layers
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    wait_for_rest()
    press(child("zones_draw"))
    for left, right in ((0.42, 0.5), (0.5, 0.55)):
        for corner in ((left, 0.42), (right, 0.42), (right, 0.58), (left, 0.58)):
            on_canvas(*corner)
        on_canvas(left, 0.58, RIGHT)
    table = child("zones_table")
    wait_until(lambda: table.rowCount() == 2, 10, "the zones")
    layer = dock().zones.layer.currentLayer()
    verdict["zones_crs"] = layer.crs().authid()
    table.selectAll()
    in_dialog(
        lambda dialog: "MergeAttributes" in type(dialog).__name__ + dialog.objectName(),
        lambda dialog: press(dialog.findChild(QPushButton, "mFromLargestPushButton")),
    )
    press(child("zones_merge"))
    wait_until(lambda: table.rowCount() == 1, 10, "the merged zone")
    press(child("zones_save"))
    wait_until(lambda: not dock().zones_view.is_busy, 120, "the strata")
    rows = child("strata_rows")
    verdict["strata"] = [rows.topLevelItem(i).text(0) for i in range(rows.topLevelItemCount())]
    shot("zones_in_degrees")


def run_beside(verdict):
    """Run, with another run behind it that is taken back, while the layers of the first run are taken away and come back."""
    dock().launcher.open_run(GIVEN["first"])
    wait_for_job(60)
    press(child("run"))
    child("output_folder").setFilePath(f"{GIVEN['run']}_never")
    press(child("run"))
    verdict["waiting"] = list(dock()._runner.waiting)
    press(child("remove_0"))
    QgsProject.instance().layerTreeRoot().removeAllChildren()
    wait_for_rest()
    verdict["runs_without_layers"] = dock()._runner.is_busy and not QgsProject.instance().mapLayers()
    wait_until(lambda: not dock()._runner.is_busy, 300, "the run to end")
    wait_for_job(60)
    dock().launcher.open_run(GIVEN["first"])
    wait_for_job(60)
    wait_for_rest()
    verdict["error"] = dock().error.isVisible() and dock().error.what.text()
    if not verdict["error"]:
        del verdict["error"]


def compare(verdict):
    """Compare both runs at a place, and export chart and table in each format."""
    page = dock().results
    dock().visit(page)
    for combo, folder in ((page.run, GIVEN["run"]), (page.other, GIVEN["first"])):
        combo.setCurrentIndex(combo.findText(os.path.basename(folder)))
    press(child("look_at_place"))
    place = dock().results_view.place
    wait_until(lambda: not place.is_busy, 60, "the runs to be read")
    on_canvas(0.5, 0.5)
    wait_until(lambda: not place.is_busy, 60, "the chart")
    figure = place.dock.chart.figure
    verdict["compared"] = [curve.label for curve in figure.panels[0].curves] if figure else place.dock.chart._hint
    shot("compared")
    press(child("zonal_table"))
    dialog = child("zonal_dialog")
    wait_until(lambda: not dialog.is_busy, 60, "the table")
    verdict["rows"] = dialog.table.rowCount()
    asked = QFileDialog.getSaveFileName
    for button, name, suffixes in ((place.dock.export, "chart", ("png", "svg", "csv")), (dialog.export, "table", ("xlsx", "ods", "csv"))):
        for suffix in suffixes:
            path = f"{GIVEN['work']}/{name}.{suffix}"
            QFileDialog.getSaveFileName = staticmethod(lambda *_, path=path, suffix=suffix: (path, f"(*.{suffix})"))
            press(button)
    QFileDialog.getSaveFileName = asked
    dialog.close()
    place.dock.close()


def step_through(verdict):
    """Show two dates, and look at the colour of the middle of the site and at what it should be."""
    dock().launcher.open_run(GIVEN["run"])
    wait_for_job(60)
    canvas, root = iface.mapCanvas(), QgsProject.instance().layerTreeRoot()
    for node in root.findLayers():
        if not isinstance(node.layer(), QgsRasterLayer) or not node.layer().source().startswith(GIVEN["run"]):
            node.setItemVisibilityChecked(False)
    controller = canvas.temporalController()
    verdict["step_days"], verdict["dates"], verdict["colours"] = controller.frameDuration().days(), [], []
    for frame in FRAMES:
        controller.setCurrentFrameNumber(frame)
        wait_for_rest()
        moment = canvas.temporalRange()
        layer = next(layer for layer in canvas.layers() if _shows_gpp(layer, moment))
        band, middle = _band(layer, moment), layer.extent().center()
        there = QgsCoordinateTransform(layer.crs(), canvas.mapSettings().destinationCrs(), QgsProject.instance()).transform(middle)
        pixel = canvas.mapSettings().mapToPixel().transform(there)
        seen = QColor(canvas.grab().toImage().pixel(int(pixel.x()), int(pixel.y())))
        _, *meant, _ = layer.renderer().shader().rasterShaderFunction().shade(layer.dataProvider().sample(middle, band)[0])
        verdict["dates"].append([moment.begin().toString("yyyy-MM-dd"), layer.bandName(band)[-10:]])
        verdict["colours"].append([[seen.red(), seen.green(), seen.blue()], meant])
        shot(f"frame_{frame}")


def _shows_gpp(layer, moment):
    """Return whether a layer shows GPP of the second run at a time."""
    time = layer.temporalProperties()
    return layer.source() == f"{GIVEN['run']}/gpp.tif" and time.isActive() and time.isVisibleInTemporalRange(moment)


def _band(layer, moment):
    """Return the band that a layer shows at a time: its only one, or from QGIS 3.38 on that of the time."""
    time = layer.temporalProperties()
    return time.bandForTemporalRange(layer, moment) if hasattr(time, "bandForTemporalRange") else layer.renderer().band()


def scenario(verdict):
    plugins[PLUGIN].action.trigger()
    set_options(verdict)
    dock().visit(dock().inputs)
    child("inputs_folder").setFilePath(GIVEN["site"])
    child("output_folder").setFilePath(GIVEN["run"])
    wait_for_checkup()
    draw_in_degrees(verdict)
    run_beside(verdict)
    compare(verdict)
    step_through(verdict)


play(scenario)
