"""The algorithm that reruns a finished run under a changed climate."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputRasterLayer,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from ..core.answer import change
from ..core.errors import BorealGPPError
from ..core.scenarios import scenario, table
from ..core.scenarios.presets import PRESETS
from ..core.wording import Wording
from ..i18n import language, tr
from ..layers.project import PROJECT_FILE, finish, write_project
from .algorithm import Algorithm

_RASTERS = {
    "GPP": "gpp.tif",
    "GPP_TOTAL": "gpp_total.tif",
    "CHANGE": "gpp_total_change.tif",
    "CHANGE_SD": "gpp_total_change_sd.tif",
    "CHANGE_LOW": "gpp_total_change_low.tif",
    "CHANGE_HIGH": "gpp_total_change_high.tif",
    "EXTRAPOLATED": "extrapolated.tif",
}


class RunScenario(Algorithm):
    """Reruns a finished run under a changed climate."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = ""

    def name(self) -> str:
        """Return the id, which never changes."""
        return "scenario"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Rerun under a changed climate")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Changes the drivers of a finished run and maps GPP again with the same parameters, from the run folder alone: temperature by "
            "month, dates of thaw and freeze, soil moisture, and greenness that is held or moves with the season. Writes GPP of each "
            "step, the change of total GPP with its uncertainty and its range, and the share of GPP that rests on drivers outside their "
            "calibrated range.\n\n"
            "Presets are illustrative, no forecast: boreal Canada against 1995-2014 under SSP2-4.5 and SSP5-8.5, in 2041-2060 and "
            "2081-2100.\n"
            "Own table: a CSV file with the columns driver (lst in K, soil_moisture in percent, thaw and freeze in days, negative is "
            "earlier), month (1 to 12, or empty for all), change and, for a range, low and high; it replaces the preset.\n\n"
            "Not modelled: CO2, nutrients, change of species, new fire, thaw of permafrost."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        file = QgsProcessingParameterFile.Behavior
        self.addParameter(QgsProcessingParameterFile("RUN", tr("Run folder"), file.Folder))
        self.addParameter(
            QgsProcessingParameterEnum("PRESET", tr("Preset"), list(PRESETS), defaultValue=next(iter(PRESETS)), usesStaticStrings=True)
        )
        self.addParameter(
            QgsProcessingParameterFile("DELTAS", tr("Own table of changes"), file.File, optional=True, fileFilter="CSV (*.csv);;(*.*)")
        )
        choices = list(scenario.EVI_CHOICES)
        self.addParameter(
            QgsProcessingParameterEnum("EVI", tr("Greenness"), choices, defaultValue=scenario.SHIFTED, usesStaticStrings=True)
        )
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", tr("Scenario folder")))
        self.addOutput(QgsProcessingOutputFile("SUMMARY", tr("Summary by stratum")))
        self.addOutput(QgsProcessingOutputFile("PROJECT", tr("Project")))
        for name, text in (
            ("GPP", tr("GPP of each step")),
            ("GPP_TOTAL", tr("Total GPP")),
            ("CHANGE", tr("Change of total GPP")),
            ("CHANGE_SD", tr("Uncertainty of the change")),
            ("CHANGE_LOW", tr("Change of total GPP, lowest of the range")),
            ("CHANGE_HIGH", tr("Change of total GPP, highest of the range")),
            ("EXTRAPOLATED", tr("Extrapolated share")),
        ):
            self.addOutput(QgsProcessingOutputRasterLayer(name, text))

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Map GPP under the scenario; return where the results are."""
        from ..core.scenarios import projection  # its libraries load slowly, and may be missing

        deltas = self.parameterAsString(parameters, "DELTAS", context)
        evi = self.parameterAsEnumString(parameters, "EVI", context)
        try:
            chosen = PRESETS[self.parameterAsEnumString(parameters, "PRESET", context)]
            chosen = table.read_table(deltas, evi) if deltas else replace(chosen, evi=evi)
        except BorealGPPError as error:
            raise QgsProcessingException(error.text(language())) from error
        run, output = (self.parameterAsString(parameters, name, context) for name in ("RUN", "OUTPUT"))
        result = self.work(partial(projection.run, run, chosen, output), feedback)
        if result is None:
            return {}
        found = change(result, Wording(language()))
        if found is not None:
            feedback.pushInfo(found.text(language()))
        feedback.pushInfo(chosen.source.text(language()))
        for note in projection.notes_of(result):
            feedback.pushInfo(note.text(language()))
        self._folder = result
        folder = Path(result)
        maps = {name: str(folder / file) for name, file in _RASTERS.items() if (folder / file).is_file()}
        return {"OUTPUT": result, "SUMMARY": str(folder / "summary.csv"), "PROJECT": str(folder / PROJECT_FILE), **maps}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Save the project of the results, on the main thread."""
        if self._folder:
            try:
                finish(write_project(self._folder, language()))
            except BorealGPPError as error:
                feedback.reportError(error.text(language()))
        return {}
