"""A dialog for a small table: one that the user keeps beside data as a CSV file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ..core.errors import BorealGPPError
from ..core.readers.user_table import number, read_rows, write_rows
from ..i18n import language, tr
from .button import CANCEL, OK, dialog_buttons, push_button
from .text import wrapped

Row = Mapping[str, str]
_SIZE = 640, 420


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name : str
        In the file.
    title, tip : str
        What people read, in their language.
    choices : callable, optional
        Gives the values that the rest of a row allows, and their words; anything may be written without.
    convert : callable
        Raises ValueError for a cell that the column can't hold.
    is_needed : bool
        Whether each row must have it.
    """

    name: str
    title: str
    tip: str = ""
    choices: Optional[Callable[[Row], Mapping[str, str]]] = None
    convert: Callable[[str], object] = str
    is_needed: bool = True


@dataclass(frozen=True)
class UserTable:
    """A table that the user fills in.

    Attributes
    ----------
    path : str
        Its file; it may not exist yet.
    title, lead : str
        What it is called, and what to write into it.
    columns : sequence of Column
        In their order. Further columns of the file are kept.
    proposed : sequence of mapping
        Rows to begin with; of those with a key that the file has, the file's are shown.
    """

    path: str
    title: str
    lead: str
    columns: Sequence[Column]
    proposed: Sequence[Row] = field(default_factory=tuple)


