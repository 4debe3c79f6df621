"""Zones: a polygon layer as a file that a run can read."""

from __future__ import annotations

from qgis.core import QgsFeatureRequest, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingUtils, QgsVectorLayer

from ..core.errors import InputError
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
