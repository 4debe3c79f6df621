"""Projects opened one after another within a session: each brings the zones that its set-up names."""

import json
import os
import sys

sys.path.insert(0, json.loads(os.environ["WINDOW_TEST"])["here"])

from inside import GIVEN, PLUGIN, child, dock, other_windows, play, wait_for_rest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer, QgsVectorLayerUtils
from qgis.utils import iface, plugins

UTM = QgsCoordinateReferenceSystem("EPSG:32613")


def drawn(name):
    """Draw a zone into a layer of its own, and choose it on the page."""
    from boreal_gpp_plugin.layers.zone_layer import create

    layer = create(QgsProject.instance(), os.path.join(GIVEN["work"], f"{name}_zones.gpkg"), UTM)
    dock().zones.show_drawn(layer)
    layer.startEditing()
    feature = QgsVectorLayerUtils.createFeature(layer, QgsGeometry.fromRect(QgsRectangle(500000, 5983000, 500300, 5983300)))
    feature["name"] = name
    layer.addFeature(feature)
    layer.commitChanges()


def stands(name):
    """Choose the polygons of a layer of any kind on the page, map only them."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32613&field=stand:string", name, "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(500000, 5983000, 500300, 5983300)))
    feature["stand"] = name
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    page = dock().zones
    page.layer.setLayer(layer)
    page.field.setField("stand")
    page.use.setCurrentIndex(page.use.findData("only"))


def said():
    """Return what the page says: the layer, the field, the use, and the rows of its table."""
    page, table = dock().zones, child("zones_table")
    layer = page.layer.currentLayer()
    rows = [table.item(i, 0).text() for i in range(table.rowCount())]
    return [layer.name() if layer else "", page.field.currentField(), page.use.currentData(), rows]


def opened(path):
    """Open a project as the menu does; return what the page says once all is loaded."""
    iface.addProject(path) if path else iface.newProject(False)
    wait_for_rest()
    return said()


def scenario(verdict):
    plugins[PLUGIN].action.trigger()
    dock().visit(dock().zones)
    paths = {}
    for name, make in (("bare", lambda name: None), ("first", drawn), ("second", drawn), ("stands", stands)):
        iface.newProject(False)
        wait_for_rest()
        dock().zones.fill({})
        make(name)
        paths[name] = os.path.join(GIVEN["work"], f"{name}.qgz")
        QgsProject.instance().write(paths[name])
    verdict["opened"] = [[name, *opened(paths.get(name))] for name in ("first", "second", "stands", "first", "bare", "second", "")]
    dock().close()
    opened(paths["first"])
    plugins[PLUGIN].action.trigger()
    wait_for_rest()
    verdict["opened_without_dock"] = said()
    verdict["others"] = other_windows()
    dock().visit(dock().site)  # on the page of the zones these would come along into the empty project that is left, and QGIS ask of them


play(scenario)
