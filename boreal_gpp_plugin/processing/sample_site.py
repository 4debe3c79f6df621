"""The algorithm that writes a synthetic site."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ..i18n import tr
from .algorithm import Algorithm


class SampleSite(Algorithm):
    """Writes a small synthetic site in the products' real formats."""

    def name(self) -> str:
        """Return the id, which never changes."""
        return "samplesite"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Make a sample site")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Writes a synthetic boreal site near 54 N 105 W in the real formats and names of HLS, Sentinel-3 SLSTR, SMAP, MODIS and NTEMS, "
            "with flux towers and reference GPP. Use the folder as inputs of Map GPP of a site to try everything without downloads. "
            "The same seed writes the same site. The truth behind it is in the folder truth, which the main job never reads."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare the parameters."""
        integer = QgsProcessingParameterNumber.Type.Integer
        self.addParameter(QgsProcessingParameterNumber("SEED", tr("Seed"), integer, defaultValue=1, minValue=0))
        self.addParameter(
            QgsProcessingParameterNumber("SIZE_KM", tr("Length of the sides [km]"), integer, defaultValue=12, minValue=3, maxValue=58)
        )
        self.addParameter(QgsProcessingParameterNumber("YEARS", tr("Years"), integer, defaultValue=1, minValue=1, maxValue=5))
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", tr("Site folder")))

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Write the site; return its folder."""
        from ..core.sample.site import write  # its libraries load slowly, and may be missing

        folder = self.parameterAsString(parameters, "OUTPUT", context)
        numbers = [self.parameterAsInt(parameters, name, context) for name in ("SEED", "SIZE_KM", "YEARS")]
        self.work(partial(write, folder, *numbers), feedback)
        return {"OUTPUT": folder}
