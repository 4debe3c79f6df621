"""Site: where, when and in which steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.gui import QgsDateEdit, QgsExtentWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import QLineEdit, QSpinBox

from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from .page import Page

if TYPE_CHECKING:
    from ..core.grid import Bounds

STEP_DAYS = 8


class SitePage(Page):
    """Extent, period and step."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(tr("Site"), "site_page")
        self._canvas = canvas
        self.extent = QgsExtentWidget(None, QgsExtentWidget.WidgetStyle.CondensedStyle)
        self.extent.setNullValueAllowed(True, tr("Whole site"))
        self.extent.setMapCanvas(canvas)
        self.add_field(
            tr("E&xtent"),
            self.extent,
            "extent",
            tr("Part of the site to map: from the canvas, from a layer, or drawn. Empty: all that the 30 m inputs cover."),
        )
        self.start = self._date_field(tr("Start of year"))
        self.add_field(tr("F&irst day"), self.start, "first_day", tr("First day to map. Empty: 1 January of the first year of the inputs."))
        self.end = self._date_field(tr("End of year"))
        self.add_field(tr("&Last day"), self.end, "last_day", tr("Last day to map. Empty: 31 December of the last year of the inputs."))
        self.step = QSpinBox()
        self.step.setRange(1, 92)
        self.step.setSuffix(tr(" days"))
        self.add_field(
            tr("&Step"),
            self.step,
            "step_days",
            tr("Length of a step: each gets one map. 8 days from 1 January on are the steps of MODIS products."),
        )
        self.follow_canvas()
        self.extent.extentChanged.connect(self.changed)
        self.start.dateValueChanged.connect(self.changed)
        self.end.dateValueChanged.connect(self.changed)
        self.step.valueChanged.connect(self.changed)

    @staticmethod
    def _date_field(hint: str) -> QgsDateEdit:
        """Return an empty date field that shows `hint`."""
        field = QgsDateEdit()
        field.setDisplayFormat("yyyy-MM-dd")
        field.setCalendarPopup(True)
        field.setAllowNull(True)
        field.setNullRepresentation(hint)
        field.clear()
        return field

    def follow_canvas(self) -> None:
        """Give an extent that is still empty the CRS of the canvas, in which it will be drawn."""
        if self.extent.outputExtent().isEmpty():
            self.extent.setOutputCrs(self._canvas.mapSettings().destinationCrs())
            self.extent.clear()  # which else shows zeros
            for text in self.extent.findChildren(QLineEdit):
                text.deselect()

    def draft(self) -> dict[str, Any]:
        """Return extent, period and step."""
        box, crs = self._box()
        days = {"start": _iso(self.start) or None, "end": _iso(self.end) or None, "step_days": self.step.value()}
        return {**days, "extent": box, "extent_crs": crs or None}

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show extent, period and step."""
        box, crs = draft.get("extent"), QgsCoordinateReferenceSystem(draft.get("extent_crs") or "")
        if box and crs.isValid():
            self.extent.setOutputCrs(crs)
            self.extent.setOutputExtentFromUser(QgsRectangle(*box), crs)
        else:
            self.extent.clear()
            self.follow_canvas()
        for field, name in ((self.start, "start"), (self.end, "end")):
            date = QDate.fromString(draft.get(name) or "", Qt.DateFormat.ISODate)
            field.setDate(date) if date.isValid() else field.clear()
        self.step.setValue(draft.get("step_days") or STEP_DAYS)

    def values(self) -> dict[str, Any]:
        """Return extent, period and step; raises InputError for an extent that is nowhere and days in the wrong order."""
        draft = self.draft()
        if draft["extent"] and not draft["extent_crs"]:
            raise InputError(msg("The extent has no coordinate system."), msg("Set the project's coordinate system, or clear the extent."))
        if draft["start"] and draft["end"] and draft["end"] < draft["start"]:
            raise InputError(
                msg("The last day {end} is before the first day {start}.", end=draft["end"], start=draft["start"]),
                msg("Swap the two dates."),
            )
        return draft

    def _box(self) -> tuple[Optional[Bounds], str]:
        """Return left, bottom, right and top of the extent, None for the whole site, and the code or WKT of its CRS."""
        box, crs = self.extent.outputExtent(), self.extent.outputCrs()
        if box.isEmpty():
            return None, ""
        return (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()), crs.authid() or crs.toWkt()


def _iso(field: QgsDateEdit) -> str:
    """Return the field's ISO date, empty where it has none."""
    return "" if field.isNull() else field.date().toString(Qt.DateFormat.ISODate)
