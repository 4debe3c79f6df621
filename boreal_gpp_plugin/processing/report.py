"""The algorithm that writes a run's report anew."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputHtml,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
)

from ..core.language import LANGUAGES
from ..i18n import language, tr
from .algorithm import Algorithm


class RewriteReport(Algorithm):
    """Writes the report of a finished run anew, in either language."""

    def name(self) -> str:
        """Return the id, which never changes."""
        return "report"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Write the report of a run again")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Writes report.html of a finished run anew from what its folder holds, in English or French: after a change of language, or "
            "after tables were added to the run."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        self.addParameter(QgsProcessingParameterFile("RUN", tr("Run folder"), QgsProcessingParameterFile.Behavior.Folder))
        self.addParameter(
            QgsProcessingParameterEnum(
                "LANGUAGE", tr("Language of the report"), list(LANGUAGES), defaultValue=language(), usesStaticStrings=True
            )
        )
        self.addOutput(QgsProcessingOutputHtml("REPORT", tr("Report")))

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Write the report; return where it is."""
        from ..core.report import write_report
        from ..core.run.finished_run import FinishedRun

        folder = self.parameterAsString(parameters, "RUN", context)
        words = self.parameterAsEnumString(parameters, "LANGUAGE", context)
        report = self.work(lambda progress: write_report(str(FinishedRun.read(folder).folder), words), feedback)
        return {} if report is None else {"REPORT": report}
