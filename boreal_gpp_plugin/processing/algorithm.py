"""What the algorithms share: group, help, packages, progress and errors."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Optional

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QIcon

from ..core import packages, threads
from ..core.errors import BorealGPPError, Cancelled, explained
from ..core.language import Message
from ..core.progress import Progress, throttled
from ..i18n import language, tr
from ..paths import ICON, help_page


class Algorithm(QgsProcessingAlgorithm):
    """The base of the plugin's algorithms."""

    def createInstance(self) -> Algorithm:
        """Return a fresh algorithm."""
        return type(self)()

    def group(self) -> str:
        """Return the group's name."""
        return "Boreal GPP"

    def groupId(self) -> str:
        """Return the group's id, which never changes."""
        return "borealgpp"

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def helpUrl(self) -> str:
        """Return the address of the local guide at this algorithm."""
        url = QUrl.fromLocalFile(str(help_page(language())))
        url.setFragment(self.name())
        return url.toString()

    def tags(self) -> list[str]:
        """Return words that find the algorithm."""
        return tr("gpp,gross primary productivity,boreal,carbon,forest,hls,smap,sentinel-3,modis,ntems").split(",")

    def canExecute(self) -> tuple[bool, str]:
        """Return whether all packages are there, and which are not."""
        try:
            packages.require()
        except BorealGPPError as error:
            return False, error.text(language())
        return True, ""

    def _day(self, parameters: dict, name: str, context: QgsProcessingContext) -> Optional[str]:
        """Return a day as ISO date, or None where it is not given."""
        day = self.parameterAsDateTime(parameters, name, context).date()
        return day.toString("yyyy-MM-dd") if day.isValid() else None

    def work(self, job: Callable[[Progress], Any], feedback: QgsProcessingFeedback) -> Any:
        """Return what `job` returns, or None where the user cancelled.

        Raises
        ------
        QgsProcessingException
            With what went wrong, where, and what to do.
        """
        words = language()
        shown = None

        def report(share: float, text: Message) -> None:
            nonlocal shown
            feedback.setProgress(100 * share)
            if text != shown:
                shown = text
                feedback.setProgressText(text.text(words))

        try:
            return threads.alone(partial(job, Progress(throttled(report), feedback.isCanceled)))
        except Cancelled:
            return None
        except Exception as error:  # also the unforeseen, which would show as a bare traceback
            raise QgsProcessingException(explained(error).text(words)) from error
