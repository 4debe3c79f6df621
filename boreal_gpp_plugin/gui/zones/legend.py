"""The legend of strata: their colours, areas and reference before any run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...core.errors import BorealGPPError
from ...core.wording import Wording
from ...i18n import language, tr
from ..text import wrapped

if TYPE_CHECKING:
    from ...core.site_maps import SiteMaps

_SWATCH_PX = 12
_HEIGHT_PX = 150
_FEW = 5.0  # reference pixels below which a stratum borrows from its parent


class StrataLegend(QWidget):
    """A button that shows the maps of the site, and what strata they make."""

    maps_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.show_maps = QPushButton(tr("Sho&w Maps and Strata"))
        self.show_maps.setObjectName("show_maps")
        self.show_maps.setToolTip(
            tr("Show land cover, fires and the strata that they and the zones make, with the area and the reference of each.")
        )
        self.show_maps.clicked.connect(self.maps_wanted)
        self.rows = QTreeWidget()
        self.rows.setObjectName("strata_rows")
        self.rows.setAccessibleName(tr("Strata"))
        self.rows.setColumnCount(3)
        self.rows.setHeaderLabels([tr("Stratum"), tr("ha"), tr("Reference")])
        self.rows.setRootIsDecorated(False)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.rows.setFixedHeight(_HEIGHT_PX)
        header = self.rows.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.note = wrapped(name="strata_note")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.show_maps, self.rows, self.note):
            layout.addWidget(widget)
        self.rows.hide()
        self.note.hide()

    def say(self, text: str) -> None:
        """Show a sentence below the button; none hides it."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def explain(self, error: BorealGPPError) -> None:
        """Say why there are no strata."""
        self.rows.hide()
        self.say(error.text(language()))

    def show_strata(self, maps: SiteMaps) -> None:
        """Show the strata of a site."""
        say = Wording(language())
        self.rows.clear()
        for stratum in maps.outlines:
            item = QTreeWidgetItem(
                [
                    stratum.title.text(language()),
                    say.number(stratum.area_ha),
                    say.number(stratum.reference_pixels, 1),
                ]
            )
            swatch = QPixmap(_SWATCH_PX, _SWATCH_PX)
            swatch.fill(QColor(stratum.colour))
            item.setIcon(0, QIcon(swatch))
            item.setToolTip(0, item.text(0))
            for column in (1, 2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.rows.addTopLevelItem(item)
        self.rows.show()
        poor = sum(stratum.reference_pixels < _FEW for stratum in maps.outlines)
        text = tr("Reference in pixels: {reference}.").format(reference=maps.reference.text(language()))
        self.say(text + (" " + tr("Strata with little of it, which borrow from kindred ones: {n}.").format(n=poor) if poor else ""))
