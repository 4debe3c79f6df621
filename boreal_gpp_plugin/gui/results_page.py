"""Results: where they go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.gui import QgsFileWidget

from ..core.language import msg
from ..i18n import tr
from .page import Missing, Page


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
