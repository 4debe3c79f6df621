"""What the algorithms that work on a site share: where, when, on which grid, and the project of the results."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from .. import settings
from ..core.errors import BorealGPPError
from ..core.language import LANGUAGES
from ..core.request import OVERPASSES, RETRIEVALS, RunRequest
from ..i18n import language, tr
from ..layers.project import PROJECT_FILE, finish, write_project
from ..layers.zones import source_of
from .algorithm import Algorithm


class SiteAlgorithm(Algorithm):
    """The base of algorithms that make a folder of rasters from product files."""

    def __init__(self) -> None:
        super().__init__()
        self._request: Optional[RunRequest] = None
        self._finished: list[str] = []  # folders of results that want a project

    def _declare_site(self) -> None:
        """Declare where and when."""
        number = QgsProcessingParameterNumber.Type
        date = QgsProcessingParameterDateTime.Type.Date
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.addParameter(QgsProcessingParameterFile("INPUTS", tr("Inputs folder"), folder))
        self.addParameter(QgsProcessingParameterExtent("EXTENT", tr("Extent"), optional=True))
        self.addParameter(QgsProcessingParameterDateTime("START", tr("First day"), date, optional=True))
        self.addParameter(QgsProcessingParameterDateTime("END", tr("Last day"), date, optional=True))
        self.addParameter(QgsProcessingParameterNumber("STEP", tr("Step [days]"), number.Integer, defaultValue=8, minValue=1, maxValue=92))

    def _declare_zones(self, field_title: str, uses: Sequence[str]) -> None:
        """Declare zones and what they are for, the first of some uses by default."""
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(QgsProcessingParameterVectorLayer("ZONES", tr("Zones"), [polygon], optional=True))
        self._add_advanced(QgsProcessingParameterField("ZONE_FIELD", field_title, parentLayerParameterName="ZONES", optional=True))
        self._add_advanced(choice("ZONE_USE", tr("Use of the zones"), uses, uses[0]))

    def _declare_grid(self) -> None:
        """Declare the grid of the rasters, which soil moisture counts, and what of this computer or a cluster may be taken."""
        whole, real = QgsProcessingParameterNumber.Type.Integer, QgsProcessingParameterNumber.Type.Double
        self._add_advanced(choice("RETRIEVALS", tr("SMAP soil moisture and MODIS GPP that count"), RETRIEVALS, "successful"))
        self._add_advanced(choice("OVERPASSES", tr("SMAP overpasses that count"), OVERPASSES, "both"))
        self._add_advanced(QgsProcessingParameterCrs("CRS", tr("Coordinate system of the outputs"), optional=True))
        self._add_advanced(
            QgsProcessingParameterNumber("RESOLUTION", tr("Cell size of the outputs"), real, defaultValue=30.0, minValue=1e-6)
        )
        kept = settings.resources()
        self._add_advanced(
            QgsProcessingParameterNumber("THREADS", tr("Threads, 0 for as many as are sensible"), whole, kept["threads"], minValue=0)
        )
        self._add_advanced(QgsProcessingParameterNumber("MEMORY", tr("Memory of the tiles [GB]"), real, kept["memory_gb"], minValue=0.1))
        self._add_advanced(QgsProcessingParameterString("CLUSTER", tr("Address of a Dask cluster"), kept["cluster"], optional=True))

    def _declare_results(self, language_title: str, folder_title: str) -> None:
        """Declare in which language and where the results are."""
        self._add_advanced(choice("LANGUAGE", language_title, LANGUAGES, language()))
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", folder_title))
        self.addOutput(QgsProcessingOutputFile("PROJECT", tr("Project")))

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
            request = RunRequest(**self._asked(parameters, context))
        except BorealGPPError as error:
            return False, error.text(language())
        if not Path(request.inputs).is_dir():
            return False, tr("The inputs folder {folder} does not exist. Choose another folder.").format(folder=request.inputs)
        return True, ""

    def prepareAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        """Make the request, on the main thread: layers may be touched here only."""
        try:
            self._request = RunRequest(**self._asked(parameters, context), **self._layers(parameters, context))
        except BorealGPPError as error:
            raise QgsProcessingException(error.text(language())) from error
        return True

    def _asked(self, parameters: dict, context: QgsProcessingContext) -> dict[str, Any]:
        """Return the fields of the request that the parameters give."""
        box = self.parameterAsExtent(parameters, "EXTENT", context)
        box_crs = self.parameterAsExtentCrs(parameters, "EXTENT", context)
        text = partial(self.parameterAsString, parameters, context=context)
        return {
            "inputs": text("INPUTS"),
            "output": text("OUTPUT"),
            "extent": None if box.isNull() else (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()),
            "extent_crs": _code(box_crs) if not box.isNull() else None,
            "crs": _code(self.parameterAsCrs(parameters, "CRS", context)),
            "resolution": self.parameterAsDouble(parameters, "RESOLUTION", context),
            "start": self._day(parameters, "START", context),
            "end": self._day(parameters, "END", context),
            "step_days": self.parameterAsInt(parameters, "STEP", context),
            "zone_field": text("ZONE_FIELD") or None,
            "zone_use": self.parameterAsEnumString(parameters, "ZONE_USE", context),
            "retrievals": self.parameterAsEnumString(parameters, "RETRIEVALS", context),
            "overpasses": self.parameterAsEnumString(parameters, "OVERPASSES", context),
            "language": self.parameterAsEnumString(parameters, "LANGUAGE", context),
            "threads": self.parameterAsInt(parameters, "THREADS", context),
            "memory_gb": self.parameterAsDouble(parameters, "MEMORY", context),
            "cluster": text("CLUSTER").strip(),
        }

    def _layers(self, parameters: dict, context: QgsProcessingContext) -> dict[str, Any]:
        """Return the fields of the request that layers give; raises BorealGPPError."""
        layer = self.parameterAsVectorLayer(parameters, "ZONES", context)
        return {"zones": source_of(layer, context) if layer is not None else None}

    def _results(self, result: Any, feedback: QgsProcessingFeedback) -> dict[str, str]:
        """Return where the folder and its project are, given what the pipeline returned; tell its warnings."""
        for warning in result.warnings:
            feedback.pushWarning(warning.text(self._request.language))
        self._finished.append(result.folder)
        return {"OUTPUT": result.folder, "PROJECT": str(Path(result.folder) / PROJECT_FILE)}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Save the projects of the results, on the main thread."""
        for folder in self._finished:
            try:
                finish(write_project(folder, self._request.language))
            except BorealGPPError as error:
                feedback.reportError(error.text(language()))
        return {}


def choice(name: str, text: str, options: Any, default: str) -> QgsProcessingParameterEnum:
    """Return a parameter whose values are words, the same in every language and in qgis_process."""
    return QgsProcessingParameterEnum(name, text, list(options), False, default, usesStaticStrings=True)


def _code(crs: Any) -> Optional[str]:
    """Return the code of a CRS, its WKT where it has none, or None where it is not set."""
    return (crs.authid() or crs.toWkt()) if crs.isValid() else None
