"""Targets: what under a click on the canvas can be looked at: the pixel, zones of the polygon layers that show, the tower of a marker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Callable, Optional

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas

from ...i18n import tr
from ...layers.tips import nearest
from ...layers.towers import NAME, is_of_towers
from ...tasks.looks import PIXEL, TOWER, ZONE

_POLYGONS = QgsWkbTypes.GeometryType.PolygonGeometry
FieldOf = Callable[[QgsVectorLayer], str]


@dataclass(frozen=True)
class Target:
    """Something that can be looked at.

    Attributes
    ----------
    kind : str
        `PIXEL`, `ZONE` or `TOWER`.
    point : QgsPointXY
        Where it was clicked, or where the tower stands.
    crs : QgsCoordinateReferenceSystem
        Of point and outline.
    name : str
        Of zone or tower.
    outline : QgsGeometry, optional
        Of a zone.
    layer : str
        Id of the layer that has the zone or tower.
    """

    kind: str
    point: QgsPointXY
    crs: QgsCoordinateReferenceSystem
    name: str = ""
    outline: Optional[QgsGeometry] = None
    layer: str = ""

    @property
    def like(self) -> tuple[str, str]:
        """What targets have in common that are looked at one after another: the kind and the layer."""
        return self.kind, self.layer

    @property
    def title(self) -> str:
        """What it is, for people."""
        if self.kind == ZONE:
            return tr("Zone {name}").format(name=self.name)
        return tr("Tower {name}").format(name=self.name) if self.kind == TOWER else tr("Pixel")

    def point_in(self, crs: QgsCoordinateReferenceSystem) -> QgsPointXY:
        """Return the point in another CRS; raises QgsCsException where that has none."""
        return QgsCoordinateTransform(self.crs, crs, QgsProject.instance()).transform(self.point)

    def outline_in(self, crs: QgsCoordinateReferenceSystem) -> QgsGeometry:
        """Return the outline of a zone in another CRS; raises QgsCsException where that has none."""
        outline = QgsGeometry(self.outline)
        outline.transform(QgsCoordinateTransform(self.crs, crs, QgsProject.instance()))
        return outline


def targets_at(canvas: QgsMapCanvas, point: QgsPointXY, field_of: FieldOf) -> list[Target]:
    """Return what is under a point of the canvas: the tower whose marker is there, if any, the pixel, then zones from the topmost on.

    Parameters
    ----------
    canvas : QgsMapCanvas
        The canvas.
    point : QgsPointXY
        In its CRS.
    field_of : callable
        Returns the field that names the zones of a layer, empty where QGIS is to name each polygon.
    """
    crs = canvas.mapSettings().destinationCrs()
    layers = [layer for layer in canvas.layers() if isinstance(layer, QgsVectorLayer)]
    towers = [tower for layer in layers if is_of_towers(layer) for tower in _towers(canvas, layer, point)]
    polygons = [layer for layer in layers if layer.geometryType() == _POLYGONS]
    return [*towers[:1], Target(PIXEL, point, crs), *(zone for layer in polygons for zone in _zones(canvas, layer, point, field_of(layer)))]


def _towers(canvas: QgsMapCanvas, layer: QgsVectorLayer, point: QgsPointXY) -> Iterator[Target]:
    """Yield the tower of a layer whose marker is under a point."""
    feature = nearest(canvas, layer, point)
    if feature is not None:
        yield Target(TOWER, feature.geometry().asPoint(), layer.crs(), feature[NAME], layer=layer.id())


def _zones(canvas: QgsMapCanvas, layer: QgsVectorLayer, point: QgsPointXY, field: str) -> Iterator[Target]:
    """Yield the zone of a layer that holds a point, the last one drawn where several do."""
    settings = canvas.mapSettings()
    if not layer.isInScaleRange(settings.scale()):
        return
    there = settings.mapToLayerCoordinates(layer, point)
    around = QgsFeatureRequest(QgsRectangle(there, there))
    inside = [feature for feature in layer.getFeatures(around) if feature.geometry().contains(there)]
    if not inside:
        return
    feature, crs = inside[-1], settings.destinationCrs()
    outline = _whole(layer, feature, field)
    try:
        outline.transform(QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance()))
    except QgsCsException:
        return
    yield Target(ZONE, point, crs, _name(layer, feature, field), outline, layer.id())


def _whole(layer: QgsVectorLayer, feature: QgsFeature, field: str) -> QgsGeometry:
    """Return a zone: all polygons of the feature's name where a field names them, else its own."""
    if not field:
        return feature.geometry()
    same = QgsFeatureRequest().setFilterExpression(QgsExpression.createFieldEqualityExpression(field, feature[field]))
    return QgsGeometry.collectGeometry([other.geometry() for other in layer.getFeatures(same)])


def _name(layer: QgsVectorLayer, feature: QgsFeature, field: str) -> str:
    """Return the name of a zone, its number where it has none."""
    name = feature[field] if field else QgsVectorLayerUtils.getFeatureDisplayString(layer, feature)
    return str(feature.id()) if name in (None, NULL, "") else str(name)
