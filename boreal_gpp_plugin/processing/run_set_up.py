"""The algorithm that runs a set-up which the dock saved, on this computer or another."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputFile, QgsProcessingParameterFile, QgsProcessingParameterFolderDestination

from .. import settings
from ..core import set_up
from ..i18n import tr
from .run_site import RunSite


class RunSetUp(RunSite):
    """Maps GPP as a set-up file says."""

    def name(self) -> str:
        """Return the id, which never changes."""
        return "runsetup"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Run a saved set-up")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Maps GPP of a site as a set-up file says: one that the dock saved, or the run.json of a finished run. Paths in it that lie "
            "near the file move with it, so that a folder with inputs and set-up can be shared and run on another computer.\n\n"
            "Run folder: where the set-up says, or elsewhere."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        file = QgsProcessingParameterFile.Behavior.File
        self.addParameter(QgsProcessingParameterFile("SETUP", tr("Set-up"), file, fileFilter="JSON (*.json)"))
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", tr("Run folder"), optional=True, createByDefault=False))
        self.addOutput(QgsProcessingOutputFile("PROJECT", tr("Project")))
        self._declare_outputs()

    def _asked(self, parameters: dict, context: QgsProcessingContext) -> dict[str, Any]:
        """Return the fields of the request that the file holds, for this computer, and another folder if asked; raises InputError."""
        asked = {**set_up.request(self.parameterAsString(parameters, "SETUP", context)).to_dict(), **settings.resources()}
        output = self.parameterAsString(parameters, "OUTPUT", context)
        return {**asked, "output": output} if output else asked

    def _layers(self, parameters: dict, context: QgsProcessingContext) -> dict[str, Any]:
        """Return nothing: the zones are a file that the set-up names."""
        return {}

    def _preset(self, parameters: dict, context: QgsProcessingContext) -> str:
        """Return the name of the scenario that the set-up asks for, empty for none."""
        return set_up.preset(self.parameterAsString(parameters, "SETUP", context))
