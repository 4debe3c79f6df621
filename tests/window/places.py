"""Places looked at with the mouse: hover, a zone, a tower, two that are compared; in light and in dark."""

import json
import os
import sys

sys.path.insert(0, json.loads(os.environ["WINDOW_TEST"])["here"])

from inside import GIVEN, PLUGIN, child, dock, play, shot, wait_for_rest, wait_until
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QCursor
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QToolTip
from qgis.utils import iface, plugins

LEFT, NONE, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def place():
    return dock().results_view.place


def pixel_at(point):
    """Return where a point of the canvas's CRS is on its viewport."""
    return iface.mapCanvas().getCoordinateTransform().transform(point).toQPointF().toPoint()


def click(point, modifier=NONE):
    """Click a point of the map; return the lines of the chart's title."""
    QTest.mouseClick(iface.mapCanvas().viewport(), LEFT, modifier, pixel_at(point))
    return shown()


def choose(name):
    """Choose what to look at with the keyboard; return as `click`."""
    combo = place().dock.target
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(combo.count()):
        if combo.currentText().endswith(name):
            break
        QTest.keyClick(combo, Qt.Key.Key_Down)
    return shown()


def shown():
    wait_until(lambda: not place().is_busy, 30, "the chart")
    chart = place().dock.chart
    chart.repaint()
    return chart.figure.title.split("\n") if chart.figure else [chart._hint]


def warm():
    """Warm the place by 3 K with the keyboard; return what is told of the change and how sure it is."""
    panel = place().dock.what_if
    panel.temperature.setFocus()
    for _ in range(3):
        QTest.keyClick(panel.temperature, Qt.Key.Key_PageUp)
    wait_until(lambda: "90" in panel.interval.text(), 30, "the interval of the change")
    return [panel.total.text(), panel.interval.text(), panel.interval.isVisible()]


def hover(point):
    """Rest the mouse over a point of the map; return what the tip says."""
    viewport = iface.mapCanvas().viewport()
    before = QToolTip.text()
    for at in (pixel_at(point) + QPoint(6, 6), pixel_at(point)):
        QCursor.setPos(viewport.mapToGlobal(at))
        QTest.mouseMove(viewport, at)
        wait_until(iface.mapCanvas().underMouse, 5, "the mouse to come to the map")
    wait_until(lambda: QToolTip.isVisible() and QToolTip.text() != before, 5, "the tip")
    return QToolTip.text()


def draw_zone(raster):
    """Return the square of a zone in the lower right part of the site, on a layer of its own."""
    extent = raster.extent()
    left, bottom, side = extent.xMinimum(), extent.yMinimum(), extent.width()
    square = QgsRectangle(left + 0.55 * side, bottom + 0.1 * side, left + 0.9 * side, bottom + 0.4 * side)
    layer = QgsVectorLayer(f"Polygon?crs={raster.crs().authid()}&field=name:string", "Zones", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromRect(square))
    feature.setAttributes(["Bog north"])
    layer.dataProvider().addFeature(feature)
    layer.setOpacity(0.3)
    QgsProject.instance().addMapLayer(layer)
    return square


def look_at_row(name):
    """Look at the zone of the first row of the zonal table; return the lines of the chart's title, and the zone's share of the map."""
    QTest.mouseClick(child("zonal_table"), LEFT)
    dialog = child("zonal_dialog")
    dialog.layer.setLayer(next(iter(QgsProject.instance().mapLayersByName("Zones"))))
    dialog.field.setField("name")
    wait_until(lambda: not dialog.is_busy and dialog.table.columnCount() == 5, 30, "the table of zones")
    dialog.table.selectRow(0)
    shot(f"table_of_zones_{name}")
    QTest.mouseClick(dialog.look, LEFT)
    title = shown()
    wait_for_rest()
    shot(f"zone_of_row_{name}")
    dialog.close()
    (outline,) = (item for item in iface.mapCanvas().scene().items() if isinstance(item, QgsRubberBand) and item.isVisible())
    zone, seen = outline.asGeometry().boundingBox(), iface.mapCanvas().extent()
    return [*title, max(zone.width() / seen.width(), zone.height() / seen.height()), seen.contains(zone)]


def scenario(verdict):
    name = GIVEN["language"]
    iface.addProject(f"{GIVEN['run']}/site.qgz")
    wait_for_rest()
    plugins[PLUGIN].action.trigger()
    layers = QgsProject.instance().mapLayers().values()
    towers, raster = (next(layer for layer in layers if layer.source().endswith(file)) for file in ("towers.geojson", "gpp.tif"))
    middle = draw_zone(raster).center()
    QTest.mouseClick(child("step_results_page"), LEFT)
    wait_for_rest()
    QTest.mouseClick(child("look_at_place"), LEFT)
    wait_until(lambda: not place().is_busy, 60, "the run to be read")
    wait_for_rest()
    tower = iface.mapCanvas().mapSettings().layerToMapCoordinates(towers, next(towers.getFeatures()).geometry().asPoint())

    wait_until(lambda: not dock().launcher.is_loading, 60, "the layers to be told in this language")
    verdict["layers"] = [node.name() for node in QgsProject.instance().layerTreeRoot().findLayers()]
    verdict["tip"] = hover(middle)
    shot(f"hover_{name}")
    verdict["tip_at_tower"] = hover(tower)
    shot(f"hover_tower_{name}")
    verdict["pixel"] = click(middle)
    verdict["offered"] = [place().dock.target.itemText(i) for i in range(place().dock.target.count())]
    shot(f"pixel_in_zone_{name}")
    verdict["zone"] = choose("Bog north")
    shot(f"zone_place_{name}_light")
    verdict["tower"] = click(tower)
    verdict["tower_curves"] = [curve.label for curve in place().dock.chart.figure.panels[0].curves]
    shot(f"tower_{name}_light")
    click(middle)
    verdict["stratum"] = choose(place().dock.target.itemText(2))
    verdict["stratum_parts"] = [panel.title for panel in place().dock.chart.figure.panels], len(place().dock.chart.figure.strips)
    shot(f"stratum_{name}_light")
    verdict["sure"] = warm()
    shot(f"what_if_{name}_light")
    QTest.mouseClick(place().dock.what_if.reset, LEFT)
    choose("Bog north")
    verdict["two"] = click(tower, SHIFT)
    verdict["why_not"] = place().dock.what_if.total.text()
    shot(f"two_places_{name}_light")
    QgsApplication.setUITheme("Night Mapping")
    shot(f"two_places_{name}_dark")
    click(middle)
    shot(f"zone_place_{name}_dark")
    click(tower)
    shot(f"tower_{name}_dark")
    verdict["row"] = look_at_row(name)


play(scenario)
