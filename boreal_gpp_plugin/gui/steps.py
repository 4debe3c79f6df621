"""The bar of steps: where one is, what is done, what is missing; any can be visited at any time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ..i18n import language, tr
from .page import DONE, MISSING, PROBLEM, WORKING, Page, State

_ICONS = {DONE: "/mIconSuccess.svg", MISSING: "/mActionToggleEditing.svg", WORKING: "/mTaskRunning.svg", PROBLEM: "/mIconWarning.svg"}
_ICON_PX = 16


class Steps(QWidget):
    """One button per page."""

    chosen = pyqtSignal(int)

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        self.setObjectName("steps")
        self._words = {DONE: tr("Done"), MISSING: tr("Still to do"), WORKING: tr("Being checked"), PROBLEM: tr("Problem")}
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for i, page in enumerate(pages):
            button = self._button(page, i)
            self._group.addButton(button, i)
            layout.addWidget(button)
        self.buttons[0].setChecked(True)

    def _button(self, page: Page, i: int) -> QToolButton:
        """Return the button of the i-th page."""
        button = QToolButton()
        button.setObjectName(f"step_{page.objectName()}")
        button.setText(page.title())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setShortcut(QKeySequence(f"Alt+{i + 1}"))
        button.clicked.connect(partial(self._choose, i))
        return button

    @property
    def buttons(self) -> list[QToolButton]:
        """The buttons in order."""
        return self._group.buttons()

    def _choose(self, i: int, *_: bool) -> None:
        """Tell which page is wanted."""
        self.chosen.emit(i)

    def show_chosen(self, i: int) -> None:
        """Mark the i-th step as the one that is shown."""
        self.buttons[i].setChecked(True)

    def show_state(self, i: int, state: State) -> None:
        """Show how far the i-th page is."""
        button, word = self.buttons[i], self._words[state.name]
        button.setIcon(QgsApplication.getThemeIcon(_ICONS[state.name]))
        button.setAccessibleName(f"{button.text()}: {word}")
        why = [state.error.text(language())] if state.error else []
        button.setToolTip("\n".join([f"{word} (Alt+{i + 1})", *why]))
