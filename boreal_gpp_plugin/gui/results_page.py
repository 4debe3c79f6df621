"""Results: where they go."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsFileWidget

from .. import settings
from ..core.errors import InputError
from ..core.language import msg
from ..i18n import tr
from .page import Page


class ResultsPage(Page):
    """The run folder."""

    def __init__(self) -> None:
        super().__init__(tr("Results"), "results_page")
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setDialogTitle(tr("Folder for the Results"))
        self.folder.lineEdit().setPlaceholderText(tr("Folder for the results"))
        self.add_field(
            tr("F&older"),
            self.folder,
            "output_folder",
            tr("Folder for maps, tables and report; it is made where it is missing. An earlier run in it is replaced."),
        )
        self.folder.fileChanged.connect(self.changed)

    def restore(self) -> None:
        """Fill the fields from the settings."""
        self.folder.setFilePath(settings.OUTPUT.read())

    def store(self) -> None:
        """Keep the fields in the settings."""
        settings.OUTPUT.write(self.folder.filePath())

    def values(self) -> dict[str, Any]:
        """Return the output folder; raises InputError when none is chosen."""
        folder = self.folder.filePath().strip()
        if not folder:
            raise InputError(msg("No folder for the results is chosen."), msg("Choose a folder; a new one is best."))
        return {"output": folder}
