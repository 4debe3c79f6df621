"""A page of the dock: one step from files to an answer, as a foldable group of labelled fields."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

_LETTERS = 17


class Page(QgsCollapsibleGroupBox):
    """The base of every page.

    Parameters
    ----------
    title : str
        Shown above the fields.
    name : str
        Object name.
    """

    changed = pyqtSignal()

    def __init__(self, title: str, name: str):
        super().__init__(title)
        self.setObjectName(name)
        self.setSaveCollapsedState(True)
        self.setSettingGroup("boreal_gpp")
        self.labels: list[QLabel] = []
        self._form = QFormLayout(self)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def add_field(self, label: str, field: QWidget, name: str, tip: str) -> None:
        """Add a row with a label that is the field's buddy."""
        buddy = QLabel(label)
        buddy.setBuddy(field)
        buddy.setToolTip(tip)
        field.setObjectName(name)
        field.setToolTip(tip)
        field.setAccessibleName(label.replace("&", ""))
        if isinstance(field, QComboBox):  # a long choice must not widen the dock
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(_LETTERS)
        self._form.addRow(buddy, field)
        self.labels.append(buddy)

    def add_row(self, widget: QWidget, name: str, tip: str) -> None:
        """Add a widget that explains itself over the whole width."""
        widget.setObjectName(name)
        widget.setToolTip(tip)
        self._form.addRow(widget)

    def restore(self) -> None:
        """Fill the fields from the settings."""
        raise NotImplementedError

    def store(self) -> None:
        """Keep the fields in the settings."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Return what the page says about a run, by the names of RunRequest.

        Raises
        ------
        InputError
            When something is missing or can't be used.
        """
        raise NotImplementedError
