"""The view of results: what the results page asks for, on the canvas and in windows of its own."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsReferencedRectangle
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt, QTimer
from qgis.PyQt.QtWidgets import QDockWidget, QFileDialog

from ..core.answer import answer
from ..core.errors import InputError
from ..core.language import msg
from ..core.scenarios.deltas import Deltas
from ..core.scenarios.scenario import Scenario
from ..core.wording import Wording
from ..i18n import language, tr
from ..layers.map_page import add_map_page
from ..layers.project import runs_in
from .launcher import Launcher, open_file
from .place.targets import FieldOf
from .place.view import PlaceView
from .results_page import ResultsPage
from .scenario_dialog import ScenarioDialog
from .text import unbroken
from .zonal_dialog import ZonalDialog

if TYPE_CHECKING:
    from ..core.strata.zonal import Row

_TEMPORAL = "Temporal Controller"  # object name of QGIS's panel


class ResultsView(QObject):
    """Brings page, canvas and finished runs together.

    Parameters
    ----------
    iface : QgisInterface
        QGIS's window.
    page : ResultsPage
        Where it is asked.
    launcher : Launcher
        Brings runs to the canvas, and maps scenarios.
    field_of : callable
        Returns the field that names the zones of a polygon layer, empty where none was chosen.
    """

    def __init__(self, iface: QgisInterface, page: ResultsPage, launcher: Launcher, field_of: FieldOf) -> None:
        super().__init__(page)
        self._iface, self._page, self._launcher = iface, page, launcher
        self.place = PlaceView(iface, field_of)
        self._refresh = QTimer(self)  # layers come and go in numbers
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(0)
        self._refresh.timeout.connect(self.show_runs)
        for changed in self._changes():
            changed.connect(self._refresh.start)
        page.look_wanted.connect(self._look)
        page.table_wanted.connect(self._table)
        page.open_wanted.connect(self._open)
        page.report_wanted.connect(self._report)
        page.time_wanted.connect(self._show_time)
        page.page_wanted.connect(self._lay_out)
        page.run_chosen.connect(self._tell)
        page.scenario_wanted.connect(self._change_climate)
        launcher.mapped.connect(self._choose)
        self.place.active_changed.connect(page.set_looking)
        self.place.map_wanted.connect(self._ask_for_scenario)
        self.show_runs()

    @staticmethod
    def _changes() -> tuple:
        """Return the signals after which other runs may be on the map."""
        project = QgsProject.instance()
        return project.layersAdded, project.layersRemoved, project.layerTreeRoot().addedChildren

    def close_down(self) -> None:
        """Let go of QGIS, before the plugin is gone."""
        for changed in self._changes():
            changed.disconnect(self._refresh.start)
        self._refresh.stop()
        for dialog in self._page.findChildren(ZonalDialog):
            dialog.close()
        self.place.close_down()

    def show_runs(self) -> None:
        """Offer the runs that are on the map."""
        self._page.show_runs(runs_in(QgsProject.instance()))

    def _choose(self, folder: str) -> None:
        """Choose a run that has just come to the map."""
        self.show_runs()
        self._page.choose(str(Path(folder).resolve()))

    def _look(self, wanted: bool) -> None:
        """Begin or end to look at places."""
        if wanted:
            self.place.look_into(self._page.chosen_runs())
        else:
            self.place.rest()

    def _table(self) -> None:
        """Open the zonal table of the run."""
        dialog = ZonalDialog(self._page.chosen_runs()[0], self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.look_wanted.connect(self._look_at_row)
        dialog.show()
        corner = self._iface.mainWindow().frameGeometry().bottomRight()  # there it hides neither the map nor the chart
        dialog.move(corner - dialog.frameGeometry().bottomRight() + dialog.pos())

    def _look_at_row(self, folder: str, row: Row) -> None:
        """Look at the zone or stratum of a row of the zonal table of a run that is on the map."""
        self._page.choose(folder)
        if folder in self._page.chosen_runs():
            self._page.set_looking(True)
            self.place.look_at_row(row)

    def _tell(self) -> None:
        """Tell the answer of the chosen run, or what to do where there is none."""
        runs = self._page.chosen_runs()
        if not runs:
            self._page.tell(tr("No run is on the map yet: press Run, or open a finished one."))
            return
        found = answer(runs[0], Wording(language()))
        self._page.tell(unbroken(Wording(language())(found)) if found else "")

    def _report(self) -> None:
        """Open the report of the run."""
        open_file(Path(self._page.chosen_runs()[0]) / "report.html")

    def _show_time(self) -> None:
        """Show the temporal controller."""
        panel = self._iface.mainWindow().findChild(QDockWidget, _TEMPORAL)
        if panel is not None:
            panel.setVisible(True)
            panel.raise_()

    def _lay_out(self) -> None:
        """Lay the map that is shown out on a page, and open it in QGIS's window for layouts."""
        canvas, folder = self._iface.mapCanvas(), self._page.chosen_runs()[0]
        site = QgsReferencedRectangle(canvas.extent(), canvas.mapSettings().destinationCrs())
        try:
            layout = add_map_page(QgsProject.instance(), folder, site, canvas.layers(), canvas.temporalRange(), language())
        except InputError as error:  # its folder is gone
            self._launcher.failed.emit(error, "")
            return
        self._iface.openLayoutDesigner(layout)

    def _open(self) -> None:
        """Ask for a run folder."""
        start = self._page.folder.filePath() or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self._page, tr("Open a Run"), start)
        if folder:
            self._launcher.open_run(folder)

    def _change_climate(self) -> None:
        """Ask for a climate, and map the run under it."""
        run = self._page.chosen_runs()[0]
        dialog = ScenarioDialog(run, self._page)
        if dialog.exec():
            self._launcher.map_scenario(run, dialog.scenario(), dialog.output)
        dialog.deleteLater()

    def _ask_for_scenario(self, folder: str, deltas: Deltas) -> None:
        """Ask where the run under a changed climate goes."""
        parent = QFileDialog.getExistingDirectory(self._page, tr("Folder for the Scenario"), str(Path(folder).parent))
        if parent:
            scenario = Scenario("what_if", msg("What if"), msg("Chosen at a place of the run."), deltas)
            self._launcher.map_scenario(folder, scenario, str(_free(Path(parent) / f"{Path(folder).name}_what_if")))


def _free(path: Path) -> Path:
    """Return a path that does not exist yet: the one given, or one with a number."""
    numbered = (path.with_name(f"{path.name}_{i}") for i in count(2))
    return path if not path.exists() else next(other for other in numbered if not other.exists())
