"""The algorithm that maps GPP: parameters to a request, the request to the pipeline."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputHtml,
    QgsProcessingOutputRasterLayer,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorLayer,
)

from ..core.errors import BorealGPPError
from ..core.language import LANGUAGES
from ..core.model.forms import FORMS
from ..core.request import REFERENCES, ZONE_USES, RunRequest
from ..i18n import language, tr
from ..layers.project import PROJECT_FILE, finish, write_project
from ..layers.zones import source_of
from ..paths import cache_folder
from .algorithm import Algorithm

_RASTERS = {"GPP": "gpp.tif", "GPP_TOTAL": "gpp_total.tif", "STRATA": "strata.tif"}


class RunSite(Algorithm):
    """Maps GPP and its drivers from product files."""

    def __init__(self) -> None:
        super().__init__()
        self._request: Optional[RunRequest] = None
        self._is_done = False

    def name(self) -> str:
        """Return the id, which never changes."""
        return "runsite"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Map GPP of a site")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Finds the products in the inputs folder, fuses them to a cube of greenness, temperature, soil moisture and thaw at 30 m, "
            "calibrates a model of gross primary productivity (GPP) for each stratum of land cover and years since fire, "
            "validates it on data held out, and writes maps, tables, a report and a styled project (site.qgz) to the run folder.\n\n"
            "Extent: part of the site, in any coordinate system; empty for all that the 30 m inputs cover.\n"
            "Reference: auto takes the finest gridded reference in the inputs other than MOD17, with towers where there are any.\n"
            "Zones: polygons that are strata of their own (stratum), outside of which nothing is mapped (only), "
            "or whose attribute holds the VLCE2 code that replaces the land cover (cover)."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        number = QgsProcessingParameterNumber.Type
        date = QgsProcessingParameterDateTime.Type.Date
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.addParameter(QgsProcessingParameterFile("INPUTS", tr("Inputs folder"), folder))
        self.addParameter(QgsProcessingParameterExtent("EXTENT", tr("Extent"), optional=True))
        self.addParameter(QgsProcessingParameterDateTime("START", tr("First day"), date, optional=True))
        self.addParameter(QgsProcessingParameterDateTime("END", tr("Last day"), date, optional=True))
        self.addParameter(QgsProcessingParameterNumber("STEP", tr("Step [days]"), number.Integer, defaultValue=8, minValue=1, maxValue=92))
        self.addParameter(_choice("REFERENCE", tr("Reference GPP"), REFERENCES, "auto"))
        self.addParameter(QgsProcessingParameterVectorLayer("ZONES", tr("Zones"), [polygon], optional=True))
        self._add_advanced(
            QgsProcessingParameterField("ZONE_FIELD", tr("Field that names the zones"), parentLayerParameterName="ZONES", optional=True)
        )
        self._add_advanced(_choice("ZONE_USE", tr("Use of the zones"), ZONE_USES, "stratum"))
        self._add_advanced(QgsProcessingParameterCrs("CRS", tr("Coordinate system of the outputs"), optional=True))
        self._add_advanced(
            QgsProcessingParameterNumber("RESOLUTION", tr("Cell size of the outputs"), number.Double, defaultValue=30.0, minValue=1e-6)
        )
        self._add_advanced(_choice("MODEL", tr("Model"), list(FORMS), "boreal"))
        self._add_advanced(_choice("LANGUAGE", tr("Language of the report"), LANGUAGES, language()))
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", tr("Run folder")))
        self.addOutput(QgsProcessingOutputHtml("REPORT", tr("Report")))
        self.addOutput(QgsProcessingOutputFile("PROJECT", tr("Project")))
        for name, text in (("GPP", tr("GPP of each step")), ("GPP_TOTAL", tr("Total GPP")), ("STRATA", tr("Strata"))):
            self.addOutput(QgsProcessingOutputRasterLayer(name, text))

    def _add_advanced(self, parameter: QgsProcessingParameterDefinition) -> None:
        """Declare a parameter that few need."""
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def checkParameterValues(self, parameters: dict, context: QgsProcessingContext) -> tuple[bool, str]:
        """Return whether the parameters make a request, and why not."""
        is_valid, reason = super().checkParameterValues(parameters, context)
        if not is_valid:
            return is_valid, reason
        try:
            self._make_request(parameters, context, zones=None)
        except BorealGPPError as error:
            return False, error.text(language())
        inputs = self.parameterAsString(parameters, "INPUTS", context)
        if not Path(inputs).is_dir():
            return False, tr("The inputs folder {folder} does not exist. Choose another folder.").format(folder=inputs)
        return True, ""

    def prepareAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        """Make the request, on the main thread: layers may be touched here only."""
        layer = self.parameterAsVectorLayer(parameters, "ZONES", context)
        try:
            zones = source_of(layer, context) if layer is not None else None
            self._request = self._make_request(parameters, context, zones)
        except BorealGPPError as error:
            raise QgsProcessingException(error.text(language())) from error
        return True

    def _make_request(self, parameters: dict, context: QgsProcessingContext, zones: Optional[str]) -> RunRequest:
        """Return the request that the parameters make; raises InputError."""
        box = self.parameterAsExtent(parameters, "EXTENT", context)
        box_crs = self.parameterAsExtentCrs(parameters, "EXTENT", context)
        crs = self.parameterAsCrs(parameters, "CRS", context)
        text = partial(self.parameterAsString, parameters, context=context)
        return RunRequest(
            inputs=text("INPUTS"),
            output=text("OUTPUT"),
            extent=None if box.isNull() else (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()),
            extent_crs=_code(box_crs) if not box.isNull() else None,
            crs=_code(crs),
            resolution=self.parameterAsDouble(parameters, "RESOLUTION", context),
            start=self._day(parameters, "START", context),
            end=self._day(parameters, "END", context),
            step_days=self.parameterAsInt(parameters, "STEP", context),
            reference=self.parameterAsEnumString(parameters, "REFERENCE", context),
            zones=zones,
            zone_field=text("ZONE_FIELD") or None,
            zone_use=self.parameterAsEnumString(parameters, "ZONE_USE", context),
            model=self.parameterAsEnumString(parameters, "MODEL", context),
            language=self.parameterAsEnumString(parameters, "LANGUAGE", context),
        )

    def _day(self, parameters: dict, name: str, context: QgsProcessingContext) -> Optional[str]:
        """Return a day as ISO date, or None where it is not given."""
        day = self.parameterAsDateTime(parameters, name, context).date()
        return day.toString("yyyy-MM-dd") if day.isValid() else None

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Run the request; return where its results are."""
        from ..core.pipeline import run  # its libraries load slowly, and may be missing

        result = self.work(partial(run, self._request, cache=cache_folder()), feedback)
        if result is None:
            return {}
        for warning in result.warnings:
            feedback.pushWarning(warning.text(self._request.language))
        feedback.pushInfo(result.summary(self._request.language))
        self._is_done = True
        folder = Path(result.folder)
        return {
            "OUTPUT": str(folder),
            "REPORT": str(folder / "report.html"),
            "PROJECT": str(folder / PROJECT_FILE),
            **{name: str(folder / file) for name, file in _RASTERS.items()},
        }

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Save the project of the results, on the main thread."""
        if self._is_done:
            try:
                finish(write_project(self._request.output, self._request.language))
            except BorealGPPError as error:
                feedback.reportError(error.text(language()))
        return {}


def _choice(name: str, text: str, options: Any, default: str) -> QgsProcessingParameterEnum:
    """Return a parameter whose values are words, the same in every language and in qgis_process."""
    return QgsProcessingParameterEnum(name, text, list(options), False, default, usesStaticStrings=True)


def _code(crs: Any) -> Optional[str]:
    """Return the code of a CRS, its WKT where it has none, or None where it is not set."""
    return (crs.authid() or crs.toWkt()) if crs.isValid() else None
