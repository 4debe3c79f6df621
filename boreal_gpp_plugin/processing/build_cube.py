"""The algorithm that fuses the drivers alone: parameters to a request, the request to the pipeline."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..i18n import tr
from ..paths import cache_folder
from .site_algorithm import SiteAlgorithm


class BuildCube(SiteAlgorithm):
    """Fuses the drivers of GPP from product files."""

    def name(self) -> str:
        """Return the id, which never changes."""
        return "buildcube"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Build the cube of drivers")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Does the first half of Map GPP of a site: finds the products in the inputs folder and fuses them to greenness, temperature, "
            "soil moisture and thaw at 30 m, each step with its uncertainty, and to the days of thaw and freezing. "
            "No model is calibrated and no GPP is mapped.\n\n"
            "Extent: part of the site, in any coordinate system; empty for all that the 30 m inputs cover.\n"
            "Zones: polygons that burnt or were cut, in the year that the attribute holds or some time within the period; "
            "or, with the use each, those whose attribute use says disturbed. Their greenness has one series up to that day and another "
            "from it."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        self._declare_site()
        self._declare_zones(tr("Field that holds the year of the fire or cut"), ("disturbed", "each"))
        self._declare_grid()
        self._declare_results(tr("Language of the legends"), tr("Cube folder"))

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Build the cube; return where it is."""
        from ..core.pipeline import build_cube  # its libraries load slowly, and may be missing

        result = self.work(partial(build_cube, self._request, cache=cache_folder()), feedback)
        return {} if result is None else self._results(result, feedback)
