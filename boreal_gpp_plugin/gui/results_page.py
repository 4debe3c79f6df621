"""Results: where they go, and what can be asked of those that are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QGridLayout, QWidget

from ..core.language import msg
from ..i18n import tr
from .button import push_button
from .page import Missing, Page
from .text import wrapped


class ResultsPage(Page):
    """The run folder; places, tables and comparisons of finished runs."""

    look_wanted = pyqtSignal(bool)  # whether clicks on the canvas look at places
    table_wanted = pyqtSignal()
    scenario_wanted = pyqtSignal()
    open_wanted = pyqtSignal()
    report_wanted = pyqtSignal()
    time_wanted = pyqtSignal()
    page_wanted = pyqtSignal()
    run_chosen = pyqtSignal()

    def __init__(self) -> None:
        lead = tr("Where results go. Once they are on the map, look closer below.")
        super().__init__(tr("Results"), "results_page", lead)
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setDialogTitle(tr("Folder for the Results"))
        self.folder.lineEdit().setPlaceholderText(tr("Folder for the results"))
        self.add_field(
            tr("Results f&older"),
            self.folder,
            "output_folder",
            tr("Folder for maps, tables and report; it is made where it is missing. An earlier run in it is replaced."),
        )
        self.answer = wrapped()
        self.add_row(self.answer, "answer")
        self.run = QComboBox()
        self.add_field(tr("Finishe&d run"), self.run, "shown_run", tr("The run on the map that is looked at."))
        self.other = QComboBox()
        self.add_field(
            tr("Co&mpare with"), self.other, "other_run", tr("Another run on the map, of the same period and step, to compare places with.")
        )
        self.look = push_button(
            tr("Loo&k at a Place"),
            "look_at_place",
            tr("Click a pixel, a zone or a flux tower on the map: the year's GPP and its drivers, what limits when, and what if."),
        )
        self.look.setCheckable(True)
        self.report = push_button(
            tr("Re&port"), "show_report", tr("Open the report of the run: how much carbon, where, how good, and what limits it.")
        )
        self.time = push_button(
            tr("Throu&gh the Year"), "through_time", tr("Show QGIS's temporal controller, which steps through the maps of the run.")
        )
        self.table = push_button(tr("Ta&ble\u2026"), "zonal_table", tr("Area and GPP of each stratum and zone, to sort and to export."))
        self.scenario = push_button(
            tr("Change the C&limate\u2026"),
            "change_climate",
            tr("Map the whole run again under warmer climates, illustrative presets or a table of your own."),
        )
        self.open = push_button(tr("Open a Run\u2026"), "open_run", tr("Bring a finished run from its folder to the map."))
        self.page = push_button(
            tr("Map to Ha&nd On\u2026"),
            "map_page",
            tr("Lay the map that is shown out on a page, with legend, scale bar and the answer, to export it as PDF or picture."),
        )
        buttons = QWidget()
        grid = QGridLayout(buttons)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.look, 0, 0, 1, 2)
        grid.addWidget(self.scenario, 1, 0, 1, 2)
        for i, button in enumerate((self.report, self.time, self.table, self.page)):
            grid.addWidget(button, 2 + i // 2, i % 2)
        grid.addWidget(self.open, 4, 0, 1, 2)
        self.add_row(buttons, "results_buttons", "")
        self.show_runs([])
        self.folder.fileChanged.connect(self.changed)
        self.run.currentIndexChanged.connect(self._follow)
        self.other.currentIndexChanged.connect(self._follow)
        self.look.toggled.connect(self.look_wanted)
        self.table.clicked.connect(self.table_wanted)
        self.scenario.clicked.connect(self.scenario_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.report.clicked.connect(self.report_wanted)
        self.time.clicked.connect(self.time_wanted)
        self.page.clicked.connect(self.page_wanted)

    def show_runs(self, folders: Sequence[str]) -> None:
        """Offer the finished runs that are on the map; the one that was chosen stays chosen."""
        before = self.chosen_runs()
        for combo, nothing in ((self.run, ()), (self.other, (tr("No other run"),))):
            chosen = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            for text in nothing:
                combo.addItem(text, None)
            for folder in folders:
                combo.addItem(Path(folder).name, folder)
            combo.setCurrentIndex(max(combo.findData(chosen), 0))
            combo.blockSignals(False)
        self.run.setEnabled(bool(folders))
        self.other.setEnabled(len(folders) > 1)
        for button in (self.look, self.scenario, self.report, self.time, self.table, self.page):
            button.setEnabled(bool(folders))
        if not folders:
            self.set_looking(False)
        elif before != self.chosen_runs():
            self._follow()
        self.run_chosen.emit()

    def choose(self, folder: str) -> None:
        """Choose a run by its folder, where it is offered."""
        at = self.run.findData(folder)
        if at >= 0:
            self.run.setCurrentIndex(at)

    def chosen_runs(self) -> list[str]:
        """Return the folder of the run that is looked at, and that of the run it is compared with, if any."""
        return list(dict.fromkeys(folder for folder in (self.run.currentData(), self.other.currentData()) if folder))

    def set_looking(self, active: bool) -> None:
        """Show whether clicks on the canvas look at places."""
        self.look.setChecked(active)

    def tell(self, answer: str) -> None:
        """Show the answer of the run that is chosen."""
        self.answer.setText(answer)

    def _follow(self) -> None:
        """Look at the runs that are chosen now."""
        self.run_chosen.emit()
        if self.look.isChecked():
            self.look_wanted.emit(True)

    def draft(self) -> dict[str, Any]:
        """Return the output folder."""
        return {"output": self.folder.filePath().strip()}

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show the output folder."""
        self.folder.setFilePath(draft.get("output") or "")

    def values(self) -> dict[str, Any]:
        """Return the output folder; raises Missing when none is chosen."""
        draft = self.draft()
        if not draft["output"]:
            raise Missing(msg("No folder for the results is chosen."), msg("Choose a folder; a new one is best."))
        return draft
