"""Site: where, when and in which steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsUnitTypes
from qgis.gui import QgsDateEdit, QgsExtentWidget, QgsMapCanvas, QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QLineEdit, QPushButton, QSpinBox

from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from ..layers.canvas import crs_of
from .extent_tool import ExtentTool
from .page import Page

if TYPE_CHECKING:
    from ..core.grid import Bounds

STEP_DAYS = 8
RESOLUTION_M = 30.0


class SitePage(Page):
    """Extent, period and step; coordinate system and cell size of the maps."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        lead = tr("Where and when to map. Left as it is, the whole site and its years are mapped.")
        super().__init__(tr("Site"), "site_page", lead)
        self._canvas = canvas
        self._add_extent()
        self.start = self._date_field(tr("Start of year"))
        self.add_field(
            tr("F&irst day"),
            self.start,
            "first_day",
            tr("First day to map. Empty: 1 January of the first year of the inputs, or when temperature begins."),
        )
        self.end = self._date_field(tr("End of year"))
        self.add_field(
            tr("&Last day"),
            self.end,
            "last_day",
            tr("Last day to map. Empty: 31 December of the last year of the inputs, or when temperature ends."),
        )
        self.step = QSpinBox()
        self.step.setRange(1, 92)
        self.step.setSuffix(tr(" days"))
        self.add_field(
            tr("&Step"),
            self.step,
            "step_days",
            tr("Length of a step: each gets one map. 8 days from 1 January on are the steps of MODIS products."),
        )
        self._add_grid()
        self.follow_canvas()
        for signal in (self.extent.extentChanged, self.start.dateValueChanged, self.end.dateValueChanged, self.step.valueChanged):
            signal.connect(self.changed)
        self.crs.crsChanged.connect(self.changed)
        self.resolution.valueChanged.connect(self.changed)

    def _add_extent(self) -> None:
        """Add the extent: typed, from canvas or layer, or drawn."""
        self.extent = QgsExtentWidget(None, QgsExtentWidget.WidgetStyle.CondensedStyle)
        self.extent.setNullValueAllowed(True, tr("Whole site"))
        self.extent.setMapCanvas(self._canvas, False)
        self.add_field(
            tr("E&xtent"),
            self.extent,
            "extent",
            tr("Part of the site to map: from the canvas, from a layer, or drawn. Empty: all that the 30 m inputs cover."),
        )
        self._tool = ExtentTool(self._canvas)
        self._tool.drawn.connect(self._take_drawn)
        self.draw = QPushButton(tr("&Draw on the Map"))
        self.draw.setAutoDefault(False)
        self.draw.clicked.connect(self._draw)
        self.add_row(self.draw, "draw_extent", tr("Draw the extent as a rectangle on the map; Escape gives up."))

    def _add_grid(self) -> None:
        """Add coordinate system and cell size."""
        self.crs = QgsProjectionSelectionWidget()
        self.crs.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
        self.crs.setNotSetText(tr("That of the 30 m inputs"))
        self.add_field(
            tr("S&ystem (CRS)"),
            self.crs,
            "crs",
            tr("Coordinate system of the maps, in metres. Not set: that of the 30 m inputs."),
        )
        self.resolution = QDoubleSpinBox()
        self.resolution.setRange(10.0, 1000.0)
        self.resolution.setDecimals(1)
        self.resolution.setSuffix(" m")
        self.add_field(
            tr("Cell si&ze"), self.resolution, "resolution", tr("Side of a cell of the maps. 30 m is that of HLS; a larger one is faster.")
        )

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
            self.extent.setOutputCrs(crs_of(self._canvas))
            self.extent.clear()  # which else shows zeros
            for text in self.extent.findChildren(QLineEdit):
                text.deselect()

    def close_down(self) -> None:
        """Give the canvas back."""
        self._tool.give_up()

    def _draw(self) -> None:
        """Let the extent be drawn."""
        self._tool.begin()

    def _take_drawn(self, box: QgsRectangle) -> None:
        """Show the extent that was drawn."""
        crs = crs_of(self._canvas)
        self.extent.setOutputCrs(crs)
        self.extent.setOutputExtentFromUser(box, crs)

    def draft(self) -> dict[str, Any]:
        """Return extent, period and step, coordinate system and cell size."""
        box, extent_crs = self._box()
        return {
            "extent": box,
            "extent_crs": extent_crs,
            "start": _iso(self.start),
            "end": _iso(self.end),
            "step_days": self.step.value(),
            "crs": _code(self.crs.crs()),
            "resolution": self.resolution.value(),
        }

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show extent, period and step, coordinate system and cell size."""
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
        self.crs.setCrs(QgsCoordinateReferenceSystem(draft.get("crs") or ""))
        self.resolution.setValue(draft.get("resolution") or RESOLUTION_M)

    def values(self) -> dict[str, Any]:
        """Return what `draft` does; raises InputError for an extent that is nowhere, days in the wrong order, and degrees."""
        draft = self.draft()
        if draft["extent"] and not draft["extent_crs"]:
            raise InputError(msg("The extent has no coordinate system."), msg("Set the project's coordinate system, or clear the extent."))
        if draft["start"] and draft["end"] and draft["end"] < draft["start"]:
            raise InputError(
                msg("The last day {end} is before the first day {start}.", end=draft["end"], start=draft["start"]),
                msg("Swap the two dates."),
            )
        crs = self.crs.crs()
        if crs.isValid() and QgsUnitTypes.encodeUnit(crs.mapUnits()) != "meters":
            raise InputError(
                msg("The coordinate system {crs} is not in metres.", crs=crs.userFriendlyIdentifier()),
                msg("Choose a projected one, such as the UTM zone of the site, or leave it empty."),
            )
        return draft

    def _box(self) -> tuple[Optional[Bounds], Optional[str]]:
        """Return left, bottom, right and top of the extent, None for the whole site, and the code or WKT of its CRS."""
        box = self.extent.outputExtent()
        if box.isEmpty():
            return None, None
        return (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()), _code(self.extent.outputCrs())


def _code(crs: QgsCoordinateReferenceSystem) -> Optional[str]:
    """Return the code or WKT of a CRS, None where it is not set."""
    return (crs.authid() or crs.toWkt() or None) if crs.isValid() else None


def _iso(field: QgsDateEdit) -> Optional[str]:
    """Return the field's ISO date, None where it has none."""
    return None if field.isNull() else field.date().toString(Qt.DateFormat.ISODate)
