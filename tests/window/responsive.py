"""How soon the window answers while a large site is run, and how soon a click is charted afterwards."""

import json
import os
import sys
import time

sys.path.insert(0, json.loads(os.environ["WINDOW_TEST"])["here"])

from inside import GIVEN, PLUGIN, Heartbeat, child, dock, play, wait_for_checkup, wait_for_job, wait_for_rest, wait_until
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface, plugins

PATIENCE_S = 3000
CLICKS = 12
ZONE_M = 6720  # 224 x 224 pixels


def chart_times():
    """Return the seconds from a click on the canvas to the painted chart, for several places."""
    place = dock().results_view.place
    QTest.mouseClick(child("look_at_place"), Qt.MouseButton.LeftButton)
    wait_until(lambda: not place.is_busy, 60, "the run to be read")
    wait_for_rest()
    viewport = iface.mapCanvas().viewport()
    times = []
    for i in range(CLICKS):
        share = 0.3 + 0.4 * i / CLICKS
        asked = time.monotonic()
        point = QPoint(int(share * viewport.width()), int((1 - share) * viewport.height()))
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        wait_until(lambda: not place.is_busy, 30, "the chart")
        place.dock.chart.repaint()
        times.append(time.monotonic() - asked)
    return times


def zone_chart_times():
    """Return the seconds from a click in a zone of some 50 000 pixels to the painted chart, for several zones."""
    place, canvas = dock().results_view.place, iface.mapCanvas()
    site = next(layer for layer in QgsProject.instance().mapLayers().values() if layer.source().endswith("gpp.tif"))
    layer = QgsVectorLayer(f"Polygon?crs={site.crs().authid()}&field=name:string", "Zones", "memory")
    left, bottom = site.extent().xMinimum(), site.extent().yMinimum()
    corners = [(left + x * ZONE_M * 1.3, bottom + y * ZONE_M * 1.3) for x in range(3) for y in range(3)]
    for i, (x, y) in enumerate(corners):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, y, x + ZONE_M, y + ZONE_M)))
        feature.setAttributes([str(i)])
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    wait_for_rest()
    times = []
    for x, y in corners:
        middle = canvas.mapSettings().layerToMapCoordinates(layer, QgsPointXY(x + ZONE_M / 2, y + ZONE_M / 2))
        point = canvas.getCoordinateTransform().transform(middle).toQPointF().toPoint()
        asked = time.monotonic()
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        if not times:  # from the second click on the zone opens at once
            combo = place.dock.target
            asked = time.monotonic()
            QTest.keyClicks(combo, "Zone")
        wait_until(lambda: not place.is_busy, 30, "the chart")
        place.dock.chart.repaint()
        times.append(time.monotonic() - asked)
        if place.looks and place.looks[0].spot.kind != "zone":
            raise LookupError("The zone was not opened.")
    return times


def scenario(verdict):
    plugins[PLUGIN].action.trigger()
    dock().visit(dock().inputs)
    dock()._make_sample(GIVEN["site"], GIVEN["size_km"])
    wait_for_job(PATIENCE_S)
    child("output_folder").setFilePath(GIVEN["run"])
    wait_for_checkup()
    heartbeat = Heartbeat()
    dock()._runner.progressed.connect(lambda share, text: setattr(heartbeat, "doing", text))
    QTest.mouseClick(child("run"), Qt.MouseButton.LeftButton)
    verdict["run_s"] = wait_until(lambda: not dock()._runner.is_busy, PATIENCE_S, "the run to end")
    heartbeat.doing = "loading"
    wait_for_job(120)
    wait_for_rest()
    verdict["run_pauses"] = heartbeat.stop()
    verdict["run_error"] = dock().error.what.text()
    verdict["charts_s"] = chart_times()
    verdict["zone_charts_s"] = zone_chart_times()


play(scenario)
