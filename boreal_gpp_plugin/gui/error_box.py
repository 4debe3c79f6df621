"""The box that says what went wrong and what to do."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from ..core.errors import BorealGPPError
from ..i18n import language, tr
from .text import bold, copy, icon_label, wrapped

_ICON_PX = 24


class ErrorBox(QFrame):
    """One readable message with its cure; hidden while there is none."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("error_box")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        icon = icon_label("/mIconWarning.svg", tr("Problem"), _ICON_PX)
        self.what = bold(wrapped(name="error_what"))
        self.fix = wrapped(name="error_fix")
        self.copy = QPushButton(tr("Copy &Details"))
        self.copy.setObjectName("copy_details")
        self.copy.setToolTip(tr("Copy the message and its technical details to the clipboard."))
        self.copy.clicked.connect(self._copy)
        self.close_button = QPushButton(tr("Cl&ose"))
        self.close_button.setObjectName("close_error")
        self.close_button.setToolTip(tr("Hide this message."))
        self.close_button.clicked.connect(self.clear)
        layout = QGridLayout(self)
        layout.addWidget(icon, 0, 0)
        layout.addWidget(self.what, 0, 1, 1, 3)
        layout.addWidget(self.fix, 1, 1, 1, 3)
        layout.addWidget(self.copy, 2, 2)
        layout.addWidget(self.close_button, 2, 3)
        layout.setColumnStretch(1, 1)
        self._details = ""
        self.clear()

    def show_error(self, error: BorealGPPError, details: str = "") -> None:
        """Show an error; `details` are for those who look for its reason."""
        self.what.setText(error.what.text(language()))
        self.fix.setText(error.fix.text(language()) if error.fix is not None else "")
        self.fix.setVisible(error.fix is not None)
        self._details = details
        self.show()

    def clear(self) -> None:
        """Hide the box."""
        self.hide()

    def _copy(self) -> None:
        """Copy the message and its details."""
        copy("\n".join(part for part in (self.what.text(), self.fix.text(), self._details) if part))
