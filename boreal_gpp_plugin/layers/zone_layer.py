"""The layer of drawn zones: an ordinary polygon layer in a GeoPackage, whose zones say what they are for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFeatureRequest,
    QgsFieldConstraints,
    QgsFillSymbol,
    QgsGeometry,
    QgsMapLayer,
    QgsPalLayerSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)

from ..core.errors import OutputError
from ..core.language import msg
from ..core.request import ZONE_USE_FIELD as USE
from ..core.variables import LAND_COVER
from ..i18n import language, tr
from .zones import write

NAME = "name"
_KEY = "boreal_gpp/zones"
_NEXT_NUMBER = f'to_string(1 + coalesce(maximum(try(to_int("{NAME}"), 0)), 0))'
_UNIQUE = QgsFieldConstraints.Constraint.ConstraintUnique
_POLYGONS = QgsWkbTypes.GeometryType.PolygonGeometry


def uses() -> dict[str, str]:
    """Return what a zone can be for, by its value in the layer."""
    covers = {str(cover.code): tr("Is: {cover}").format(cover=cover.title.text(language())) for cover in LAND_COVER.values()}
    return {"stratum": tr("Own parameters"), "only": tr("Map only here"), "disturbed": tr("Burnt or cut"), **covers}


def is_own(layer: Optional[QgsMapLayer]) -> bool:
    """Return whether the file of a layer holds zones as they are drawn here, wherever it was drawn."""
    return (
        isinstance(layer, QgsVectorLayer)
        and layer.isValid()
        and layer.storageType() == "GPKG"
        and {NAME, USE} <= set(layer.fields().names())
    )


def create(project: QgsProject, path: str, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """Return a new layer for zones in the file `path`, or the one that is there, in the project.

    Raises
    ------
    OutputError
        When the file can't be written, or holds something else.
    """
    if not os.path.isfile(path):
        _write_empty(path, crs)
    layer = opened(project, f"{path}|layername=zones")
    if not is_own(layer):
        raise _unwritable(path)
    return layer


def opened(project: QgsProject, source: str) -> Optional[QgsVectorLayer]:
    """Return the layer of a polygon file, added on top of the project unless it holds it; None where the file can't be read."""
    place = _place(source)
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and _place(layer.source()) == place:
            if not layer.isValid():  # its file may be back
                layer.setDataSource(layer.source(), layer.name(), layer.providerType())
            return layer if layer.isValid() else None
    file = source.split("|")[0]
    layer = QgsVectorLayer(source, Path(file).stem, "ogr") if os.path.exists(file) else None  # no address, which a set-up may hold too
    if layer is None or not layer.isValid():
        return None
    if is_own(layer):
        layer.setName(tr("Zones"))
        _dress(layer)
    project.addMapLayer(layer, False)
    project.layerTreeRoot().insertLayer(0, layer)
    return layer


def prepare(layer: QgsVectorLayer) -> None:
    """Let zones of a layer that was made here be named on their own as they are drawn; once, for it is kept with the layer."""
    if layer.customProperty(_KEY):
        return
    at_once = QgsEditFormConfig()
    at_once.setSuppress(QgsEditFormConfig.FeatureFormSuppress.SuppressOn)
    layer.setEditFormConfig(at_once)
    name, use = (layer.fields().indexOf(field) for field in (NAME, USE))
    layer.setDefaultValueDefinition(name, QgsDefaultValue(_NEXT_NUMBER))
    layer.setDefaultValueDefinition(use, QgsDefaultValue("'stratum'"))
    choices = {"map": [{title: value} for value, title in uses().items()]}
    layer.setEditorWidgetSetup(use, QgsEditorWidgetSetup("ValueMap", choices))
    layer.setCustomProperty(_KEY, True)


def keep_apart(project: QgsProject, are_apart: bool) -> None:
    """Have QGIS give zones that it adds to layers made here names that no other has, or let them have the names that are asked for."""
    for layer in project.mapLayers().values():
        if is_own(layer):
            name = layer.fields().indexOf(NAME)
            if are_apart:
                layer.setFieldConstraint(name, _UNIQUE, QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft)
            else:
                layer.removeFieldConstraint(name, _UNIQUE)


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
        write(memory, path)
    except (OSError, OutputError) as error:
        raise _unwritable(path) from error


def _unwritable(path: str) -> OutputError:
    """Return the error that zones can't be drawn into a file."""
    return OutputError(
        msg("Zones can't be drawn into {path}.", path=path), msg("Choose another folder for the results, or remove that file.")
    )


def _place(source: str) -> tuple[str, str]:
    """Return the file and the layer in it that a source names, the same for each way to write it."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", source)
    return os.path.normcase(os.path.realpath(parts.get("path") or source)), parts.get("layerName") or ""


def _dress(layer: QgsVectorLayer) -> None:
    """Show zones with their names, and leave the map below as it is: a tint would change the colours of results."""
    symbol = QgsFillSymbol.createSimple({"color": "255,255,255,0", "outline_color": "#ee6677", "outline_width": "0.7"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    label = QgsPalLayerSettings()
    label.fieldName = NAME
    layer.setLabeling(QgsVectorLayerSimpleLabeling(label))
    layer.setLabelsEnabled(True)


def _polygons_of(geometry: QgsGeometry) -> Optional[QgsGeometry]:
    """Return the polygons of a geometry, without the lines and points that repairing leaves; None where there are none."""
    parts = [part for part in geometry.asGeometryCollection() if part.type() == _POLYGONS and part.area() > 0]
    return QgsGeometry.collectGeometry(parts) if parts else None
