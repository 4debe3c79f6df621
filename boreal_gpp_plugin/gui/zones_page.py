"""Zones: polygons that select, split or correct the strata."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayerProxyModel, QgsProcessingContext, QgsProject
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox

from .. import settings
from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from ..layers.zones import source_of
from .page import Page


class ZonesPage(Page):
    """A polygon layer, the attribute that names its zones, and what they do."""

    def __init__(self) -> None:
        super().__init__(tr("Zones"), "zones_page")
        self.layer = QgsMapLayerComboBox()
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.layer.setAllowEmptyLayer(True, tr("None"))
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
        self.add_field(
            tr("&Use"),
            self.use,
            "zone_use",
            tr("Whether each zone is calibrated on its own, nothing is mapped outside the zones, or the zones replace the land cover."),
        )
        self._follow_layer()
        self.layer.layerChanged.connect(self._follow_layer)
        self.layer.layerChanged.connect(self.changed)
        self.layer.activated.connect(self._forget)
        self.field.fieldChanged.connect(self.changed)
        self.use.currentIndexChanged.connect(self.changed)

    def _follow_layer(self) -> None:
        """Offer the fields of the chosen layer."""
        layer = self.layer.currentLayer()
        self.field.setLayer(layer)
        self.field.setEnabled(layer is not None)
        self.use.setEnabled(layer is not None)

    def _forget(self) -> None:
        """Keep no layer any more where the user chose none; a project that closes also empties the field, but is opened again."""
        if self.layer.currentLayer() is None:
            settings.ZONES_LAYER.write("")

    def restore(self) -> None:
        """Fill the fields from the settings, as far as the project holds the layer."""
        layer = QgsProject.instance().mapLayer(settings.ZONES_LAYER.read())
        if layer is not None:
            field = settings.ZONE_FIELD.read()
            self.layer.setLayer(layer)
            self.field.setField(field)
        self.use.setCurrentIndex(max(self.use.findData(settings.ZONE_USE.read()), 0))

    def store(self) -> None:
        """Keep the fields in the settings."""
        layer = self.layer.currentLayer()
        if layer is not None:
            settings.ZONES_LAYER.write(layer.id())
            settings.ZONE_FIELD.write(self.field.currentField())
        settings.ZONE_USE.write(self.use.currentData())

    def values(self) -> dict[str, Any]:
        """Return the zones' file, field and use; raises InputError where a field is needed or edits are not saved."""
        layer = self.layer.currentLayer()
        if layer is None:
            return {}
        field, use = self.field.currentField(), self.use.currentData()
        if use == "cover" and not field:
            raise InputError(
                msg("No field says which land cover the zones have."), msg("Choose the field with the land-cover codes (VLCE2).")
            )
        return {"zones": source_of(layer, QgsProcessingContext()), "zone_field": field or None, "zone_use": use}
