"""Model: the reference that GPP is calibrated to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.PyQt.QtWidgets import QComboBox

from ..i18n import tr
from .page import Page


class ModelPage(Page):
    """The reference."""

    def __init__(self) -> None:
        super().__init__(tr("Model"), "model_page")
        self.reference = QComboBox()
        for title, name in (
            (tr("Best of what is in the inputs"), "auto"),
            (tr("500 m GPP (VPM)"), "vpm"),
            (tr("SMAP L4 carbon, 9 km"), "l4c"),
            (tr("MODIS GPP (MOD17), 500 m"), "mod17"),
            (tr("Flux towers"), "towers"),
            (tr("None: default parameters"), "none"),
        ):
            self.reference.addItem(title, name)
        self.add_field(
            tr("R&eference"),
            self.reference,
            "reference",
            tr("GPP product or tower tables in the inputs that the model is calibrated to and validated against, on data held out."),
        )
        self.reference.currentIndexChanged.connect(self.changed)

    def draft(self) -> dict[str, Any]:
        """Return the reference."""
        return {"reference": self.reference.currentData()}

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show the reference."""
        self.reference.setCurrentIndex(max(self.reference.findData(draft.get("reference")), 0))

    def values(self) -> dict[str, Any]:
        """Return the reference."""
        return self.draft()