class TableDialog(QDialog):
    """Shows a table, and writes it when it is whole.

    Parameters
    ----------
    table : UserTable
        What to show.
    parent : QWidget, optional
        Of the dialog.

    Raises
    ------
    InputError
        The file can't be read.
    """

    def __init__(self, table: UserTable, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("table_dialog")
        self.setWindowTitle(table.title)
        self._about = table
        names, rows = read_rows(table.path) if os.path.isfile(table.path) else ((), [])
        self._others = [name for name in names if name not in {column.name for column in table.columns}]
        self.cells = QTableWidget(0, len(table.columns))
        self.cells.setObjectName("table_cells")
        self.cells.setAccessibleName(table.title)
        self.cells.verticalHeader().hide()
        for i, column in enumerate(table.columns):
            header = QTableWidgetItem(column.title)
            header.setToolTip(column.tip)
            self.cells.setHorizontalHeaderItem(i, header)
        key = table.columns[0].name
        known = {row.get(key, "") for row in rows}
        for row in (*rows, *(row for row in table.proposed if row.get(key, "") not in known)):
            self._append(row)
        self.problem = wrapped(name="table_problem")
        self.problem.hide()
        add = push_button(tr("&Add a Row"), "table_add", tr("Add an empty row at the end."))
        add.clicked.connect(self.add_row)
        remove = push_button(tr("&Remove Rows"), "table_remove", tr("Remove the rows that are selected."))
        remove.clicked.connect(self.remove_rows)
        self.buttons = dialog_buttons(self, OK, CANCEL)
        below = QHBoxLayout()
        below.addWidget(add)
        below.addWidget(remove)
        below.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(wrapped(table.lead))
        layout.addWidget(self.cells, 1)
        layout.addLayout(below)
        layout.addWidget(wrapped(tr("Kept in {path}").format(path=table.path)))
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        if not self.cells.rowCount():
            self.add_row()
        self.resize(*_SIZE)
        self.cells.resizeColumnsToContents()
        self.cells.horizontalHeader().setStretchLastSection(True)

    def rows(self) -> list[dict[str, str]]:
        """Return what the rows say, by column; rows of nothing are left out."""
        said = (self._row(i) for i in range(self.cells.rowCount()))
        return [row for row in said if any(row.values())]

    def accept(self) -> None:
        """Write the table and close, or say what is missing."""
        problem = self._fault() or self._write()
        if problem:
            self.problem.setText(problem)
            self.problem.show()
        else:
            super().accept()

    def add_row(self, *_: bool) -> None:
        """Add an empty row and go to it."""
        self._append({})
        self.cells.setCurrentCell(self.cells.rowCount() - 1, 0)

    def remove_rows(self, *_: bool) -> None:
        """Remove the rows that are selected, or the current one."""
        chosen = {index.row() for index in self.cells.selectedIndexes()} or {self.cells.currentRow()}
        for i in sorted(chosen, reverse=True):
            self.cells.removeRow(i)

    def _append(self, row: Row) -> None:
        """Add a row."""
        i = self.cells.rowCount()
        self.cells.insertRow(i)
        for j, column in enumerate(self._about.columns):
            item = QTableWidgetItem(row.get(column.name, ""))
            if j == 0:  # carries along what other columns of the file say
                item.setData(Qt.ItemDataRole.UserRole, {name: row.get(name, "") for name in self._others})
            self.cells.setItem(i, j, item)
            if column.choices:
                box = QComboBox()
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
                box.setAccessibleName(column.title)
                self.cells.setCellWidget(i, j, box)
                box.currentIndexChanged.connect(partial(self._choose, box))
        self._offer(i)

    def _offer(self, i: int) -> None:
        """Offer in each cell of a row what the rest of it allows; what a file says otherwise stays to be seen."""
        row = self._row(i)
        for j, column in enumerate(self._about.columns):
            box = self.cells.cellWidget(i, j)
            if box is None:
                continue
            said, offered = row[column.name], {"": "", **column.choices(row)}
            if list(offered) == [box.itemData(k) for k in range(box.count())]:
                continue
            box.blockSignals(True)
            box.clear()
            for value, words in {**offered, **({} if said in offered else {said: said})}.items():
                box.addItem(words, value)
            box.setCurrentIndex(box.findData(said))
            box.blockSignals(False)
            self.cells.resizeColumnToContents(j)

    def _choose(self, box: QComboBox, *_: int) -> None:
        """Take what was chosen, and offer elsewhere in the row what goes with it."""
        for i in range(self.cells.rowCount()):
            for j in range(self.cells.columnCount()):
                if self.cells.cellWidget(i, j) is box:
                    self.cells.item(i, j).setText(box.currentData())
                    self._offer(i)
                    return

    def _row(self, i: int) -> dict[str, str]:
        """Return what a row says."""
        return {column.name: self.cells.item(i, j).text().strip() for j, column in enumerate(self._about.columns)}

    def _fault(self) -> str:
        """Return what is wrong with the first cell that can't be used, empty where nothing is."""
        for i in range(self.cells.rowCount()):
            row = self._row(i)
            if not any(row.values()):
                continue
            for j, column in enumerate(self._about.columns):
                said, fault = row[column.name], ""
                if column.is_needed and not said:
                    fault = tr("Row {row}, {column}: this can't stay empty.").format(row=i + 1, column=column.title)
                elif said and not _is_allowed(column, said, row):
                    fault = tr("Row {row}, {column}: {value} can't stand here.").format(row=i + 1, value=said, column=column.title)
                if fault:
                    self.cells.setCurrentCell(i, j)
                    return fault
        return ""

    def _write(self) -> str:
        """Write the table, and return why it can't be written, empty where it was."""
        kept = [self.cells.item(i, 0).data(Qt.ItemDataRole.UserRole) for i in range(self.cells.rowCount()) if any(self._row(i).values())]
        columns = [*(column.name for column in self._about.columns), *self._others]
        try:
            write_rows(self._about.path, columns, [{**others, **row} for others, row in zip(kept, self.rows())])
        except OSError as error:
            return tr("{path} can't be written: {reason}").format(path=self._about.path, reason=error.strerror)
        except BorealGPPError as error:
            return error.text(language())
        return ""


def _is_allowed(column: Column, said: str, row: Row) -> bool:
    """Return whether a cell may say something."""
    try:
        column.convert(said)
    except ValueError:
        return False
    return column.choices is None or said in column.choices(row)


def number_within(lowest: float, highest: float) -> Callable[[str], float]:
    """Return what converts a cell to a number between two, and raises ValueError for any other."""

    def convert(text: str) -> float:
        value = number(text)
        if not lowest <= value <= highest:
            raise ValueError(text)
        return value

    return convert
