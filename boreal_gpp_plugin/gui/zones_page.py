"""Zones: polygons that select, split or correct the strata."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from qgis.core import QgsMapLayerProxyModel, QgsProcessingContext, QgsProject, QgsVectorLayer
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox

from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from ..layers.zone_layer import NAME, is_own, opened, prepare, save
from ..layers.zones import lasting, source_of
from .page import Page
from .zones.legend import StrataLegend
from .zones.table import ZonesTable
from .zones.tools import ZoneTools


class ZonesPage(Page):
    """A polygon layer, the attribute that names its zones, and what they do."""

    def __init__(self) -> None:
        lead = tr(
            "Optional. Strata come from land cover and fires; zones you draw or choose select, split or correct them, "
            "or show a recent fire or cut."
        )
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
            tr("Attribute that names the zones, or holds the land-cover code of a correction, or the year of a fire or cut."),
        )
        self.use = QComboBox()
        self.use.addItem(tr("Own parameters for each zone"), "stratum")
        self.use.addItem(tr("Map only the zones"), "only")
        self.use.addItem(tr("Correct the land cover"), "cover")
        self.use.addItem(tr("Burnt or cut"), "disturbed")
        self.use.addItem(tr("As each zone says"), "each")
        self.add_field(
            tr("&Use"),
            self.use,
            "zone_use",
            tr(
                "Whether each zone is calibrated on its own, nothing is mapped outside the zones, the zones replace the land cover, "
                "the zones burnt or were cut within the period, or the attribute use tells for each zone."
            ),
        )
        self.tools = ZoneTools()
        self.add_row(self.tools, "zone_tools")
        self.table = ZonesTable()
        self.add_row(self.table, "zones_table")
        self.table.told.connect(self.tools.say)
        self._wanted: dict[str, Any] = {}  # file and field of zones that the set-up names and the project does not hold
        self._is_unreadable = False  # that file
        self._follow_layer()
        self.layer.layerChanged.connect(self._follow_layer)
        self.layer.activated.connect(self._choose)
        self.layer.layerChanged.connect(self.changed)
        self.field.fieldChanged.connect(self.changed)
        self.use.currentIndexChanged.connect(self.changed)

    def _follow_layer(self) -> None:
        """Offer the fields of the chosen layer, and the table of its zones where it was made here."""
        layer = self.layer.currentLayer()
        if layer is not None:
            self._wanted = {}
        if is_own(layer):
            prepare(layer)
        self.field.setLayer(layer)
        self.field.setEnabled(layer is not None)
        self.use.setEnabled(layer is not None)
        self.tools.set_has_layer(layer is not None)
        self.table.show_layer(layer if is_own(layer) else None)

    def _choose(self, *_: int) -> None:
        """Take the user's choice: none, too, is one where zones were lost; zones drawn here say what each is for."""
        if self._wanted:
            self._wanted = {}
            self.changed.emit()
        if is_own(self.layer.currentLayer()):
            self.show_drawn(self.layer.currentLayer())

    def show_drawn(self, layer: QgsVectorLayer) -> None:
        """Choose a layer of zones that are drawn here."""
        self.layer.setLayer(layer)
        self.field.setField(NAME)
        self.use.setCurrentIndex(self.use.findData("each"))

    def field_of(self, layer: QgsVectorLayer) -> str:
        """Return the field that names the zones of a layer: the chosen one of the chosen layer, empty of others."""
        return self.field.currentField() if layer is self.layer.currentLayer() else ""

    def draft(self) -> dict[str, Any]:
        """Return the layer's id and file, the field and the use; the same of zones that are not shown yet, but for the id."""
        layer = self.layer.currentLayer()
        said = self._wanted or {
            "zones": layer.source() if layer is not None and layer.providerType() == "ogr" else None,
            "zone_field": self.field.currentField() or None,
        }
        return {"zones_layer": layer.id() if layer else "", **said, "zone_use": self.use.currentData()}

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show the fields, and the layer as far as the project holds it; one that a set-up names by its file waits for `bring`."""
        layer = QgsProject.instance().mapLayer(draft.get("zones_layer") or "")
        source = draft.get("zones") or ""
        if layer is not None and not layer.isValid():
            source, layer = layer.source(), None
        self.layer.setLayer(layer)
        self.field.setField(draft.get("zone_field") or "")
        self.use.setCurrentIndex(max(self.use.findData(draft.get("zone_use")), 0))
        self._wanted = {"zones": source, "zone_field": draft.get("zone_field")} if layer is None and source else {}
        self._is_unreadable = False

    @property
    def awaits_zones(self) -> bool:
        """Whether the set-up names zones that the project does not hold yet."""
        return bool(self._wanted)

    def bring(self) -> None:
        """Show the zones of the file that the set-up names, loaded into the project; where it can't be read it stays named."""
        wanted = self._wanted
        layer = opened(QgsProject.instance(), wanted["zones"]) if wanted else None
        self._is_unreadable = bool(wanted) and layer is None
        if layer is not None:
            self.layer.setLayer(layer)
            self.field.setField(wanted["zone_field"] or "")

    def check(self) -> None:
        """Raise InputError where zones were lost, or a field is needed."""
        path = self._wanted["zones"].split("|")[0] if self._wanted else ""
        if path and (self._is_unreadable or not os.path.isfile(path)):
            raise InputError(
                msg("The zones {path} can't be read.", path=path),
                msg("Put the file there and open the set-up or the project again, or choose or draw other zones, or No zones."),
            )
        if self.layer.currentLayer() is not None and self.use.currentData() == "cover" and not self.field.currentField():
            raise InputError(
                msg("No field says which land cover the zones have."), msg("Choose the field with the land-cover codes (VLCE2).")
            )

    def values(self) -> dict[str, Any]:
        """Return the zones' file, field and use, if any; raises InputError where a field is needed or edits are not saved."""
        self.bring()
        self.check()
        layer = self.layer.currentLayer()
        if layer is None:
            return {}
        save(layer)
        if is_own(layer) and not layer.featureCount():  # drawing has just begun
            return {}
        draft = self.draft()
        return {
            "zones": source_of(layer, QgsProcessingContext()),
            "zone_field": draft["zone_field"],
            "zone_use": draft["zone_use"],
        }

    def lasting_values(self, path: str) -> dict[str, Any]:
        """Return what `values` does for a set-up file `path`: zones without a lasting file of their own get one beside it."""
        values = self.values()
        return {**values, "zones": lasting(self.layer.currentLayer(), values["zones"], path)} if values else {}
