"""The algorithm that tells where a difference of GPP comes from."""

from __future__ import annotations

from functools import partial
from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..core.errors import BorealGPPError
from ..i18n import language, tr
from ..layers.zones import source_of
from .algorithm import Algorithm

_BETWEEN = ("zones", "years", "runs")


class ExplainDifference(Algorithm):
    """Parts a difference of GPP between two zones, years or runs by driver."""

    def __init__(self) -> None:
        super().__init__()
        self._zones: Optional[tuple[str, Optional[str]]] = None

    def name(self) -> str:
        """Return the id, which never changes."""
        return "difference"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Explain a difference of GPP")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Tells how much of the difference of GPP between two zones, two years or two runs comes from each driver, as the model sees "
            "it. The parts sum to the difference exactly; each is what the driver adds on average over every order in which the drivers "
            "may change.\n\n"
            "Zones: a polygon layer and the names of two of its zones; without a layer, the ids of two strata, such as coniferous and "
            "wetland.\n"
            "Years: two years of the run. Runs: the folder of the other run, on the same grid and of the same model."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        folder = QgsProcessingParameterFile.Behavior.Folder
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(QgsProcessingParameterFile("RUN", tr("Run folder"), folder))
        self.addParameter(
            QgsProcessingParameterEnum(
                "BETWEEN", tr("Difference between two"), list(_BETWEEN), defaultValue="zones", usesStaticStrings=True
            )
        )
        self.addParameter(QgsProcessingParameterString("FIRST", tr("First zone or year"), optional=True))
        self.addParameter(QgsProcessingParameterString("SECOND", tr("Second zone or year"), optional=True))
        self.addParameter(QgsProcessingParameterVectorLayer("ZONES", tr("Zones"), [polygon], optional=True))
        self.addParameter(
            QgsProcessingParameterField("ZONE_FIELD", tr("Field that names the zones"), parentLayerParameterName="ZONES", optional=True)
        )
        self.addParameter(QgsProcessingParameterFile("OTHER_RUN", tr("Folder of the other run"), folder, optional=True))
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Table of the parts"), "CSV (*.csv)"))

    def prepareAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        """Find the file of the zones, on the main thread: layers may be touched here only."""
        layer = self.parameterAsVectorLayer(parameters, "ZONES", context)
        try:
            field = self.parameterAsString(parameters, "ZONE_FIELD", context) or None
            self._zones = (source_of(layer, context), field) if layer is not None else None
        except BorealGPPError as error:
            raise QgsProcessingException(error.text(language())) from error
        return True

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Part the difference; return where the table is."""
        from ..core.drivers import comparison
        from ..core.run.finished_run import FinishedRun

        text = partial(self.parameterAsString, parameters, context=context)
        between = self.parameterAsEnumString(parameters, "BETWEEN", context)
        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        second = text("OTHER_RUN") if between == "runs" else text("SECOND")

        def job(progress: Any) -> Any:
            run = FinishedRun.read(text("RUN"))
            found = comparison.compare(run, between, text("FIRST"), second, self._zones, progress)
            comparison.write_table(found, run.form, path)
            return run, found

        done = self.work(job, feedback)
        if done is None:
            return {}
        run, found = done
        feedback.pushInfo(tr("GPP: {first:.1f} and {second:.1f} g C m-2").format(first=found.before, second=found.after))
        titles = comparison.titles_of(run.form)
        for name, part in found.parts.items():
            feedback.pushInfo(f"{part:+9.1f}  {titles[name].text(language())}")
        return {"OUTPUT": path}
