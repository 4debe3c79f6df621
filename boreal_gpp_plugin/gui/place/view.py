"""The view of a place: from the click on the canvas to the chart."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Optional

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog

from ...core.errors import BorealGPPError
from ...i18n import language, tr
from ...tasks.latest import Latest
from ...tasks.looks import Look, look, make_ready
from ...tasks.task import Outcome
from .chart import SUFFIXES
from .dock import PlaceDock
from .tool import Marks, PlaceTool

if TYPE_CHECKING:
    from ...core.run.finished_run import FinishedRun

_NOTE_S = 6
_HEIGHT_PX = 290  # of the dock at first: the map stays the larger


class PlaceView(QObject):
    """Looks at places of a run, on the canvas and in a dock of its own.

    Parameters
    ----------
    iface : QgisInterface
        QGIS's window.
    """

    active_changed = pyqtSignal(bool)  # whether clicks on the canvas look at places
    map_wanted = pyqtSignal(str, object)  # a run folder, and the Deltas to map it under

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self._iface = iface
        self._canvas = iface.mapCanvas()
        self.dock = PlaceDock()
        iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        self.dock.hide()
        self.tool = PlaceTool(self._canvas)
        self._marks = Marks(self._canvas)
        self._latest = Latest(self)
        self._folders: list[str] = []
        self._runs: dict[str, FinishedRun] = {}
        self.looks: list[Look] = []
        self.tool.picked.connect(self._pick)
        self.tool.activated.connect(partial(self.active_changed.emit, True))
        self.tool.deactivated.connect(partial(self.active_changed.emit, False))
        self.dock.what_if.changed.connect(self._draw)
        self.dock.what_if.map_wanted.connect(self._ask_for_map)
        self.dock.save_wanted.connect(self._save)
        self.dock.closed.connect(self.put_away)

    @property
    def is_busy(self) -> bool:
        """Whether a place is being read."""
        return self._latest.is_busy

    def look_into(self, folders: list[str]) -> None:
        """Look at places of a run from now on, or at those of two that are compared."""
        self._folders, self.looks, self._runs = folders, [], {}
        self._show_marks()
        self.dock.set_has_place(False)
        self.dock.chart.show_hint(tr("Click a place on the map. Shift and click: compare with another place."))
        if not self.dock.isVisible():
            self.dock.setUserVisible(True)
            self._iface.mainWindow().resizeDocks([self.dock], [_HEIGHT_PX], Qt.Orientation.Vertical)
        if self._canvas.mapTool() is not self.tool:
            self._canvas.setMapTool(self.tool)
        self._latest.start(tr("Boreal GPP: reading the run"), partial(_make_ready, folders), self._take_runs)

    def rest(self) -> None:
        """Leave clicks on the canvas to others; the chart stays."""
        self._canvas.unsetMapTool(self.tool)

    def put_away(self) -> None:
        """Look at places no longer."""
        self.rest()
        self._latest.drop()
        self.looks = []
        self._show_marks()

    def close_down(self) -> None:
        """Let go of QGIS, before the plugin is gone."""
        self.put_away()
        self._latest.stop()
        self._iface.removeDockWidget(self.dock)
        self.dock.deleteLater()
        self.tool.deleteLater()

    # From the click to the chart

    def _take_runs(self, outcome: Outcome, then: Callable[[], None] = lambda: None) -> None:
        """Remember the runs that were read, or say why they can't be."""
        if outcome.result is None:
            self._explain(outcome.error)
            return
        self._runs = dict(zip(self._folders, outcome.result))
        then()

    def _pick(self, point: QgsPointXY, compared: bool) -> None:
        """Read the place at a point of the canvas."""
        if not self._runs:  # clicked before the run was read: that comes first
            ready = partial(self._take_runs, then=partial(self._pick, point, compared))
            self._latest.start(tr("Boreal GPP: reading the run"), partial(_make_ready, self._folders), ready)
            return
        before = self.looks[:1] if compared and len(self._folders) == 1 else []
        try:
            points = [self._to_run(point, run) for run in self._runs.values()]
        except QgsCsException:
            self.dock.chart.show_hint(tr("This place can't be found in the coordinate system of the run."))
            return
        places = [(folder, p.x(), p.y()) for folder, p in zip(self._folders, points)]
        job = partial(_look_at, places)
        self._latest.start(tr("Boreal GPP: reading a place"), job, partial(self._take_looks, before))

    def _take_looks(self, before: list[Look], outcome: Outcome) -> None:
        """Chart the places that were read, beside those of before."""
        if outcome.result is None:
            if before and outcome.error is not None:  # what is there stays
                self._note(outcome.error.text(language()), Qgis.MessageLevel.Warning)
            else:
                self._explain(outcome.error)
            return
        self.looks = [*before, *outcome.result]
        self._show_marks()
        self.dock.set_has_place(True, can_ask=len(self.looks) == 1)
        self._draw()

    def _draw(self) -> None:
        """Draw the chart of the places, under the changed climate where there is one."""
        if not self.looks:
            return
        from .story import figure  # with it come libraries that may be missing; reading the place has loaded them

        what_if, panel = None, self.dock.what_if
        place = self.looks[0].place
        panel.set_moisture_counts("soil_moisture" in place.response.today.factors)
        if panel.isEnabled():
            what_if = None if panel.is_today else place.gpp(panel.deltas())
            days = place.calendar.days
            panel.show_total(float(place.series["gpp"] @ days), float((place.series["gpp"] if what_if is None else what_if) @ days))
        try:
            self.dock.chart.show_figure(figure(self.looks, what_if))
        except BorealGPPError as error:
            self._explain(error)

    def _explain(self, error: Optional[BorealGPPError]) -> None:
        """Say why there is no chart."""
        if error is not None:
            self.looks = []
            self._show_marks()
            self.dock.set_has_place(False)
            self.dock.chart.show_hint(error.text(language()))

    # Canvas

    def _to_run(self, point: QgsPointXY, run: FinishedRun) -> QgsPointXY:
        """Return a point of the canvas in the CRS of a run."""
        crs = QgsCoordinateReferenceSystem(run.grid.crs)
        return QgsCoordinateTransform(self._canvas.mapSettings().destinationCrs(), crs, QgsProject.instance()).transform(point)

    def _show_marks(self) -> None:
        """Mark the places on the canvas."""
        if not self.looks:
            self._marks.show([], [])
            return
        from .story import COLOURS

        points = []
        for one in self.looks[: 1 if len(self._folders) > 1 else None]:
            crs = QgsCoordinateReferenceSystem(self._runs[one.folder].grid.crs)
            back = QgsCoordinateTransform(crs, self._canvas.mapSettings().destinationCrs(), QgsProject.instance())
            points.append(back.transform(QgsPointXY(one.x, one.y)))
        self._marks.show(points, COLOURS)

    # What to do with it

    def _ask_for_map(self) -> None:
        """Ask for the whole run under the climate of the sliders."""
        self.map_wanted.emit(self._folders[0], self.dock.what_if.deltas())

    def _save(self) -> None:
        """Save the chart where the user says."""
        formats = f"{tr('Picture')} (*.png);;{tr('Drawing')} (*.svg);;{tr('Table')} (*.csv)"
        start = str(Path(self._folders[0]) / "place.png")
        path, chosen = QFileDialog.getSaveFileName(self.dock, tr("Export the Chart"), start, formats)
        if not path:
            return
        if Path(path).suffix.lower() not in SUFFIXES:
            path += chosen[chosen.index("*") + 1 : -1]
        try:
            self.dock.chart.save(path)
        except BorealGPPError as error:
            self._note(error.text(language()), Qgis.MessageLevel.Warning)
        else:
            self._note(tr("Saved: {path}").format(path=path), Qgis.MessageLevel.Success)

    def _note(self, text: str, level: Qgis.MessageLevel) -> None:
        """Say something for a moment."""
        self._iface.messageBar().pushMessage(self.dock.windowTitle(), text, level, _NOTE_S)


def _make_ready(folders: list[str], progress: object) -> list[FinishedRun]:
    """Return the runs in `folders`, ready to be looked at."""
    return [make_ready(folder, progress) for folder in folders]


def _look_at(places: list[tuple[str, float, float]], progress: object) -> list[Look]:
    """Return the looks at places, each a run folder and a point in its CRS."""
    return [look(*place, progress) for place in places]
