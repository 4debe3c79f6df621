"""Inputs: the folder with the products."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

from .. import settings
from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from .page import Page


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

    def restore(self) -> None:
        """Fill the fields from the settings."""
        self.folder.setFilePath(settings.INPUTS.read())

    def store(self) -> None:
        """Keep the fields in the settings."""
        settings.INPUTS.write(self.folder.filePath())

    def values(self) -> dict[str, Any]:
        """Return the inputs folder; raises InputError when it does not exist."""
        folder = self.folder.filePath().strip()
        if not folder:
            raise InputError(msg("No inputs folder is chosen."), msg("Choose the folder with the products, or make a sample site."))
        if not Path(folder).is_dir():
            raise InputError(msg("The inputs folder {folder} does not exist.", folder=folder), msg("Choose another folder."))
        return {"inputs": folder}
