"""The dock: five pages from files to an answer, and the panel that runs it."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..core import packages
from ..core.errors import BorealGPPError, explained
from ..core.request import RunRequest
from ..i18n import language, tr
from ..layers.canvas import show
from ..layers.project import PROJECT_FILE, add_run, release, write_project
from ..paths import help_page
from ..tasks.jobs import run_site, write_sample_site
from ..tasks.runner import Runner
from ..tasks.task import JobTask, Outcome
from .error_box import ErrorBox
from .gradual import Gradual
from .inputs_page import InputsPage
from .model_page import ModelPage
from .results_page import ResultsPage
from .run_panel import RunPanel
from .sample_dialog import SEED, SampleDialog
from .site_page import SitePage
from .zones_page import ZonesPage

TITLE = "Boreal GPP"
_NOTE_S = 8
_UNTIL_CLOSED = 0  # a run may end while no one looks


class Dock(QgsDockWidget):
    """Takes a set-up, runs it in the background, brings the results to the canvas."""

    def __init__(self, iface: QgisInterface, runner: Runner) -> None:
        super().__init__(TITLE)
        self.setObjectName("boreal_gpp_dock")
        self._iface = iface
        self._runner = runner
        self._gradual = Gradual(self)
        self.site = SitePage(iface.mapCanvas())
        self.inputs = InputsPage()
        self.zones = ZonesPage()
        self.model = ModelPage()
        self.results = ResultsPage()
        self.pages = (self.site, self.inputs, self.zones, self.model, self.results)
        self.error = ErrorBox()
        self.panel = RunPanel()
        self._lay_out()
        for page in self.pages:
            page.restore()
            page.changed.connect(page.store)
        self.inputs.sample_wanted.connect(self._ask_for_sample)
        self.panel.run_wanted.connect(self._run)
        self.panel.cancel_wanted.connect(self._cancel)
        self.panel.help_wanted.connect(self.open_help)
        runner.busy_changed.connect(self._set_busy)
        runner.progressed.connect(self.panel.set_progress)
        QgsProject.instance().readProject.connect(self.zones.restore)
        iface.mapCanvas().destinationCrsChanged.connect(self.site.follow_canvas)

    def _lay_out(self) -> None:
        """Put the pages into a scroll area above the panel, which always shows."""
        column = QWidget()
        column.setObjectName("pages")
        pages = QVBoxLayout(column)
        labels = [label for page in self.pages for label in page.labels]
        width = max(label.sizeHint().width() for label in labels)
        for label in labels:  # one column of fields over all pages
            label.setMinimumWidth(width)
        for page in self.pages:
            pages.addWidget(page)
        pages.addStretch()
        scroll = QScrollArea()
        scroll.setObjectName("scroll")
        scroll.setWidget(column)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(column.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
        content = QWidget()
        content.setObjectName("boreal_gpp_content")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.error)
        layout.addWidget(self.panel)
        self.setWidget(content)

    def close_down(self) -> None:
        """Stop what runs and let go of QGIS, before the plugin is gone."""
        self._gradual.stop()
        self._runner.stop()
        self._runner.busy_changed.disconnect(self._set_busy)
        self._runner.progressed.disconnect(self.panel.set_progress)
        QgsProject.instance().readProject.disconnect(self.zones.restore)
        self._iface.mapCanvas().destinationCrsChanged.disconnect(self.site.follow_canvas)

    def request(self) -> RunRequest:
        """Return what the pages ask for.

        Raises
        ------
        BorealGPPError
            When something is missing or can't be used.
        """
        packages.require()
        values: dict[str, Any] = {"language": language()}
        for page in (self.inputs, self.site, self.zones, self.model, self.results):
            values.update(page.values())
        return RunRequest(**values)

    # Jobs

    def _run(self) -> None:
        """Start the run that the pages ask for."""
        self.error.clear()
        try:
            request = self.request()
        except BorealGPPError as error:
            self.error.show_error(error)
            return
        was_loaded = release(QgsProject.instance(), request.output)
        title = tr("Boreal GPP: {name}").format(name=Path(request.output).name)
        task = JobTask(title, partial(run_site, request), request.language)
        self._runner.start(task, partial(self._end_run, request, was_loaded))

    def _end_run(self, request: RunRequest, was_loaded: bool, outcome: Outcome) -> None:
        """Bring the results to the canvas, or say why there are none."""
        if outcome.result is not None:
            self._load(request.output, partial(self._announce, request.output, len(outcome.result.warnings)))
            return
        self._tell(outcome, tr("The run was cancelled; nothing of it stays."))
        if was_loaded:  # the earlier run is still in its folder
            self._load(request.output, lambda: None)

    def _ask_for_sample(self) -> None:
        """Ask where a sample site goes, and make it."""
        dialog = SampleDialog(self)
        dialog.accepted.connect(lambda: self._make_sample(dialog.folder.filePath(), dialog.size.value()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _make_sample(self, folder: str, size_km: int) -> None:
        """Start writing a sample site."""
        self.error.clear()
        try:
            packages.require()
        except BorealGPPError as error:
            self.error.show_error(error)
            return
        task = JobTask(tr("Boreal GPP: sample site"), partial(write_sample_site, folder, SEED, size_km, 1), language())
        self._runner.start(task, self._end_sample)

    def _end_sample(self, outcome: Outcome) -> None:
        """Fill the form with the site that was written, or say why there is none."""
        if outcome.result is None:
            self._tell(outcome, tr("The sample site was cancelled."))
            return
        folder = Path(outcome.result)
        self.inputs.folder.setFilePath(str(folder))
        self.results.folder.setFilePath(str(folder.with_name(f"{folder.name}_gpp")))
        self._iface.messageBar().pushMessage(TITLE, tr("The sample site is ready: press Run."), Qgis.MessageLevel.Info, _NOTE_S)

    # What follows a job

    def _load(self, folder: str, then: Callable[[], None]) -> None:
        """Bring the run in `folder` to the canvas bit by bit, call `then`, and save its project."""
        self._gradual.start(self._bring(folder, then), self._end_load)

    def _bring(self, folder: str, then: Callable[[], None]) -> Generator[None, None, None]:
        """Do what `_load` says, a piece per step."""
        project = QgsProject.instance()
        group = yield from add_run(project, folder, language())
        yield  # QGIS zooms to the first layers of a project on its own: let it do that before
        show(self._iface.mapCanvas(), group, folder)
        then()
        yield
        if Path(project.fileName()) != Path(folder) / PROJECT_FILE:  # that one is the user's to save
            yield from write_project(folder, language())

    def _end_load(self, error: Optional[Exception]) -> None:
        """Say why results could not be loaded, if so."""
        if error is not None:
            self.error.show_error(explained(error))

    def _announce(self, folder: str, warnings: int) -> None:
        """Say that the run is done, and offer its report."""
        text = tr("{name} is mapped.").format(name=Path(folder).name)
        if warnings:
            text += " " + tr("Notes in the report: {n}.").format(n=warnings)
        bar = self._iface.messageBar()
        message = bar.createMessage(TITLE, text)
        button = QPushButton(tr("Open Report"))
        button.setObjectName("open_report")
        button.clicked.connect(partial(_open, Path(folder) / "report.html"))
        message.layout().addWidget(button)
        bar.pushWidget(message, Qgis.MessageLevel.Success, _UNTIL_CLOSED)

    def _tell(self, outcome: Outcome, cancelled: str) -> None:
        """Say that a job was cancelled, or why it failed."""
        if outcome.error is not None:
            self.error.show_error(outcome.error, outcome.details)
        else:
            self._iface.messageBar().pushMessage(TITLE, cancelled, Qgis.MessageLevel.Info, _NOTE_S)

    def _set_busy(self, busy: bool) -> None:
        """Show whether a job runs."""
        self.panel.set_busy(busy)
        self.inputs.sample.setEnabled(not busy)

    def _cancel(self) -> None:
        """Stop the job that runs."""
        self.panel.set_cancelling()
        self._runner.cancel()

    def open_help(self) -> None:
        """Open the guide in the user's language."""
        _open(help_page(language()))


def _open(path: Path, *_: Any) -> None:
    """Open a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
