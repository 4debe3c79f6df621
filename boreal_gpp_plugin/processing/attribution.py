"""The algorithm that tells what each driver adds to the skill of a run's model."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputHtml,
    QgsProcessingParameterFile,
)

from ..i18n import language, tr
from .algorithm import Algorithm


class AttributeSkill(Algorithm):
    """Parts the skill of a run's model by driver, and adds it to the run's report."""

    def name(self) -> str:
        """Return the id, which never changes."""
        return "attribution"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Tell what each driver adds to the skill")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Leaves the drivers of a finished run's model out in every combination, fits the model anew and predicts what it was not "
            "fitted to. Writes attribution.csv to the run folder and a section to its report: for each stratum each driver's share of "
            "the skill (Shapley values, which sum to it), and how much the error grows without the driver, with 5-95 % intervals.\n\n"
            "It is association, not cause: drivers that change together share what either of them could explain. It takes about as long "
            "as the calibration of 64 models."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterFile("RUN", tr("Run folder"), QgsProcessingParameterFile.Behavior.Folder))
        self.addOutput(QgsProcessingOutputFile("TABLE", tr("Shares of skill")))
        self.addOutput(QgsProcessingOutputHtml("REPORT", tr("Report")))

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Part the skill; return where table and report are."""
        from ..core.drivers import attribution
        from ..core.report import write_report

        folder = self.parameterAsString(parameters, "RUN", context)

        def job(progress: Any) -> Any:
            path, shares = attribution.of_run(folder, progress)
            return path, write_report(folder, language()), shares

        done = self.work(job, feedback)
        if done is None:
            return {}
        path, report, shares = done
        for note in shares.notes:
            feedback.pushInfo(note.text(language()))
        return {"TABLE": path, "REPORT": report}
