"""The dock of a place: its chart, and what if."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...i18n import tr
from ..text import open_wide
from .chart import Chart
from .what_if import WhatIf

_LETTERS = 18  # of a target


class PlaceDock(QgsDockWidget):
    """Shows the year of the place that was clicked."""

    save_wanted = pyqtSignal()
    target_chosen = pyqtSignal(int)  # by its place among those that are offered

    def __init__(self) -> None:
        super().__init__(_title())
        self.setObjectName("boreal_gpp_place")
        self.chart = Chart()
        self.what_if = WhatIf()
        self.export = QPushButton(tr("E&xport\u2026"))
        self.export.setObjectName("export_chart")
        self.export.setToolTip(tr("Save the chart as a picture (PNG), a drawing (SVG) or a table (CSV)."))
        self.export.clicked.connect(self.save_wanted)
        self.target = QComboBox()
        self.target.setObjectName("place_target")
        self.target.setToolTip(tr("What was clicked: the pixel, a zone around it, or the flux tower of a marker; or a stratum, all of it."))
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.setMinimumContentsLength(_LETTERS)  # strata have long names
        self.target.activated.connect(self.target_chosen)
        choice = QFormLayout()
        label = QLabel(tr("&Look at"))
        label.setBuddy(self.target)
        choice.addRow(label, self.target)
        side = QVBoxLayout()
        side.addLayout(choice)
        side.addWidget(self.what_if, 1)
        side.addWidget(self.export)
        content = QWidget()
        content.setObjectName("boreal_gpp_place_content")
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chart, 1)
        layout.addLayout(side)
        self.setWidget(content)
        self.set_has_place(False)
        self.offer([], -1)

    def set_has_place(self, has_place: bool, why_not: str = "") -> None:
        """Allow what needs a place; of the sliders, say why they ask nothing where they do not."""
        self.export.setEnabled(has_place)
        self.what_if.set_askable(why_not if has_place else tr("Click a place first."))

    def set_reading(self, is_reading: bool) -> None:
        """Say in the title that a place is being read, or no more."""
        self.setWindowTitle(tr("Boreal GPP: Place, reading\u2026") if is_reading else _title())

    def offer(self, titles: Sequence[str], chosen: int) -> None:
        """Offer what was clicked and the strata, one of it being shown, or none yet."""
        self.target.clear()
        self.target.addItems(titles)
        open_wide(self.target)
        self.target.setCurrentIndex(chosen)
        self.target.setEnabled(len(titles) > 1)


def _title() -> str:
    """Return the title of the dock."""
    return tr("Boreal GPP: Place")
