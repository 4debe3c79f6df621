"""Texts that people read, select and copy."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QLabel, QSizePolicy

_ICON_PX = 16
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:ha|t|km|m)\b)")


def wrapped(text: str = "", name: str = "") -> QLabel:
    """Return a label that wraps instead of widening the dock, and whose text can be selected."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def unbroken(text: str) -> str:
    """Return a sentence in which no line breaks between a number and its unit."""
    return _BEFORE_UNIT.sub("\u00a0", text)


def open_wide(combo: QComboBox) -> None:
    """Let the list of a combo box be as wide as its longest entry, however narrow the box."""
    texts = (combo.itemText(i) for i in range(combo.count()))
    around = 2 * combo.view().verticalScrollBar().sizeHint().width()  # for the bar itself, and for frames and margins
    combo.view().setMinimumWidth(max(map(combo.fontMetrics().horizontalAdvance, texts), default=0) + around)


def grow(dialog: QDialog) -> None:
    """Make a dialog as tall as its wrapped texts need at its width: Qt leaves it as tall as texts of average length need."""
    dialog.resize(dialog.width(), max(dialog.height(), dialog.layout().totalHeightForWidth(dialog.width())))


def bold(label: QLabel) -> QLabel:
    """Return the label, its text now bold."""
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def icon_label(theme_icon: str, words: str, size: int = _ICON_PX) -> QLabel:
    """Return a label that shows an icon of QGIS, sharp on any screen, and says in `words` what it means."""
    label = QLabel()
    label.setPixmap(QgsApplication.getThemeIcon(theme_icon).pixmap(size, size))
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setToolTip(words)
    label.setAccessibleName(words)
    return label


def copy(text: str, *_: Any) -> None:
    """Put a text on the clipboard."""
    QgsApplication.clipboard().setText(text)
