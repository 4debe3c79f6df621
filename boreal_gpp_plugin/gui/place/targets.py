"""Targets: what can be looked at: under a click on the canvas the pixel, zones and the tower of a marker; of a run its strata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Optional

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

from ...i18n import language, tr
from ...layers.tips import nearest
from ...layers.towers import NAME, is_of_towers
from ...tasks.looks import PIXEL, STRATUM, TOWER, ZONE

if TYPE_CHECKING:
    from ...core.run.finished_run import FinishedRun

_POLYGONS = QgsWkbTypes.GeometryType.PolygonGeometry
FieldOf = Callable[[QgsVectorLayer], str]


@dataclass(frozen=True)
class Target:
    """Something that can be looked at.

    Attributes
    ----------
    kind : str
        `PIXEL`, `ZONE`, `TOWER` or `STRATUM`.
    point : QgsPointXY
        Where it was clicked, or where the tower stands; of a stratum the middle of its run, of a zone that was not clicked a point in it.
    crs : QgsCoordinateReferenceSystem
        Of point and outline.
    name : str
        Of zone or tower; of a stratum its title.
    outline : QgsGeometry, optional
        Of a zone.
    layer : str
        Id of the layer that has the tower or the zone that was clicked.
    stratum : str
        Id of a stratum, or of all.
    """

    kind: str
    point: QgsPointXY
    crs: QgsCoordinateReferenceSystem
    name: str = ""
    outline: Optional[QgsGeometry] = None
    layer: str = ""
    stratum: str = ""

    @property
    def like(self) -> tuple[str, str]:
        """What targets have in common that are looked at one after another: the kind and the layer."""
        return self.kind, self.layer

    @property
    def title(self) -> str:
        """What it is, for people."""
        if self.kind == ZONE:
            return tr("Zone {name}").format(name=self.name)
        if self.kind == STRATUM:
            return self.name
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


def strata_of(run: FinishedRun) -> list[Target]:
    """Return the strata of a run, and all of them as one."""
    from ...core.strata.classification import ALL

    crs, (left, bottom, right, top) = QgsCoordinateReferenceSystem(run.grid.crs), run.grid.bounds
    middle = QgsPointXY((left + right) / 2, (bottom + top) / 2)
    titles = {run.legend[code].id: tr("Stratum {name}").format(name=run.legend[code].title.text(language())) for code in run.codes.tolist()}
    titles[run.legend[ALL].id] = run.legend[ALL].title.text(language())
    return [Target(STRATUM, middle, crs, title, stratum=id_) for id_, title in titles.items()]


def zone_of(name: str, outline: Mapping[str, Any], run: FinishedRun) -> Target:
    """Return a zone from its polygons, a GeoJSON mapping in the CRS of a run."""
    polygons = [[[QgsPointXY(*point) for point in ring] for ring in polygon] for polygon in outline["coordinates"]]
    whole = QgsGeometry.fromMultiPolygonXY(polygons)
    return Target(ZONE, whole.pointOnSurface().asPoint(), QgsCoordinateReferenceSystem(run.grid.crs), name, whole)


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
