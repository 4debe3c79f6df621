"""Inputs: the folder with the products."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from .page import Missing, Page


class InputsPage(Page):
    """Where the products are; a sample site for those who have none."""

    sample_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Inputs"), "inputs_page")
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
        self.folder.fileChanged.connect(self.changed)
        self.sample.clicked.connect(self.sample_wanted)

    def draft(self) -> dict[str, Any]:
        """Return the inputs folder."""
        return {"inputs": self.folder.filePath().strip()}

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show the inputs folder."""
        self.folder.setFilePath(draft.get("inputs") or "")

    def values(self) -> dict[str, Any]:
        """Return the inputs folder; raises InputError when it does not exist."""
        draft = self.draft()
        folder = draft["inputs"]
        if not folder:
            raise Missing(msg("No inputs folder is chosen."), msg("Choose the folder with the products, or make a sample site."))
        if not Path(folder).is_dir():
            raise InputError(msg("The inputs folder {folder} does not exist.", folder=folder), msg("Choose another folder."))
        return draft
