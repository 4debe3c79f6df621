"""The algorithm that says what is in an inputs folder."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ..core.request import RunRequest
from ..i18n import language, tr
from ..paths import cache_folder
from .algorithm import Algorithm


class Inspect(Algorithm):
    """Looks through the inputs and says what a run would make of them."""

    def name(self) -> str:
        """Return the id, which never changes."""
        return "inspect"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Check the inputs of a site")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Looks through a folder of satellite products, maps and tower tables without running anything. For each product it says what "
            "was found: dates, grid, the share of the site with values, copies and gaps. Each problem comes with what to do about it. "
            "Files that have not changed since the last check are not opened again."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare the parameters."""
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.addParameter(QgsProcessingParameterFile("INPUTS", tr("Inputs folder"), folder))
        self.addParameter(QgsProcessingParameterExtent("EXTENT", tr("Extent"), optional=True))
        date = QgsProcessingParameterDateTime.Type.Date
        self.addParameter(QgsProcessingParameterDateTime("START", tr("First day"), date, optional=True))
        self.addParameter(QgsProcessingParameterDateTime("END", tr("Last day"), date, optional=True))
        pages = tr("Pages (*.html)")
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT_HTML", tr("Check-up"), pages))

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Look through the inputs; return where the page is."""
        from ..core.preflight import check_up  # its libraries load slowly, and may be missing
        from ..core.report.checkup import write_checkup

        inputs = self.parameterAsString(parameters, "INPUTS", context)
        page = self.parameterAsFileOutput(parameters, "OUTPUT_HTML", context)
        box = self.parameterAsExtent(parameters, "EXTENT", context)
        crs = self.parameterAsExtentCrs(parameters, "EXTENT", context)
        start, end = (self._day(parameters, name, context) for name in ("START", "END"))

        def job(progress: Any) -> Any:
            extent = None if box.isNull() else (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
            code = None if extent is None or not crs.isValid() else crs.authid() or crs.toWkt()
            check = check_up(RunRequest(inputs, "", extent, code, start=start, end=end), progress, cache_folder())
            write_checkup(check, page, language())
            return check

        check = self.work(job, feedback)
        if check is None:
            return {}
        for finding in check.findings:
            text = " ".join(part.text(language()) for part in (finding.text, finding.fix) if part)
            (feedback.pushInfo if finding.level == "pass" else feedback.pushWarning)(text)
        return {"OUTPUT_HTML": page}
