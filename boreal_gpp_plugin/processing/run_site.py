"""The algorithm that maps GPP: parameters to a request, the request to the pipeline."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputHtml,
    QgsProcessingOutputRasterLayer,
    QgsProcessingParameterField,
    QgsProcessingParameterVectorLayer,
)

from ..core.model.forms import FORMS
from ..core.request import REFERENCES, ZONE_USES
from ..i18n import tr
from ..layers.zones import source_of
from ..paths import cache_folder
from .site_algorithm import SiteAlgorithm, choice

_RASTERS = {"GPP": "gpp.tif", "GPP_TOTAL": "gpp_total.tif", "STRATA": "strata.tif"}


class RunSite(SiteAlgorithm):
    """Maps GPP and its drivers from product files."""

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
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self._declare_site()
        self.addParameter(choice("REFERENCE", tr("Reference GPP"), REFERENCES, "auto"))
        self.addParameter(QgsProcessingParameterVectorLayer("ZONES", tr("Zones"), [polygon], optional=True))
        self._add_advanced(
            QgsProcessingParameterField("ZONE_FIELD", tr("Field that names the zones"), parentLayerParameterName="ZONES", optional=True)
        )
        self._add_advanced(choice("ZONE_USE", tr("Use of the zones"), ZONE_USES, "stratum"))
        self._declare_grid()
        self._add_advanced(choice("MODEL", tr("Model"), list(FORMS), "boreal"))
        self._declare_results(tr("Language of the report"), tr("Run folder"))
        self._declare_outputs()

    def _declare_outputs(self) -> None:
        """Declare report and rasters."""
        self.addOutput(QgsProcessingOutputHtml("REPORT", tr("Report")))
        for name, text in (("GPP", tr("GPP of each step")), ("GPP_TOTAL", tr("Total GPP")), ("STRATA", tr("Strata"))):
            self.addOutput(QgsProcessingOutputRasterLayer(name, text))

    def _asked(self, parameters: dict, context: QgsProcessingContext) -> dict[str, Any]:
        """Return the fields of the request that the parameters give."""
        return {
            **super()._asked(parameters, context),
            "reference": self.parameterAsEnumString(parameters, "REFERENCE", context),
            "zone_field": self.parameterAsString(parameters, "ZONE_FIELD", context) or None,
            "zone_use": self.parameterAsEnumString(parameters, "ZONE_USE", context),
            "model": self.parameterAsEnumString(parameters, "MODEL", context),
        }

    def _layers(self, parameters: dict, context: QgsProcessingContext) -> dict[str, Any]:
        """Return the fields of the request that layers give; raises BorealGPPError."""
        layer = self.parameterAsVectorLayer(parameters, "ZONES", context)
        return {"zones": source_of(layer, context) if layer is not None else None}

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Run the request; return where its results are."""
        from ..core.pipeline import run  # its libraries load slowly, and may be missing

        result = self.work(partial(run, self._request, cache=cache_folder()), feedback)
        if result is None:
            return {}
        feedback.pushInfo(result.summary(self._request.language))
        folder = Path(result.folder)
        rasters = {name: str(folder / file) for name, file in _RASTERS.items()}
        return {**self._results(result, feedback), "REPORT": str(folder / "report.html"), **rasters}
