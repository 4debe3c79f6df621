"""The provider: the plugin's branch of the toolbox."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..paths import ICON
from .attribution import AttributeSkill
from .build_cube import BuildCube
from .calibrate_table import CalibrateTable
from .difference import ExplainDifference
from .inspect import Inspect
from .report import RewriteReport
from .run_set_up import RunSetUp
from .run_site import RunSite
from .sample_site import SampleSite
from .scenario import RunScenario


class Provider(QgsProcessingProvider):
    """Offers the algorithms under `borealgpp`."""

    def id(self) -> str:
        """Return the provider's id, which never changes."""
        return "borealgpp"

    def name(self) -> str:
        """Return the provider's name."""
        return "Boreal GPP"

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def loadAlgorithms(self) -> None:
        """Make the algorithms."""
        for algorithm in (
            SampleSite,
            Inspect,
            RunSite,
            RunSetUp,
            BuildCube,
            CalibrateTable,
            RunScenario,
            ExplainDifference,
            AttributeSkill,
            RewriteReport,
        ):
            self.addAlgorithm(algorithm())
