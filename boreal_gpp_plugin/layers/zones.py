"""Zones: a polygon layer as a file that a run can read."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ..core.errors import InputError, OutputError
from ..core.language import msg

_FORMATS = ["gpkg", "shp", "geojson", "fgb"]  # what GDAL reads without any set-up


def source_of(layer: QgsVectorLayer, context: QgsProcessingContext) -> str:
    """Return the layer as `path` or `path|layername=name`: its own file, or a temporary GeoPackage of what it shows.

    Raises
    ------
    InputError
        When the layer has edits that are not saved.
    """
    if layer.isEditable() and layer.isModified():
        raise InputError(
            msg("The zones layer {name} has edits that are not saved.", name=layer.name()), msg("Save its edits, then run again.")
        )
    if layer.crs() != layer.dataProvider().crs():  # given to the layer in QGIS: its own file does not say so
        layer = layer.materialize(QgsFeatureRequest())
    path, name = QgsProcessingUtils.convertToCompatibleFormatAndLayerName(
        layer, False, "zones", _FORMATS, "gpkg", context, QgsProcessingFeedback()
    )
    return f"{path}|layername={name}" if name else path


def lasting(layer: QgsVectorLayer, source: str, path: str) -> str:
    """Return the `source` of a layer, or where that is a temporary file a copy of it beside the set-up file `path`.

    Raises
    ------
    OutputError
        When the copy can't be written.
    """
    if Path(QgsProcessingUtils.tempFolder()) not in Path(source.partition("|")[0]).parents:
        return source
    copy = str(Path(path).with_suffix("")) + "_zones.gpkg"
    write(layer, copy)
    return f"{copy}|layername=zones"


def write(layer: QgsVectorLayer, path: str) -> None:
    """Write a layer as the layer `zones` of a GeoPackage; raises OutputError."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "zones"
    written = QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsCoordinateTransformContext(), options)
    if written[0] != QgsVectorFileWriter.WriterError.NoError:
        raise OutputError(msg("{path} can't be written: {reason}.", path=path, reason=written[1]), msg("Choose another file."))
