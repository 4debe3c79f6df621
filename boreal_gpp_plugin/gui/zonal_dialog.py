"""The zonal table in a window: area and GPP by stratum and zone, to sort, to look closer at and to export."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import QgsMapLayerProxyModel, QgsProcessingContext
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import BorealGPPError, explained
from ..core.variables import UNIT_LABELS
from ..core.wording import Wording
from ..i18n import language, tr
from ..layers.run import Run
from ..layers.table import DRIVERS, export
from ..layers.zones import source_of
from ..tasks.latest import Latest
from ..tasks.looks import zonal_rows
from ..tasks.task import Outcome
from .button import CLOSE, dialog_buttons
from .gradual import Gradual

if TYPE_CHECKING:
    from ..core.strata.zonal import Row

_SIZE = 680, 360  # beside map and chart on a small screen, and as wide as all columns
_NUMBER = Qt.ItemDataRole.UserRole
_ROW = Qt.ItemDataRole.UserRole + 1  # of the first cell


class _Item(QTableWidgetItem):
    """A cell that is sorted by its number where it has one."""

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine, theirs = self.data(_NUMBER), other.data(_NUMBER)
        return super().__lt__(other) if mine is None or theirs is None else mine < theirs


class ZonalDialog(QDialog):
    """Tables a run by stratum, and by the zones of any polygon layer.

    Parameters
    ----------
    folder : str
        The run.
    parent : QWidget, optional
        Above which it opens.
    """

    look_wanted = pyqtSignal(str, object)  # the run, and the Row whose zone, or stratum, is to be looked at

    def __init__(self, folder: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("zonal_dialog")
        self.setWindowTitle(tr("Area and GPP: {run}").format(run=Path(folder).name))
        self._folder = folder
        self._rows: Sequence[Row] = ()
        self._has_zones = self._has_intervals = False  # the rows
        self._latest = Latest(self)
        self._gradual = Gradual(self)
        self.layer = QgsMapLayerComboBox()
        self.layer.setObjectName("zonal_layer")
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.layer.setAllowEmptyLayer(True, tr("None: by stratum only"))
        self.layer.setCurrentIndex(0)
        self.layer.setToolTip(tr("Polygons to sum up by, in any coordinate system."))
        self.field = QgsFieldComboBox()
        self.field.setObjectName("zonal_field")
        self.field.setAllowEmptyFieldName(True)
        self.field.setToolTip(tr("Attribute that names the zones; without one they are numbered."))
        self.table = QTableWidget()
        self.table.setObjectName("zonal_rows")
        self.table.setAccessibleName(self.windowTitle())
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.note = QLabel()
        self.note.setObjectName("zonal_note")
        self.note.setWordWrap(True)
        self.buttons = dialog_buttons(self, CLOSE)
        self.look = self.buttons.addButton(tr("&Look Closer"), QDialogButtonBox.ButtonRole.ActionRole)
        self.look.setObjectName("look_at_row")
        self.look.setToolTip(
            tr(
                "Chart the year of the selected stratum, or of the whole zone, and go there on the map: "
                "GPP, its drivers and what limits it. Or double-click the row."
            )
        )
        self.export = self.buttons.addButton(tr("&Export\u2026"), QDialogButtonBox.ButtonRole.ActionRole)
        self.export.setObjectName("export_table")
        self.export.setToolTip(tr("Save the table for a spreadsheet (XLSX, ODS) or as CSV."))
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # or Enter in the table, which looks closer, would press one of them too
        self._lay_out()
        self.layer.layerChanged.connect(self._follow_layer)
        self.field.fieldChanged.connect(self._read)
        self.table.itemSelectionChanged.connect(self._follow_selection)
        self.table.itemActivated.connect(self._look)
        self.look.clicked.connect(self._look)
        self.export.clicked.connect(self._save)
        self._follow_layer()

    def _lay_out(self) -> None:
        """Put the choice of zones above the table."""
        form = QFormLayout()
        for text, field in ((tr("&Zones"), self.layer), (tr("&Name field"), self.field)):
            label = QLabel(text)
            label.setBuddy(field)
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.buttons)
        self.resize(*_SIZE)

    def done(self, result: int) -> None:
        """Close, and read no more, whatever becomes of the layers."""
        self.layer.layerChanged.disconnect(self._follow_layer)
        self.field.fieldChanged.disconnect(self._read)
        self._latest.stop()
        self._gradual.stop()
        super().done(result)

    @property
    def is_busy(self) -> bool:
        """Whether the table is being made."""
        return self._latest.is_busy or self._gradual.is_busy

    def _follow_layer(self, *_: Any) -> None:
        """Offer the fields of the chosen layer, and table by it."""
        layer = self.layer.currentLayer()
        self.field.blockSignals(True)
        self.field.setLayer(layer)
        self.field.blockSignals(False)
        self.field.setEnabled(layer is not None)
        self._read()

    def _selected(self) -> Optional[Row]:
        """Return the row that is selected, None where there is not just one."""
        selected = self.table.selectionModel().selectedRows()
        return self.table.item(selected[0].row(), 0).data(_ROW) if len(selected) == 1 else None

    def _follow_selection(self) -> None:
        """Offer to look closer where there is one row to look at."""
        self.look.setEnabled(self._selected() is not None)

    def _look(self, *_: Any) -> None:
        """Ask to look at the selected row."""
        row = self._selected()
        if row is not None:
            self.look_wanted.emit(self._folder, row)

    def _read(self, *_: Any) -> None:
        """Make the table in the background."""
        layer = self.layer.currentLayer()
        try:
            zones = source_of(layer, QgsProcessingContext()) if layer is not None else None
        except BorealGPPError as error:
            self._explain(error)
            return
        self.note.setText(tr("Reading the run\u2026"))
        job = partial(zonal_rows, self._folder, zones, self.field.currentField() or None)
        self._latest.start(tr("Boreal GPP: area and GPP"), job, self._show)

    def _explain(self, error: Optional[BorealGPPError]) -> None:
        """Say why there is no table."""
        self._show_rows(())
        self.note.setText(error.text(language()) if error is not None else "")

    def _show(self, outcome: Outcome) -> None:
        """Show the table that was made."""
        if outcome.result is None:
            self._explain(outcome.error)
            return
        rows, years = outcome.result
        self._show_rows(rows)
        if not rows:
            self.note.setText(tr("No zone holds land with GPP."))
            return
        area, carbon = (sum(value(row) for row in rows if row.is_sum) for value in (lambda r: r.area_ha, lambda r: r.tonnes))
        period = Run.read(self._folder).period
        text = tr("Together {area} ha and {carbon} t C, {period}.").format(area=_written(area), carbon=_written(carbon), period=period)
        self.note.setText(text + (" " + tr("Mean of {n} years.").format(n=years) if years > 1 else ""))

    def _show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, and no others from now on."""
        self._gradual.stop()
        self._rows = rows
        self._has_zones, self._has_intervals = any(row.zone for row in rows), any(row.interval for row in rows)
        self._gradual.start(self._fill(), lambda error: self._explain(explained(error)) if error is not None else None)

    def _fill(self) -> Generator[None, None, None]:
        """Put the rows into the table, one at a time."""
        self.export.setEnabled(bool(self._rows))
        self.table.setEnabled(False)  # until there is something in each row
        self.table.setSortingEnabled(False)  # or rows would move while they are filled in
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._rows))
        names = list(self._cells(self._rows[0])) if self._rows else []
        self.table.setColumnCount(len(names))
        self.table.setHorizontalHeaderLabels([name.replace(" [", "\n[") for name in names])
        for i, row in enumerate(self._rows):
            for j, value in enumerate(self._cells(row).values()):
                self.table.setItem(i, j, _item(value, row.is_sum))
            self.table.item(i, 0).setData(_ROW, row)
            yield
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # in the order of the strata until one sorts
        self.table.setSortingEnabled(True)
        self.table.setEnabled(True)
        self._follow_selection()

    def _cells(self, row: Row) -> dict[str, Any]:
        """Return what a row says under the names of its columns."""
        return {
            **({tr("Zone"): row.zone} if self._has_zones else {}),
            tr("Stratum"): row.stratum.text(language()),
            tr("Area [ha]"): round(row.area_ha, 2),
            tr("GPP [{unit}]").format(unit=UNIT_LABELS["g C m-2"]): _known(row.gpp, 1),
            tr("GPP [t C]"): _known(row.tonnes, 1),
            **(self._ends(row) if self._has_intervals else {}),
        }

    @staticmethod
    def _ends(row: Row) -> dict[str, Optional[float]]:
        """Return the ends of a row's interval under the names of their columns."""
        low, high = row.interval or (math.nan, math.nan)
        return {tr("Low, 90 % [t C]"): _known(low, 1), tr("High, 90 % [t C]"): _known(high, 1)}

    def _save(self) -> None:
        """Save the table where the user says."""
        formats = f"{tr('Spreadsheet')} (*.xlsx);;{tr('Spreadsheet')} (*.ods);;{tr('Table')} (*.csv)"
        path, chosen = QFileDialog.getSaveFileName(self, tr("Export the Table"), str(Path(self._folder) / "gpp_table.xlsx"), formats)
        if not path:
            return
        if Path(path).suffix.lower() not in DRIVERS:
            path += chosen[chosen.index("*") + 1 : -1]
        try:
            export([self._cells(row) for row in self._rows], path)
        except BorealGPPError as error:
            self.note.setText(error.text(language()))
        else:
            self.note.setText(tr("Saved: {path}").format(path=path))


def _known(value: float, digits: int) -> Optional[float]:
    """Return a rounded value, None where it is not known."""
    return round(value, digits) if math.isfinite(value) else None


def _written(value: float) -> str:
    """Return a number for people."""
    say = Wording(language())
    return say.rounded(value) if abs(value) >= 100 else say.number(value, 1)


def _item(value: Any, is_sum: bool) -> QTableWidgetItem:
    """Return a cell, sums in bold."""
    item = _Item(value if isinstance(value, str) else "" if value is None else _written(float(value)))
    if not isinstance(value, str):
        item.setData(_NUMBER, -math.inf if value is None else float(value))
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if is_sum:
        font = item.font()
        font.setBold(True)
        item.setFont(font)
    return item
