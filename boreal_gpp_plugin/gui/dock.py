"""The dock: five steps from files to an answer, and the panel that runs it."""

from __future__ import annotations

from functools import partial
from typing import Any, Optional

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from .. import settings
from ..core import packages
from ..core.errors import BorealGPPError
from ..core.request import RunRequest
from ..i18n import language, tr
from ..paths import help_page
from ..tasks.runner import Runner
from .button import push_button
from .error_box import ErrorBox
from .examiner import Examiner
from .inputs_page import InputsPage
from .launcher import TITLE, Launcher, open_file
from .model_page import ModelPage
from .packages_dialog import PackagesDialog
from .page import DONE, Page
from .results_page import ResultsPage
from .results_view import ResultsView
from .run_panel import RunPanel
from .sample_dialog import SampleDialog
from .set_up import SetUp
from .site_page import SitePage
from .steps import Steps
from .zones.view import ZonesView
from .zones_page import ZonesPage


class Dock(QgsDockWidget):
    """Takes a set-up, has it run in the background, and shows how far all of it is."""

    def __init__(self, iface: QgisInterface, runner: Runner) -> None:
        super().__init__(TITLE)
        self.setObjectName("boreal_gpp_dock")
        self._iface = iface
        self._runner = runner
        self.launcher = Launcher(iface, runner, self)
        self.examiner = Examiner(self)
        self.site = SitePage(iface.mapCanvas())
        self.inputs = InputsPage()
        self.zones = ZonesPage()
        self.model = ModelPage()
        self.results = ResultsPage()
        self.pages: tuple[Page, ...] = (self.site, self.inputs, self.zones, self.model, self.results)
        self.steps = Steps(self.pages)
        self.error = ErrorBox()
        self.panel = RunPanel()
        self._stack = QStackedWidget()
        self._unfinished: Optional[Page] = None
        self._lay_out()
        self.set_up = SetUp(self.pages, self)
        self.zones_view = ZonesView(iface, self.zones, self._site, lambda: self.results.draft()["output"])
        self.results_view = ResultsView(iface, self.results, self.launcher, self.zones.field_of)
        self._connect()
        self.follow_settings()
        self._look_again()

    def _lay_out(self) -> None:
        """Put the steps above their pages, and the panel, which always shows, below."""
        self._stack.setObjectName("pages")
        for page in self.pages:
            self._stack.addWidget(_scrolling(page))
        content = QWidget()
        content.setObjectName("boreal_gpp_content")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.steps)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.error)
        layout.addWidget(self.panel)
        self.setWidget(content)

    def _connect(self) -> None:
        """Wire pages, panel, runner and QGIS."""
        for page in (self.site, self.inputs):
            page.changed.connect(self.examine)
        for page in self.pages:
            page.changed.connect(self.assess)
        self.inputs.checkup.again_wanted.connect(partial(self.examine, anew=True))
        self.examiner.began.connect(self.inputs.checkup.begin)
        self.examiner.progressed.connect(self.inputs.checkup.set_progress)
        self.examiner.ended.connect(self.inputs.show_outcome)
        self.examiner.began.connect(self.assess)
        self.examiner.ended.connect(self.assess)
        self.steps.chosen.connect(self._stack.setCurrentIndex)
        self._stack.currentChanged.connect(self._bring_zones)
        self.set_up.stayed.connect(self._look_again)
        self.inputs.sample_wanted.connect(self._ask_for_sample)
        self.panel.run_wanted.connect(self._run)
        self.panel.cancel_wanted.connect(self._cancel)
        self.panel.help_wanted.connect(self.open_help)
        self.panel.save_wanted.connect(self._save)
        self.panel.open_wanted.connect(self._open)
        self.panel.go_wanted.connect(self._go_on)
        self.panel.queue.remove_wanted.connect(self._runner.remove)
        self.launcher.sample_made.connect(self._use_sample)
        self.launcher.mapped.connect(partial(self.visit, self.results))
        self.launcher.failed.connect(self._show_failure)
        self._runner.busy_changed.connect(self.panel.set_busy)
        self._runner.progressed.connect(self.panel.set_progress)
        self._runner.queue_changed.connect(self._show_queue)
        self._iface.mapCanvas().destinationCrsChanged.connect(self.site.follow_canvas)
        QgsProject.instance().readProject.connect(self._look_again)
        self.visibilityChanged.connect(self._look_again)

    def close_down(self) -> None:
        """Stop what runs and let go of QGIS, before the plugin is gone."""
        for dialog in self.findChildren(PackagesDialog):
            dialog.reject()
        self.zones_view.close_down()
        self.results_view.close_down()
        self.launcher.close_down()
        self.examiner.stop()
        self.site.close_down()
        self.set_up.close_down()
        self._runner.busy_changed.disconnect(self.panel.set_busy)
        self._runner.progressed.disconnect(self.panel.set_progress)
        self._runner.queue_changed.disconnect(self._show_queue)
        self._iface.mapCanvas().destinationCrsChanged.disconnect(self.site.follow_canvas)
        QgsProject.instance().readProject.disconnect(self._look_again)
        self.visibilityChanged.disconnect(self._look_again)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self._stack.currentIndex()]

    def visit(self, page: Page, *_: Any) -> None:
        """Show a page."""
        i = self.pages.index(page)
        self.steps.show_chosen(i)
        self._stack.setCurrentIndex(i)

    def assess(self, *_: Any) -> None:
        """Show how far each page is, and whether a run may begin."""
        states = [page.state() for page in self.pages]
        for i, state in enumerate(states):
            self.steps.show_state(i, state)
        self._unfinished = next((page for page, state in zip(self.pages, states) if state.name != DONE), None)
        lack = packages.lack()
        if lack is not None:
            self.panel.set_obstacle(lack, tr("I&nstall\u2026"))
        elif self._unfinished is None:
            self.panel.set_obstacle(None)
        else:
            self.panel.set_obstacle(states[self.pages.index(self._unfinished)].error, self._unfinished.title())

    def _go_on(self) -> None:
        """Offer the packages that are missing, or show the first page that is not done."""
        if packages.missing():
            self._offer_packages()
        elif self._unfinished is not None:
            self.visit(self._unfinished)

    def examine(self, anew: bool = False) -> None:
        """Have the inputs checked as far as the pages say where they are, once someone looks; `anew` although nothing changed."""
        if not self.isVisible():  # QGIS starts with the last set-up: no disk is searched for those who came for something else
            return
        try:
            request = RunRequest.from_dict(self._site())
            packages.require()
        except BorealGPPError as error:
            self.examiner.ask(None)
            self.inputs.checkup.show_error(error) if isinstance(error, packages.PackageError) else self.inputs.checkup.forget()
        else:
            self.examiner.ask(request, anew)

    def follow_settings(self) -> None:
        """Let dialogs begin in the folders that the options name."""
        self.inputs.folder.setDefaultRoot(settings.INPUTS_ROOT.read())
        self.results.folder.setDefaultRoot(settings.OUTPUT_ROOT.read())

    def _site(self) -> dict[str, Any]:
        """Return what the pages say about the site and its inputs; raises BorealGPPError when something is missing or can't be used."""
        return {"output": "", **self.site.values(), **self.inputs.values()}

    def _look_again(self, *_: Any) -> None:
        """Look at what the pages say now."""
        self._bring_zones()
        self.examine()
        self.assess()

    def _bring_zones(self, *_: Any) -> None:
        """Bring the zones that the set-up names once someone looks at their page; a run brings them too."""
        if self.isVisible() and self.page is self.zones:
            self.zones.bring()

    def request(self) -> RunRequest:
        """Return what the pages ask for.

        Raises
        ------
        BorealGPPError
            When something is missing or can't be used.
        """
        packages.require()
        values: dict[str, Any] = {"language": settings.REPORT_LANGUAGE.read() or language(), **settings.resources()}
        for page in self.pages:
            values.update(page.values())
        return RunRequest.from_dict(values)

    def _run(self) -> None:
        """Start the run that the pages ask for."""
        self.error.clear()
        try:
            self.launcher.run(self.request(), self.model.draft()["scenario"])
        except BorealGPPError as error:
            self.error.show_error(error)

    def _show_failure(self, error: BorealGPPError, details: str) -> None:
        """Say why a job failed, in QGIS's message bar too where the dock can't be seen."""
        self.error.show_error(error, details)
        if not self.isUserVisible():
            button = push_button(tr("Show"), "show_error", tr("Open the dock, which tells more."))
            button.clicked.connect(lambda: self.setUserVisible(True))
            self.launcher.offer(error.text(language()), Qgis.MessageLevel.Warning, button)

    def _cancel(self) -> None:
        """Stop the job that runs."""
        self.panel.set_cancelling()
        self._runner.cancel()

    def _show_queue(self) -> None:
        """Show what waits."""
        self.panel.queue.show_waiting(self._runner.waiting)

    def _offer_packages(self) -> None:
        """Offer to install the packages that are missing, in one dialog beside which QGIS stays usable."""
        dialog = self.findChild(PackagesDialog)
        if dialog is None:
            dialog = PackagesDialog(self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.installed.connect(self._look_again)
        dialog.show()
        dialog.raise_()

    def _ask_for_sample(self) -> None:
        """Ask where a sample site goes, and make it."""
        if packages.missing():
            self._offer_packages()
            return
        dialog = SampleDialog(self)
        dialog.accepted.connect(lambda: self._make_sample(dialog.folder.filePath(), dialog.size.value()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _make_sample(self, folder: str, size_km: int) -> None:
        """Start writing a sample site."""
        self.error.clear()
        self.launcher.make_sample(folder, size_km)

    def _use_sample(self, folder: str) -> None:
        """Fill the form with the site that was written."""
        self.inputs.fill({"inputs": folder})
        self.results.fill({"output": f"{folder}_gpp"})
        self.launcher.note(tr("The sample site is ready: press Run."))

    def _save(self) -> None:
        """Ask for a file and save the set-up in it."""
        path, _ = QFileDialog.getSaveFileName(self, tr("Save Set-Up"), "", tr("Set-ups (*.json)"))
        if path:
            self.save_set_up(path if path.lower().endswith(".json") else f"{path}.json")

    def save_set_up(self, path: str) -> None:
        """Save the set-up in a file, or say why that is not possible."""
        self.error.clear()
        try:
            self.set_up.save(path, self.zones.lasting_values(path))
        except BorealGPPError as error:
            self.error.show_error(error)

    def _open(self) -> None:
        """Ask for a set-up file and show what it holds."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Open Set-Up"), "", tr("Set-ups and finished runs (*.json)"))
        if path:
            self.open_set_up(path)

    def open_set_up(self, path: str) -> None:
        """Show what a set-up file holds, or say why that is not possible."""
        self.error.clear()
        try:
            self.set_up.open(path)
            self.zones.bring()
        except BorealGPPError as error:
            self.error.show_error(error)

    def open_help(self) -> None:
        """Open the guide to the page that is shown, in the user's language."""
        open_file(help_page(language(), self.page.topic))


def _scrolling(page: Page) -> QScrollArea:
    """Return an area in which a page scrolls where it is too tall, never sideways."""
    scroll = QScrollArea()
    scroll.setObjectName(f"{page.objectName()}_scroll")
    scroll.setWidget(page)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setMinimumWidth(page.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll
