"""The view of a place: from the click on the canvas to the chart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Optional

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsCsException, QgsPointXY, QgsReferencedRectangle
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QPoint, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QToolTip

from ...core.errors import BorealGPPError
from ...i18n import language, tr
from ...layers.canvas import zoom_to
from ...layers.tips import are_qgis_own, tip_at
from ...tasks.latest import Latest
from ...tasks.looks import PIXEL, TOWER, Look, Spot, change_sd, look, make_ready, stratum_at
from ...tasks.task import Outcome
from .chart import SUFFIXES
from .dock import PlaceDock
from .targets import FieldOf, Target, strata_of, targets_at, zone_of
from .tool import Marks, PlaceTool

if TYPE_CHECKING:
    from ...core.run.finished_run import FinishedRun
    from ...core.strata.zonal import Row

_NOTE_S = 6
_PATIENCE_MS = 300  # after which it is said that a place is being read
_REST_MS = 300  # of the sliders, after which it is worked out how sure their change is
_AROUND = 1.5  # of the map that shows a zone, in zones
_HEIGHT_PX = 290  # of the dock at first: the map stays the larger


class PlaceView(QObject):
    """Looks at places of a run, on the canvas and in a dock of its own.

    Parameters
    ----------
    iface : QgisInterface
        QGIS's window.
    field_of : callable
        Returns the field that names the zones of a polygon layer, empty where none was chosen.
    """

    active_changed = pyqtSignal(bool)  # whether clicks on the canvas look at places
    map_wanted = pyqtSignal(str, object)  # a run folder, and the Deltas to map it under

    def __init__(self, iface: QgisInterface, field_of: FieldOf) -> None:
        super().__init__()
        self._iface, self._field_of = iface, field_of
        self._canvas = iface.mapCanvas()
        self.dock = PlaceDock()
        iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        self.dock.hide()
        self.tool = PlaceTool(self._canvas)
        self._marks = Marks(self._canvas)
        self._latest = Latest(self)
        self._sureness = Latest(self)  # of a change
        self._folders: list[str] = []
        self._runs: dict[str, FinishedRun] = {}
        self.looks: list[Look] = []
        self._shown: list[Target] = []  # what the looks are at
        self._before: tuple[list[Target], list[Look]] = [], []  # what the clicked place is compared with
        self._strata: list[Target] = []  # of the run
        self._offered: list[Target] = []
        self._preferred = PIXEL, ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(partial(self.dock.set_reading, True))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask_how_sure)
        self.tool.picked.connect(self._pick)
        self.tool.rested.connect(self._tip)
        self.dock.target_chosen.connect(self._choose)
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
        self._folders, self._runs = folders, {}
        self._withdraw()
        self.dock.set_has_place(False)
        self.dock.chart.show_hint(_hint())
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
        self._withdraw()

    def close_down(self) -> None:
        """Let go of QGIS, before the plugin is gone."""
        self.put_away()
        self._latest.stop()
        self._sureness.stop()
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
        self._strata = strata_of(outcome.result[0])
        self._offer(self._strata)
        then()

    def _pick(self, point: QgsPointXY, compared: bool) -> None:
        """Read the place at a point of the canvas."""
        if not self._runs:
            self._read_first(partial(self._pick, point, compared))
            return
        self._before = (self._shown[:1], self.looks[:1]) if compared and len(self._folders) == 1 else ([], [])
        offered = [*targets_at(self._canvas, point, self._field_of), *self._strata_from(point)]
        first = offered[0]  # the tower, if a marker was clicked
        chosen = first if first.kind == TOWER else next((target for target in offered if target.like == self._preferred), first)
        self._offer(offered, chosen)
        self._open(chosen)

    def look_at_row(self, row: Row) -> None:
        """Look at the zone of a row of the zonal table, and go there on the map; of a row without one at its stratum."""
        if not self._runs:
            self._read_first(partial(self.look_at_row, row))
            return
        if row.outline is None:
            offered = self._strata
            target = next(target for target in offered if target.stratum == row.id)
        else:
            target = zone_of(row.zone, row.outline, next(iter(self._runs.values())))
            offered = [target, *self._strata]
            with suppress(QgsCsException):  # the canvas is where it is not; its chart is shown all the same
                zoom_to(self._canvas, QgsReferencedRectangle(target.outline.boundingBox(), target.crs), _AROUND)
        self._before = [], []
        self._offer(offered, target)
        self._open(target)

    def _read_first(self, then: Callable[[], None]) -> None:
        """Read the run, and then do what was asked for before it was read."""
        job, ready = partial(_make_ready, self._folders), partial(self._take_runs, then=then)
        self._latest.start(tr("Boreal GPP: reading the run"), job, ready)

    def _strata_from(self, point: QgsPointXY) -> list[Target]:
        """Return the strata of the run, the one at a point of the canvas first."""
        run, crs = next(iter(self._runs.values())), self._canvas.mapSettings().destinationCrs()
        try:
            there = Target(PIXEL, point, crs).point_in(QgsCoordinateReferenceSystem(run.grid.crs))
        except QgsCsException:
            return self._strata
        here = stratum_at(run, there.x(), there.y())
        return sorted(self._strata, key=lambda target: target.stratum != here)

    def _offer(self, offered: list[Target], chosen: Optional[Target] = None) -> None:
        """Offer what can be looked at, one of it being shown."""
        self._offered = offered
        self.dock.offer([target.title for target in offered], -1 if chosen is None else offered.index(chosen))

    def _choose(self, number: int) -> None:
        """Look at another target, and at its like from now on."""
        target = self._offered[number]
        if target.kind != TOWER and target != self._strata[-1]:  # all strata are the same wherever one clicks
            self._preferred = target.like
        self._open(target)

    def _open(self, target: Target) -> None:
        """Read a target of every run."""
        try:
            spots = [_spot(target, run) for run in self._runs.values()]
        except QgsCsException:
            self.dock.chart.show_hint(tr("This place can't be found in the coordinate system of the run."))
            return
        self._patience.start()
        job = partial(_look_at, list(zip(self._folders, spots)))
        self._latest.start(tr("Boreal GPP: reading a place"), job, partial(self._take_looks, target, *self._before))

    def _take_looks(self, target: Target, targets: Sequence[Target], looks: Sequence[Look], outcome: Outcome) -> None:
        """Chart the target that was read, beside those of before."""
        self._be_ready()
        if outcome.result is None:
            if looks and outcome.error is not None:  # what is there stays
                self._note(outcome.error.text(language()), Qgis.MessageLevel.Warning)
            else:
                self._explain(outcome.error)
            return
        self.looks, self._shown = [*looks, *outcome.result], [*targets, target]
        self._show_marks()
        self.dock.set_has_place(True, self._why_not())
        self._draw()

    def _be_ready(self) -> None:
        """Say no more that a place is being read."""
        self._patience.stop()
        self.dock.set_reading(False)

    def _why_not(self) -> str:
        """Return why the sliders ask nothing, empty where they do."""
        if len(self._folders) > 1:
            return tr("Two runs are compared. Choose no other run to use the sliders.")
        return tr("Two places are compared. Click one without Shift to use the sliders.") if len(self.looks) > 1 else ""

    def _draw(self) -> None:
        """Draw the chart of the places, under the changed climate where there is one."""
        if not self.looks:
            return
        from .story import figure  # with it come libraries that may be missing; reading the place has loaded them

        what_if, panel = None, self.dock.what_if
        place = self.looks[0].place
        panel.set_moisture_counts("soil_moisture" in place.response.today.factors)
        if panel.is_askable:
            what_if = None if panel.is_today else place.gpp(panel.deltas())
            days = place.calendar.days
            area = self.looks[0].area_ha if self.looks[0].spot.kind != PIXEL else 0.0
            today = place.series["gpp"]
            panel.show_total(float(today @ days), float((today if what_if is None else what_if) @ days), area)
        self._await_sureness(what_if is not None)
        try:
            self.dock.chart.show_figure(figure(self.looks, what_if))
        except BorealGPPError as error:
            self._explain(error)

    def _await_sureness(self, is_changed: bool) -> None:
        """Have it worked out how sure the change is once the sliders rest; where nothing is changed, forget about it."""
        self._sureness.drop()
        self.dock.what_if.await_interval(is_changed)
        self._rest.start() if is_changed else self._rest.stop()

    def _ask_how_sure(self) -> None:
        """Work out in the background how sure the change is."""
        job = partial(change_sd, self._folders[0], self.dock.what_if.deltas())
        self._sureness.start(tr("Boreal GPP: how sure a change is"), job, self._tell_how_sure)

    def _tell_how_sure(self, outcome: Outcome) -> None:
        """Tell the interval of the change of the place, or nothing where it can't be told."""
        if outcome.result is None:
            self.dock.what_if.await_interval(False)
            return
        from ...core.model.uncertainty import NORMAL

        place, panel = self.looks[0].place, self.dock.what_if
        change = (place.gpp(panel.deltas()) - place.gpp()) @ place.calendar.days
        panel.show_interval(float(change), NORMAL * place.change_sd(outcome.result))

    def _explain(self, error: Optional[BorealGPPError]) -> None:
        """Say why there is no chart."""
        if error is not None:
            self._forget()
            self.dock.set_has_place(False)
            self.dock.chart.show_hint(error.text(language()))

    def _withdraw(self) -> None:
        """Look at no place any more, and offer none."""
        self._offer([])
        self._forget()

    def _forget(self) -> None:
        """Look at no place any more."""
        self.looks, self._shown, self._before = [], [], ([], [])
        self._await_sureness(False)
        self._be_ready()
        self._show_marks()

    # Canvas

    def _show_marks(self) -> None:
        """Mark the places on the canvas."""
        if not self._shown:
            self._marks.show([], [])
            return
        from .story import COLOURS

        try:
            self._marks.show(self._shown, COLOURS)
        except QgsCsException:  # the canvas went to where they are not
            self._marks.show([], [])

    def _tip(self, point: QgsPointXY, at: QPoint) -> None:
        """Say what the layers of runs say where the mouse rests, unless QGIS does."""
        if self._iface.actionMapTips().isChecked() and are_qgis_own(self._canvas, self._iface.activeLayer()):
            return
        viewport = self._canvas.viewport()
        QToolTip.showText(viewport.mapToGlobal(at), tip_at(self._canvas, point), viewport)

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


def _look_at(spots: list[tuple[str, Spot]], progress: object) -> list[Look]:
    """Return the looks at spots, each with its run folder."""
    return [look(folder, spot, progress) for folder, spot in spots]


def _spot(target: Target, run: FinishedRun) -> Spot:
    """Return a target as a spot of a run; raises QgsCsException where the run's CRS has no place for it."""
    crs = QgsCoordinateReferenceSystem(run.grid.crs)
    point = target.point_in(crs)
    polygon = None if target.outline is None else json.loads(target.outline_in(crs).asJson())
    return Spot(target.kind, point.x(), point.y(), target.stratum or target.name, polygon)


def _hint() -> str:
    """Return what to do while nothing is looked at."""
    return tr("Click a pixel, a zone or a flux tower on the map, or choose a stratum. Shift and click: compare with another place.")
