"""Inputs: the folder with the products, and what the check-up found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Optional

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QFormLayout, QMessageBox, QPushButton

from ..core.errors import BorealGPPError, InputError
from ..core.language import msg
from ..core.request import OVERPASSES, RETRIEVALS
from ..i18n import language, tr
from ..tasks.task import Outcome
from .checkup_view import CheckUpView
from .page import DONE, Missing, Page, State
from .table_dialog import TableDialog
from .user_tables import user_table


class InputsPage(Page):
    """Where the products are and whether they will do; a sample site for those who have none."""

    sample_wanted = pyqtSignal()

    def __init__(self) -> None:
        lead = tr("The folder with the satellite products of your site. None at hand? Make a sample site.")
        super().__init__(tr("Inputs"), "inputs_page", lead)
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setDialogTitle(tr("Folder with the Products"))
        self.folder.lineEdit().setPlaceholderText(tr("Folder with the products"))
        self.add_field(
            tr("&Folder"),
            self.folder,
            "inputs_folder",
            tr("Folder with the products of the site, in any sub-folders: HLS, Sentinel-3, SMAP, NTEMS, reference GPP, tower tables."),
        )
        self.sample = QPushButton(tr("&Make a Sample Site\u2026"))
        self.add_row(
            self.sample,
            "make_sample",
            tr("Write a small synthetic site in the products' real formats, and use it as inputs: to try everything."),
        )
        self._add_moisture()
        self.checkup = CheckUpView()
        self.add_row(self.checkup, "checkup")
        self.checkup.source_wanted.connect(self._ask_source)
        self.checkup.table_wanted.connect(self._ask_table)
        self._sources: dict[str, str] = {}
        self.setAcceptDrops(True)
        self.folder.fileChanged.connect(self._forget_sources)
        for combo in (self.retrievals, self.overpasses):
            combo.currentIndexChanged.connect(self.changed)
        self.sample.clicked.connect(self.sample_wanted)

    def _add_moisture(self) -> None:
        """Add the choice of the retrievals and overpasses that count, folded: few need it."""
        box = QgsCollapsibleGroupBox(tr("Advanced"))
        box.setCollapsed(True)
        box.setSaveCollapsedState(False)
        form = QFormLayout(box)
        self.retrievals = _choice(zip(RETRIEVALS, (tr("All that succeeded"), tr("Only recommended ones"))))
        tip = tr("Of SMAP soil moisture and MODIS GPP. Under dense forest hardly any soil moisture is recommended.")
        self.add_field(tr("Retrie&vals"), self.retrievals, "retrievals", tip, form)
        self.overpasses = _choice(zip(OVERPASSES, (tr("Morning and evening"), tr("Morning, 6 h"), tr("Evening, 18 h"))))
        self.add_field(tr("&Overpasses"), self.overpasses, "overpasses", tr("Overpasses of SMAP that count, solar time."), form)
        self.add_row(box, "counting_options")

    def draft(self) -> dict[str, Any]:
        """Return the inputs folder, the products that come from elsewhere, and the soil moisture that counts."""
        return {
            "inputs": self.folder.filePath().strip(),
            "sources": dict(self._sources),
            "retrievals": self.retrievals.currentData(),
            "overpasses": self.overpasses.currentData(),
        }

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show the inputs folder and the soil moisture that counts."""
        self.folder.setFilePath(draft.get("inputs") or "")
        self._sources = dict(draft.get("sources") or {})
        for combo in (self.retrievals, self.overpasses):
            combo.setCurrentIndex(max(combo.findData(draft.get(combo.objectName())), 0))
        self.changed.emit()

    def values(self) -> dict[str, Any]:
        """Return the inputs folder and the sources; raises InputError when the folder does not exist."""
        draft = self.draft()
        folder = draft["inputs"]
        if not folder:
            raise Missing(msg("No inputs folder is chosen."), msg("Choose the folder with the products, or make a sample site."))
        if not Path(folder).is_dir():
            raise InputError(msg("The inputs folder {folder} does not exist.", folder=folder), msg("Choose another folder."))
        return draft

    def state(self) -> State:
        """Return whether there is a folder and what the check-up says of it."""
        state = super().state()
        return self.checkup.state() if state.name == DONE else state

    def show_outcome(self, outcome: Outcome) -> None:
        """Show how the check-up ended."""
        if outcome.result is not None:
            self.checkup.show_check(outcome.result, self._sources)
        else:
            stopped = InputError(msg("The check-up of the inputs was stopped."), msg("Press Check Again."))
            self.checkup.show_error(outcome.error or stopped)

    def _forget_sources(self) -> None:
        """Take all products from the folder that was chosen."""
        self._sources.clear()
        self.changed.emit()

    def _ask_source(self, product: str, name: str) -> None:
        """Have a product taken from where its card asks for."""
        path = ""
        if name == "folder":
            path = QFileDialog.getExistingDirectory(self, tr("Folder with the Product"), self.folder.filePath())
        elif name == "file":
            path, _ = QFileDialog.getOpenFileName(self, tr("File of the Product"), self.folder.filePath())
        if path or name in ("leave_out", "inputs"):
            self.set_source(product, None if name == "inputs" else path)

    def _ask_table(self, name: str, path: str) -> None:
        """Have a table of the user's filled in, and the inputs checked again with it."""
        try:
            dialog = TableDialog(user_table(name, path, self.folder.filePath().strip()), self)
        except (BorealGPPError, OSError) as error:
            words = error.text(language()) if isinstance(error, BorealGPPError) else str(error)
            QMessageBox(QMessageBox.Icon.Warning, tr("Problem"), words, parent=self).open()
            return
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.checkup.again_wanted)
        dialog.open()

    def set_source(self, product: str, path: Optional[str]) -> None:
        """Have a product taken from a path of its own, left out (empty), or taken from the inputs folder (None)."""
        self._sources.pop(product, None)
        if path is not None:
            self._sources[product] = path
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let a folder or a file be dropped."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the folder that was dropped, or that of the file."""
        self.folder.setFilePath(_dropped(event))
        event.acceptProposedAction()


def _choice(options: Iterable[tuple[str, str]]) -> QComboBox:
    """Return a box of options, each a value and its words."""
    box = QComboBox()
    for value, words in options:
        box.addItem(words, value)
    return box


def _dropped(event: QDropEvent) -> str:
    """Return the folder that is dropped, or that of the file; empty for anything else."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return str(paths[0] if paths[0].is_dir() else paths[0].parent) if paths else ""
