"""The set-up: what all pages say, kept with the project, for the next project, and in files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .. import settings
from ..core import set_up
from ..core.errors import InputError
from .page import Page

_ENTRY = ("boreal_gpp", "/set_up")


class SetUp(QObject):
    """Keeps what the pages say from one session to the next.

    A project that holds a set-up brings it along; any other leaves the pages as they are.
    """

    stayed = pyqtSignal()  # in another project, what the pages said before it

    def __init__(self, pages: Sequence[Page], parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._is_held = False  # while fields change without the user
        self._was_cleared = False
        self._before: dict[str, Any] = {}  # what the pages said before all layers went
        project = QgsProject.instance()
        self._fill(_decoded(project.readEntry(*_ENTRY)[0]) or _decoded(settings.SET_UP.read()))
        for page in pages:
            page.changed.connect(self._keep)
        project.removeAll.connect(self._hold)
        project.cleared.connect(self._note_cleared)
        project.readProject.connect(self._follow_project)

    def close_down(self) -> None:
        """Let go of the project."""
        project = QgsProject.instance()
        project.removeAll.disconnect(self._hold)
        project.cleared.disconnect(self._note_cleared)
        project.readProject.disconnect(self._follow_project)

    def draft(self) -> dict[str, Any]:
        """Return what all pages say, as plain values for JSON."""
        return {name: value for page in self._pages for name, value in page.draft().items()}

    def save(self, path: str, further: dict[str, Any]) -> None:
        """Write the set-up with `further` values into a file; raises OutputError."""
        draft = {name: value for name, value in self.draft().items() if name != "zones_layer"}  # no other project knows it
        set_up.write({**draft, **further}, path)

    def open(self, path: str) -> None:
        """Show the set-up of a file; raises InputError where it holds none."""
        self._fill(set_up.read(path))
        self._was_cleared = False  # what the pages said before is no longer asked for
        self._keep()

    def _fill(self, draft: dict[str, Any]) -> None:
        """Show a set-up."""
        self._is_held = True
        try:
            for page in self._pages:
                page.fill(draft)
        finally:
            self._is_held = False

    def _keep(self) -> None:
        """Keep what the pages say in the project and in the profile."""
        if self._is_held:
            return
        text = json.dumps(self.draft())
        settings.SET_UP.write(text)
        QgsProject.instance().writeEntry(*_ENTRY, text)

    def _hold(self) -> None:
        """Keep nothing while all layers go: fields that show them become empty."""
        if not self._is_held:
            self._before = self.draft()
        self._is_held = True
        QTimer.singleShot(0, self._release)

    def _note_cleared(self) -> None:
        """Keep nothing of a project that closes; if another one is being opened, until it is."""
        self._was_cleared = True
        self._hold()

    def _release(self) -> None:
        """Keep changes again, but not while a project is being opened: it has its name already, and no layers yet."""
        if self._was_cleared and QgsProject.instance().fileName():
            return
        if self._was_cleared:
            self._stay()
        self._is_held = self._was_cleared = False

    def _follow_project(self) -> None:
        """Show the set-up of the project that was opened, if it holds one."""
        draft = _decoded(QgsProject.instance().readEntry(*_ENTRY)[0])
        if draft:
            self._fill(draft)
        elif self._was_cleared:
            self._stay()
        self._is_held = self._was_cleared = False

    def _stay(self) -> None:
        """Show in another project what the pages said before: layers went with the last one, but their files are known."""
        self._fill(self._before)
        self.stayed.emit()


def _decoded(text: str) -> dict[str, Any]:
    """Return the set-up that a text holds, empty where it holds none, as projects that were not made here may."""
    try:
        return set_up.checked(json.loads(text or "{}"))
    except (ValueError, AttributeError, InputError):
        return {}
