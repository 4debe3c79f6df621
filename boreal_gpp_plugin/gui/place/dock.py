"""The dock of a place: its chart, and what if."""

from __future__ import annotations

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...i18n import tr
from .chart import Chart
from .what_if import WhatIf


class PlaceDock(QgsDockWidget):
    """Shows the year of the place that was clicked."""

    save_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Boreal GPP: Place"))
        self.setObjectName("boreal_gpp_place")
        self.chart = Chart()
        self.what_if = WhatIf()
        self.export = QPushButton(tr("E&xport\u2026"))
        self.export.setObjectName("export_chart")
        self.export.setToolTip(tr("Save the chart as a picture (PNG), a drawing (SVG) or a table (CSV)."))
        self.export.clicked.connect(self.save_wanted)
        side = QVBoxLayout()
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

    def set_has_place(self, has_place: bool, can_ask: bool = False) -> None:
        """Allow what needs a place, and what needs a single one."""
        self.export.setEnabled(has_place)
        self.what_if.setEnabled(can_ask)
