"""Push buttons of the dock."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QPushButton


def push_button(text: str, name: str, tip: str) -> QPushButton:
    """Return a push button with its object name and tooltip, which Enter in another field does not press."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
