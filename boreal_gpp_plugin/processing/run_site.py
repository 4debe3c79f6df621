"""The algorithm that maps GPP: parameters to a request, the request to the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFolder,
    QgsProcessingOutputHtml,
    QgsProcessingOutputRasterLayer,
    QgsProcessingParameterEnum,
)

from ..core.language import msg
from ..core.model.forms import site_forms
from ..core.progress import Progress
from ..core.request import REFERENCES, ZONE_USES
from ..core.scenarios.presets import PRESETS
from ..i18n import tr
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
            "Reference: one, or several that weigh the same; auto takes the finest gridded one in the inputs other than MOD17, and flux "
            "towers, where there are any, check the result.\n"
            "Zones: polygons whose land covers have parameters of their own (stratum), outside of which nothing is mapped (only), "
            "or whose attribute holds the VLCE2 code that replaces the land cover (cover), "
            "or that burnt or were cut, in the year that the attribute holds or some time within the period (disturbed).\n"
            "Scenario: a changed climate under which GPP is mapped too, into a folder beside that of the run."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        self._declare_site()
        self.addParameter(
            QgsProcessingParameterEnum("REFERENCE", tr("Reference GPP"), list(REFERENCES), True, ["auto"], usesStaticStrings=True)
        )
        self._declare_zones(tr("Field that names the zones"), ZONE_USES)
        self._declare_grid()
        self._add_advanced(choice("MODEL", tr("Model"), list(site_forms()), "boreal"))
        self._add_advanced(
            QgsProcessingParameterEnum("SCENARIO", tr("Scenario"), list(PRESETS), False, None, optional=True, usesStaticStrings=True)
        )
        self._declare_results(tr("Language of the report"), tr("Run folder"))
        self._declare_outputs()

    def _declare_outputs(self) -> None:
        """Declare report, rasters and the folder of the scenario."""
        self.addOutput(QgsProcessingOutputHtml("REPORT", tr("Report")))
        self.addOutput(QgsProcessingOutputFolder("SCENARIO_FOLDER", tr("Scenario folder")))
        for name, text in (("GPP", tr("GPP of each step")), ("GPP_TOTAL", tr("Total GPP")), ("STRATA", tr("Strata"))):
            self.addOutput(QgsProcessingOutputRasterLayer(name, text))

    def _asked(self, parameters: dict, context: QgsProcessingContext) -> dict[str, Any]:
        """Return the fields of the request that the parameters give."""
        return {
            **super()._asked(parameters, context),
            "reference": ",".join(self.parameterAsEnumStrings(parameters, "REFERENCE", context)),
            "model": self.parameterAsEnumString(parameters, "MODEL", context),
        }

    def _preset(self, parameters: dict, context: QgsProcessingContext) -> str:
        """Return the name of the scenario to map beside the run, empty for none."""
        return self.parameterAsEnumString(parameters, "SCENARIO", context)

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Run the request, and the scenario; return where the results are."""
        from ..core.pipeline import run  # its libraries load slowly, and may be missing
        from ..core.scenarios import projection

        def job(progress: Progress) -> Any:
            preset = self._preset(parameters, context)
            if not preset:
                return run(self._request, progress, cache_folder()), None
            with progress.stage(msg("Mapping GPP"), 0.0, 0.85):
                result = run(self._request, progress, cache_folder())
            with progress.stage(msg("Mapping GPP under the scenario"), 0.85, 1.0):
                return result, projection.run(result.folder, PRESETS[preset], f"{result.folder}_{preset}", progress)

        done = self.work(job, feedback)
        if done is None:
            return {}
        result, scenario = done
        feedback.pushInfo(result.summary(self._request.language))
        folder = Path(result.folder)
        rasters = {name: str(folder / file) for name, file in _RASTERS.items()}
        results = {**self._results(result, feedback), "REPORT": str(folder / "report.html"), **rasters}
        if scenario is not None:
            self._finished.append(scenario)
            results["SCENARIO_FOLDER"] = scenario
        return results
