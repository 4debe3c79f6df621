"""The queue: the runs that wait, each with a button that takes it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ..i18n import tr


class QueueView(QWidget):
    """One row per waiting run; hidden while none waits."""

    remove_wanted = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("queue")
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setColumnStretch(0, 1)
        self.hide()

    def show_waiting(self, titles: Sequence[str]) -> None:
        """Show the runs that wait, first the next one."""
        while self._layout.count():
            self._layout.takeAt(0).widget().deleteLater()
        for i, title in enumerate(titles):
            label = QLabel(tr("Next: {title}").format(title=title))
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            remove = QToolButton()
            remove.setObjectName(f"remove_{i}")
            remove.setIcon(QgsApplication.getThemeIcon("/mActionRemove.svg"))
            remove.setAutoRaise(True)
            remove.setToolTip(tr("Take this run out of the queue."))
            remove.setAccessibleName(remove.toolTip())
            remove.clicked.connect(partial(self._ask, i))
            self._layout.addWidget(label, i, 0)
            self._layout.addWidget(remove, i, 1)
        self.setVisible(bool(titles))

    def _ask(self, i: int, *_: bool) -> None:
        """Ask that the i-th run be taken out."""
        self.remove_wanted.emit(i)
