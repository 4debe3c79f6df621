"""The saved project of a run, and the dock, in French and in the dark."""

import json
import os
import sys

sys.path.insert(0, json.loads(os.environ["WINDOW_TEST"])["here"])

from inside import GIVEN, PLUGIN, child, dock, play, shoot_pages, shot, wait_for_checkup, wait_for_rest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface, plugins


def shown_from():
    """Return the first day of the step of GPP on the map: of the canvas's time, or from QGIS 3.38 on of the band that the layer shows."""
    moment = iface.mapCanvas().temporalRange()
    if not moment.isInfinite():
        return moment.begin().toString("yyyy-MM-dd")
    (layer,) = (layer for layer in iface.mapCanvas().layers() if layer.source().endswith("gpp.tif"))
    return layer.bandName(layer.renderer().band())[-10:]


def scenario(verdict):
    iface.addProject(f"{GIVEN['run']}/site.qgz")
    wait_for_rest()
    plugins[PLUGIN].action.trigger()
    verdict["pages"] = [page.title() for page in dock().pages]
    verdict["project_layers"] = {layer.name(): layer.isValid() for layer in QgsProject.instance().mapLayers().values()}
    verdict["shown_from"] = shown_from()
    QTest.mouseClick(child("step_inputs_page"), Qt.MouseButton.LeftButton)
    child("inputs_folder").setFilePath(GIVEN["site"])
    wait_for_checkup()
    verdict["cut_off"] = shoot_pages("fr")
    QTest.mouseClick(child("step_inputs_page"), Qt.MouseButton.LeftButton)
    shot("french_dark")
    child("inputs_folder").setFilePath(GIVEN["work"] + "/nowhere")
    shot("french_dark_error")
    root = QgsProject.instance().layerTreeRoot()
    for node in root.findLayers():
        node.setItemVisibilityChecked(node.layer().source().endswith("strata.tif"))
        node.setExpanded(node.layer().source().endswith("strata.tif"))
    wait_for_rest()
    shot("french_dark_strata")


play(scenario)
