"""The launcher: starts the jobs of the dock in the background and brings what they made to the canvas."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ..core.answer import change
from ..core.errors import BorealGPPError, explained
from ..core.request import RunRequest
from ..core.scenarios.presets import PRESETS
from ..core.scenarios.scenario import Scenario
from ..core.wording import Wording
from ..i18n import language, tr
from ..layers.canvas import show, site_of
from ..layers.project import PROJECT_FILE, add_run, release, write_project
from ..layers.translation import translate
from ..paths import cache_folder
from ..tasks.jobs import map_scenario, run_site, write_sample_site
from ..tasks.runner import Runner
from ..tasks.task import JobTask, Outcome
from .gradual import Gradual
from .sample_dialog import SEED

TITLE = "Boreal GPP"
_NOTE_S = 8
_UNTIL_CLOSED = 0  # a run may end while no one looks


class Launcher(QObject):
    """Runs what the pages ask for; lives as long as the dock, whether that is shown or not."""

    mapped = pyqtSignal(str)  # the folder of a run that was brought to the canvas
    sample_made = pyqtSignal(str)  # the folder of a sample site
    failed = pyqtSignal(object, str)  # a BorealGPPError and details for its makers

    def __init__(self, iface: QgisInterface, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._iface = iface
        self._runner = runner
        self._gradual = Gradual(self)
        QgsProject.instance().readProject.connect(self._translate)

    @property
    def is_loading(self) -> bool:
        """Whether results are on their way to the canvas."""
        return self._gradual.is_busy

    def close_down(self) -> None:
        """Let go of the project, and stop what runs."""
        QgsProject.instance().readProject.disconnect(self._translate)
        self._gradual.stop()
        self._runner.stop()

    def run(self, request: RunRequest, preset: str = "") -> None:
        """Start a run, or put it in the queue behind the one that runs; a `preset` is a climate to map it again under."""
        title = tr("Boreal GPP: {name}").format(name=Path(request.output).name)
        was_loaded: list[bool] = []
        self._runner.add(
            JobTask(title, partial(run_site, request, cache_folder()), language()),
            lambda outcome: self._end_run(request, preset, any(was_loaded), outcome),
            lambda: was_loaded.append(release(QgsProject.instance(), request.output)),
        )

    def make_sample(self, folder: str, size_km: int) -> None:
        """Start writing a sample site."""
        task = JobTask(tr("Boreal GPP: sample site"), partial(write_sample_site, folder, SEED, size_km, 1), language())
        self._runner.add(task, self._end_sample)

    def map_scenario(self, folder: str, scenario: Scenario, output: str) -> None:
        """Start mapping the finished run in `folder` under a changed climate, or put that in the queue."""
        title = tr("Boreal GPP: {name}").format(name=Path(output).name)
        self._runner.add(JobTask(title, partial(map_scenario, folder, scenario, output), language()), self._end_scenario)

    def open_run(self, folder: str) -> None:
        """Bring a finished run to the canvas; nothing is written."""
        self._gradual.start(self._show(folder, lambda: None), self._end_load)

    def _translate(self, *_: Any) -> None:
        """Tell the runs of a project that was opened in the reader's language."""
        self._gradual.start(translate(QgsProject.instance(), language()), self._end_load)

    def _end_run(self, request: RunRequest, preset: str, was_loaded: bool, outcome: Outcome) -> None:
        """Bring the results to the canvas and go on with the scenario, or say why there are none."""
        if outcome.result is not None:
            self._load(request.output, partial(self._announce, request.output, len(outcome.result.warnings)))
            if preset:
                self.map_scenario(request.output, PRESETS[preset], f"{request.output}_{preset}")
            return
        self._tell(outcome, tr("The run was cancelled; nothing of it stays."))
        if was_loaded:  # the earlier run is still in its folder
            self._load(request.output, lambda: None)

    def _end_scenario(self, outcome: Outcome) -> None:
        """Bring the scenario to the canvas, or say why there is none."""
        if outcome.result is None:
            self._tell(outcome, tr("The scenario was cancelled; nothing of it stays."))
            return
        say = Wording(language())
        found = change(outcome.result, say)
        text = tr("{name} is mapped.").format(name=Path(outcome.result).name)
        if found is not None:
            text += f" {say(found)}"
        self._load(outcome.result, partial(self.note, text, _UNTIL_CLOSED))

    def _end_sample(self, outcome: Outcome) -> None:
        """Pass on the site that was written, or say why there is none."""
        if outcome.result is None:
            self._tell(outcome, tr("The sample site was cancelled."))
            return
        self.sample_made.emit(outcome.result)

    def _load(self, folder: str, then: Callable[[], None]) -> None:
        """Bring the run in `folder` to the canvas bit by bit, call `then`, and save its project."""
        self._gradual.start(self._bring(folder, then), self._end_load)

    def _bring(self, folder: str, then: Callable[[], None]) -> Generator[None, None, None]:
        """Do what `_load` says, a piece per step."""
        yield from self._show(folder, then)
        if Path(QgsProject.instance().fileName()) != Path(folder) / PROJECT_FILE:  # that one is the user's to save
            yield from write_project(folder, language())

    def _show(self, folder: str, then: Callable[[], None]) -> Generator[None, None, None]:
        """Bring the run in `folder` to the canvas and call `then`, a piece per step."""
        group = yield from add_run(QgsProject.instance(), folder, language())
        for is_expanded in (False, True):  # QGIS shows a group folded that comes right above another one, though it is none
            group.setExpanded(is_expanded)
        site = site_of(group)
        yield  # QGIS zooms to the first layers of a project on its own: let it do that before; the project may close meanwhile
        show(self._iface.mapCanvas(), site, folder)
        then()
        self.mapped.emit(folder)
        yield

    def _end_load(self, error: Optional[Exception]) -> None:
        """Say why results could not be loaded, if so."""
        if error is not None:
            self.failed.emit(explained(error), "")

    def _announce(self, folder: str, warnings: int) -> None:
        """Say that the run is done, and offer its report."""
        text = tr("{name} is mapped.").format(name=Path(folder).name)
        if warnings:
            text += " " + tr("Notes in the report: {n}.").format(n=warnings)
        button = QPushButton(tr("Open Report"))
        button.setObjectName("open_report")
        button.clicked.connect(partial(open_file, Path(folder) / "report.html"))
        self.offer(text, Qgis.MessageLevel.Success, button)

    def offer(self, text: str, level: Qgis.MessageLevel, button: QPushButton) -> None:
        """Say something that stays until it is closed, with a button that leads on."""
        bar = self._iface.messageBar()
        message = bar.createMessage(TITLE, text)
        message.layout().addWidget(button)
        bar.pushWidget(message, level, _UNTIL_CLOSED)

    def note(self, text: str, seconds: int = _NOTE_S) -> None:
        """Say something that goes away by itself."""
        self._iface.messageBar().pushMessage(TITLE, text, Qgis.MessageLevel.Info, seconds)

    def _tell(self, outcome: Outcome, cancelled: str) -> None:
        """Say that a job was cancelled, or why it failed."""
        error: Optional[BorealGPPError] = outcome.error
        if error is not None:
            self.failed.emit(error, outcome.details)
        else:
            self.note(cancelled)


def open_file(path: Path, *_: Any) -> None:
    """Open a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
