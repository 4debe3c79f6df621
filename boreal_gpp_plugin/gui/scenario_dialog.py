"""The dialog that asks under which climate a finished run is mapped again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Optional

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from ..core.errors import BorealGPPError
from ..core.scenarios.presets import PRESETS
from ..core.scenarios.scenario import HELD, NOT_MODELLED, SHIFTED, Scenario
from ..core.scenarios.table import read_table
from ..i18n import language, tr
from .button import CANCEL, OK, dialog_buttons
from .text import grow

_TABLE = "table"
_WIDTH_PX = 560  # at which its words take few lines


class ScenarioDialog(QDialog):
    """Asks for a changed climate and for the folder of its maps.

    Parameters
    ----------
    run : str
        Folder of the finished run.
    parent : QWidget, optional
        Of the dialog.
    """

    def __init__(self, run: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Map {name} under a Changed Climate").format(name=Path(run).name))
        self.setObjectName("scenario_dialog")
        self._run = run
        self.climate = QComboBox()
        self.climate.setObjectName("scenario_climate")
        for name, preset in PRESETS.items():
            self.climate.addItem(preset.title.text(language()), name)
        self.climate.addItem(tr("Own table of changes"), _TABLE)
        self.table = QgsFileWidget()
        self.table.setObjectName("scenario_table")
        self.table.setFilter("CSV (*.csv)")
        self.table.setToolTip(
            tr(
                "Columns driver (lst in K, soil_moisture in percent, thaw and freeze in days, negative is earlier), month (1 to 12, or "
                "empty for all), change and, for a range, low and high. The file scenario.csv of any scenario is such a table."
            )
        )
        self.greenness = QComboBox()
        self.greenness.setObjectName("scenario_greenness")
        self.greenness.addItem(tr("Moves with the season"), SHIFTED)
        self.greenness.addItem(tr("Stays as it is"), HELD)
        self.folder = QgsFileWidget()
        self.folder.setObjectName("scenario_folder")
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setToolTip(tr("A new folder; an earlier scenario in it is replaced."))
        self.words, self.problem = QLabel(), QLabel()
        for label in (self.words, self.problem):
            label.setWordWrap(True)
        self.problem.setObjectName("scenario_problem")
        self.buttons = dialog_buttons(self, OK, CANCEL, ok=tr("Map It"))
        form = QFormLayout()
        rows = (
            (tr("&Climate"), self.climate),
            (tr("&Table"), self.table),
            (tr("&Greenness"), self.greenness),
            (tr("&Folder"), self.folder),
        )
        for text, field in rows:
            label = QLabel(text)
            label.setBuddy(field)
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        for widget in (self.words, self.problem, self.buttons):
            layout.addWidget(widget)
        self.climate.currentIndexChanged.connect(self._follow)
        for field in (self.table, self.folder):
            field.fileChanged.connect(self._check)
        self.resize(_WIDTH_PX, 0)
        self._follow()

    @property
    def output(self) -> str:
        """Folder of the scenario."""
        return self.folder.filePath().strip()

    def scenario(self) -> Scenario:
        """Return the climate that is asked for; raises InputError with what is wrong in an own table."""
        evi = self.greenness.currentData()
        if self.climate.currentData() == _TABLE:
            return read_table(self.table.filePath(), evi)
        return replace(PRESETS[self.climate.currentData()], evi=evi)

    def _follow(self) -> None:
        """Tell where the climate comes from and what is not in it, and offer a folder of its name."""
        name = self.climate.currentData()
        self.table.setEnabled(name == _TABLE)
        source = PRESETS[name].source.text(language()) if name in PRESETS else self.table.toolTip()
        self.words.setText(f"{source}\n\n{NOT_MODELLED.text(language())}")
        self.folder.setFilePath(f"{self._run}_{name}")
        self._check()

    def _check(self) -> None:
        """Allow to go on only with a folder and a table that can be read, and say what is wrong with one that can't."""
        problem = ""
        try:
            if self.climate.currentData() != _TABLE or self.table.filePath():
                self.scenario()
        except BorealGPPError as error:
            problem = error.text(language())
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        grow(self)
        has_table = self.climate.currentData() != _TABLE or bool(self.table.filePath())
        is_elsewhere = bool(self.output) and Path(self.output).resolve() != Path(self._run).resolve()
        self.buttons.button(OK).setEnabled(not problem and has_table and is_elsewhere)
