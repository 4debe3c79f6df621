"""Zones: polygons that select, split or correct the strata."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsMapLayerProxyModel, QgsProcessingContext, QgsProject, QgsVectorLayer
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox

from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from ..layers.zone_layer import NAME, is_own, save
from ..layers.zones import source_of
from .page import Page
from .zones.legend import StrataLegend
from .zones.table import ZonesTable
from .zones.tools import ZoneTools


class ZonesPage(Page):
    """A polygon layer, the attribute that names its zones, and what they do."""

    def __init__(self) -> None:
        lead = tr("Optional. Strata come from land cover and fires; zones you draw or choose select, split or correct them.")
        super().__init__(tr("Zones"), "zones_page", lead)
        self.legend = StrataLegend()
        self.add_row(self.legend, "strata_legend")
        self.layer = QgsMapLayerComboBox()
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.layer.setAllowEmptyLayer(True, tr("No zones"))
        self.add_field(
            tr("&Polygons"),
            self.layer,
            "zones_layer",
            tr("Polygon layer of zones, such as stands or protected areas, in any coordinate system."),
        )
        self.field = QgsFieldComboBox()
        self.field.setAllowEmptyFieldName(True)
        self.add_field(
            tr("&Name field"),
            self.field,
            "zone_field",
            tr("Attribute that names the zones; for corrections, that holds the land-cover code."),
        )
        self.use = QComboBox()
        self.use.addItem(tr("Each zone is a stratum"), "stratum")
        self.use.addItem(tr("Map only the zones"), "only")
        self.use.addItem(tr("Correct the land cover"), "cover")
        self.use.addItem(tr("As each zone says"), "each")
        self.add_field(
            tr("&Use"),
            self.use,
            "zone_use",
            tr(
                "Whether each zone is calibrated on its own, nothing is mapped outside the zones, the zones replace the land cover, "
                "or the attribute use tells for each zone."
            ),
        )
        self.tools = ZoneTools()
        self.add_row(self.tools, "zone_tools")
        self.table = ZonesTable()
        self.add_row(self.table, "zones_table")
        self.table.told.connect(self.tools.say)
        self._follow_layer()
        self.layer.layerChanged.connect(self._follow_layer)
        self.layer.layerChanged.connect(self.changed)
        self.field.fieldChanged.connect(self.changed)
        self.use.currentIndexChanged.connect(self.changed)

    def _follow_layer(self) -> None:
        """Offer the fields of the chosen layer."""
        layer = self.layer.currentLayer()
        self.field.setLayer(layer)
        self.field.setEnabled(layer is not None)
        self.use.setEnabled(layer is not None)
        self.tools.set_has_layer(layer is not None)
        self.table.show_layer(layer if is_own(layer) else None)

    def show_drawn(self, layer: QgsVectorLayer) -> None:
        """Choose a layer of zones that are drawn here."""
        self.layer.setLayer(layer)
        self.field.setField(NAME)
        self.use.setCurrentIndex(self.use.findData("each"))

    def draft(self) -> dict[str, Any]:
        """Return the layer's id, the field and the use."""
        layer = self.layer.currentLayer()
        return {
            "zones_layer": layer.id() if layer else "",
            "zone_field": self.field.currentField() or None,
            "zone_use": self.use.currentData(),
        }

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show the fields; the layer as far as the project holds it, or loaded from the file that a set-up names."""
        layer = QgsProject.instance().mapLayer(draft.get("zones_layer") or "")
        if layer is None and draft.get("zones"):
            layer = _opened(draft["zones"])
        self.layer.setLayer(layer)
        self.field.setField(draft.get("zone_field") or "")
        self.use.setCurrentIndex(max(self.use.findData(draft.get("zone_use")), 0))

    def check(self) -> None:
        """Raise InputError where a field is needed."""
        if self.layer.currentLayer() is not None and self.use.currentData() == "cover" and not self.field.currentField():
            raise InputError(
                msg("No field says which land cover the zones have."), msg("Choose the field with the land-cover codes (VLCE2).")
            )

    def values(self) -> dict[str, Any]:
        """Return the zones' file, field and use; raises InputError where a field is needed or edits are not saved."""
        self.check()
        layer = self.layer.currentLayer()
        if layer is None:
            return {}
        save(layer)
        draft = self.draft()
        return {
            "zones": source_of(layer, QgsProcessingContext()),
            "zone_field": draft["zone_field"],
            "zone_use": draft["zone_use"],
        }


def _opened(source: str) -> Optional[QgsVectorLayer]:
    """Return the layer of a polygon file, in the project where it can be read, else None."""
    for layer in QgsProject.instance().mapLayers().values():
        if layer.source() == source:
            return layer
    layer = QgsVectorLayer(source, Path(source.split("|")[0]).stem, "ogr")
    return QgsProject.instance().addMapLayer(layer) if layer.isValid() else None
