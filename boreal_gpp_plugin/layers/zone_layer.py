"""The layer of drawn zones: an ordinary polygon layer in a GeoPackage, whose zones say what they are for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometry,
    QgsPalLayerSettings,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)

from ..core.errors import OutputError
from ..core.language import msg
from ..core.request import ZONE_USE_FIELD as USE
from ..core.variables import LAND_COVER
from ..i18n import language, tr

NAME = "name"
_KEY = "boreal_gpp/zones"
_POLYGONS = QgsWkbTypes.GeometryType.PolygonGeometry


def uses() -> dict[str, str]:
    """Return what a zone can be for, by its value in the layer."""
    covers = {str(cover.code): tr("Is: {cover}").format(cover=cover.title.text(language())) for cover in LAND_COVER.values()}
    return {"stratum": tr("Stratum of its own"), "only": tr("Map only here"), **covers}


def is_own(layer: Optional[QgsVectorLayer]) -> bool:
    """Return whether a layer was made here."""
    return layer is not None and bool(layer.customProperty(_KEY))


def create(project: QgsProject, path: str, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """Return a new layer for zones in the file `path`, or the one that is there, in the project.

    Raises
    ------
    OutputError
        When the file can't be written.
    """
    if not os.path.isfile(path):
        _write_empty(path, crs)
    layer = QgsVectorLayer(f"{path}|layername=zones", tr("Zones"), "ogr")
    if not layer.isValid():
        raise _unwritable(path)
    layer.setCustomProperty(_KEY, True)
    _dress(layer)
    project.addMapLayer(layer, False)
    project.layerTreeRoot().insertLayer(0, layer)
    return layer


def repair(layer: QgsVectorLayer) -> list[str]:
    """Repair invalid polygons that were drawn and not saved yet; return the names of zones that can't be: they have no area."""
    buffer = layer.editBuffer()
    if buffer is None:
        return []
    drawn = [*buffer.addedFeatures(), *buffer.changedGeometries()]
    hopeless = []
    for feature in layer.getFeatures(QgsFeatureRequest().setFilterFids(drawn)):
        if feature.geometry().isGeosValid():
            continue
        whole = _polygons_of(feature.geometry().makeValid())
        if whole is None:
            hopeless.append(str(feature[NAME]))
            continue
        layer.beginEditCommand(tr("Repair the polygon"))
        layer.changeGeometry(feature.id(), whole)
        layer.endEditCommand()
    return hopeless


def save(layer: QgsVectorLayer) -> None:
    """Save the edits of a layer that was made here and go on editing; raises OutputError where that fails."""
    if is_own(layer) and layer.isModified() and not layer.commitChanges(False):
        raise OutputError(
            msg("The zones can't be saved: {reason}.", reason="; ".join(layer.commitErrors())),
            msg("Free the file or the disk, and try again."),
        )


def _write_empty(path: str, crs: QgsCoordinateReferenceSystem) -> None:
    """Write a layer without zones."""
    memory = QgsVectorLayer(f"MultiPolygon?field={NAME}:string&field={USE}:string", "zones", "memory")
    memory.setCrs(crs)
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path) from error
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "zones"
    written = QgsVectorFileWriter.writeAsVectorFormatV3(memory, path, QgsCoordinateTransformContext(), options)
    if written[0] != QgsVectorFileWriter.WriterError.NoError:
        raise _unwritable(path)


def _unwritable(path: str) -> OutputError:
    """Return the error that zones can't be drawn into a file."""
    return OutputError(
        msg("Zones can't be drawn into {path}.", path=path), msg("Choose another folder for the results, or remove that file.")
    )


def _dress(layer: QgsVectorLayer) -> None:
    """Let zones be named on their own, shown with their names, and leave the map below visible."""
    at_once = QgsEditFormConfig()
    at_once.setSuppress(QgsEditFormConfig.FeatureFormSuppress.SuppressOn)
    layer.setEditFormConfig(at_once)
    name, use = (layer.fields().indexOf(field) for field in (NAME, USE))
    layer.setDefaultValueDefinition(name, QgsDefaultValue("to_string(1 + count(1))"))
    layer.setDefaultValueDefinition(use, QgsDefaultValue("'stratum'"))
    choices = {"map": [{title: value} for value, title in uses().items()]}
    layer.setEditorWidgetSetup(use, QgsEditorWidgetSetup("ValueMap", choices))
    symbol = QgsFillSymbol.createSimple({"color": "255,255,255,40", "outline_color": "#ee6677", "outline_width": "0.7"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    label = QgsPalLayerSettings()
    label.fieldName = NAME
    layer.setLabeling(QgsVectorLayerSimpleLabeling(label))
    layer.setLabelsEnabled(True)


def _polygons_of(geometry: QgsGeometry) -> Optional[QgsGeometry]:
    """Return the polygons of a geometry, without the lines and points that repairing leaves; None where there are none."""
    parts = [part for part in geometry.asGeometryCollection() if part.type() == _POLYGONS and part.area() > 0]
    return QgsGeometry.collectGeometry(parts) if parts else None
