"""A page of the dock: one step from files to an answer, as labelled fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from ..core.errors import BorealGPPError, InputError
from .text import open_wide, wrapped

_LETTERS = 17
DONE, MISSING, WORKING, PROBLEM = "done", "missing", "working", "problem"


class Missing(InputError):
    """A field that a run needs is still empty."""


@dataclass(frozen=True)
class State:
    """How far a page is.

    Attributes
    ----------
    name : str
        "done", "missing", "working" or "problem".
    error : BorealGPPError or None
        What keeps it from being done.
    """

    name: str
    error: Optional[BorealGPPError] = None


class Page(QWidget):
    """The base of every page.

    Parameters
    ----------
    title : str
        Names the step.
    name : str
        Object name.
    lead : str
        Says what the step is for and what to do, at the top of the page.
    """

    changed = pyqtSignal()

    def __init__(self, title: str, name: str, lead: str):
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._title = title
        self._grid = QGridLayout()  # a form layout gives wrapped texts, once they change, the height of another row
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self._span(wrapped(lead))

    def title(self) -> str:
        """Return the name of the step."""
        return self._title

    @property
    def topic(self) -> str:
        """Name of its help page."""
        return self.objectName().rpartition("_page")[0]

    def add_field(self, label: str, field: QWidget, name: str, tip: str, form: Optional[QFormLayout] = None) -> None:
        """Add a row with a label that is the field's buddy, to the page or to a `form` on it."""
        buddy = QLabel(label)
        buddy.setBuddy(field)
        buddy.setToolTip(tip)
        field.setObjectName(name)
        field.setToolTip(tip)
        field.setAccessibleName(label.replace("&", ""))
        if isinstance(field, QComboBox):  # a long choice must not widen the dock
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(_LETTERS)
            open_wide(field)
        if form is not None:
            form.addRow(buddy, field)
            return
        row = self._grid.rowCount()
        self._grid.addWidget(buddy, row, 0)
        self._grid.addWidget(field, row, 1)

    def add_row(self, widget: QWidget, name: str, tip: str = "") -> None:
        """Add a widget that explains itself over the whole width."""
        widget.setObjectName(name)
        widget.setToolTip(tip)
        self._span(widget)

    def _span(self, widget: QWidget) -> None:
        """Add a widget over the whole width."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def draft(self) -> dict[str, Any]:
        """Return what the fields say as plain values for JSON, unchecked, by the names of RunRequest as far as it has them."""
        raise NotImplementedError

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show what `draft` returned once; what is not in it becomes empty or its default."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise InputError when something can't be used, Missing when a needed field is empty; quick, for it is asked often."""
        self.values()

    def state(self) -> State:
        """Return how far the page is."""
        try:
            self.check()
        except Missing as error:
            return State(MISSING, error)
        except BorealGPPError as error:
            return State(PROBLEM, error)
        return State(DONE)

    def values(self) -> dict[str, Any]:
        """Return what the page says about a run, by the names of RunRequest.

        Raises
        ------
        InputError
            When something is missing or can't be used.
        """
        raise NotImplementedError
