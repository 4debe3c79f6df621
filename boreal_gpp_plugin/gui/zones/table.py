"""The table of zones: names, what each is for, and areas, live while they are drawn."""

from __future__ import annotations

from functools import partial
from typing import Any, Optional

from qgis.core import QgsDistanceArea, QgsFeature, QgsProject, QgsUnitTypes, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from ...core.request import ZONE_USE_FIELD as USE
from ...core.wording import Wording
from ...i18n import language, tr
from ...layers.zone_layer import NAME, repair, uses
from ..text import open_wide

_HEIGHT_PX = 130
_LETTERS = 15  # of a use
_FID = Qt.ItemDataRole.UserRole


class ZonesTable(QTableWidget):
    """Shows the zones of a layer that was made here; selecting rows selects zones."""

    told = pyqtSignal(str)  # what is the matter with a zone, empty for nothing

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.setAccessibleName(tr("Zones"))
        self.setHorizontalHeaderLabels([tr("Name"), tr("Use"), tr("ha")])
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setFixedHeight(_HEIGHT_PX)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self._layer: Optional[QgsVectorLayer] = None
        self._later = QTimer(self)  # an edit tells several changes
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self.itemChanged.connect(self._rename)
        self.itemSelectionChanged.connect(self._select)
        self.hide()

    def show_layer(self, layer: Optional[QgsVectorLayer]) -> None:
        """Show the zones of a layer, or none."""
        if layer is self._layer:
            return
        self.let_go()
        self._layer = layer
        if layer is not None:
            for changed in self._changes(layer):
                changed.connect(self._note_change)
            layer.willBeDeleted.connect(self._forget)
        self.setVisible(layer is not None)
        self._refresh()

    def let_go(self) -> None:
        """Listen to the layer no longer."""
        if self._layer is not None:
            for changed in self._changes(self._layer):
                changed.disconnect(self._note_change)
            self._layer.willBeDeleted.disconnect(self._forget)
            self._layer = None

    @staticmethod
    def _changes(layer: QgsVectorLayer) -> tuple:
        """Return the signals after which the zones may be others."""
        return layer.featureAdded, layer.featureDeleted, layer.geometryChanged, layer.attributeValueChanged, layer.afterCommitChanges

    def _note_change(self, *_: Any) -> None:
        """Show the zones anew once the edit is over."""
        self._later.start()

    def _forget(self) -> None:
        """Show no layer that is about to go."""
        self.show_layer(None)

    def _refresh(self) -> None:
        """Repair what was drawn, and show all zones."""
        if self._layer is not None:
            hopeless = repair(self._layer)
            self.told.emit(tr("Without area, so draw it again: {names}.").format(names=", ".join(hopeless)) if hopeless else "")
        self.blockSignals(True)
        self.setRowCount(0)
        if self._layer is not None:
            measure = QgsDistanceArea()
            measure.setSourceCrs(self._layer.crs(), QgsProject.instance().transformContext())
            measure.setEllipsoid(self._layer.crs().ellipsoidAcronym() or "EPSG:7030")
            for feature in self._layer.getFeatures():
                self._add(feature, measure)
        self.blockSignals(False)
        self.doItemsLayout()  # or the fields of a table out of sight stay where columns were before

    def _add(self, feature: QgsFeature, measure: QgsDistanceArea) -> None:
        """Add the row of a zone."""
        row = self.rowCount()
        self.insertRow(row)
        name = QTableWidgetItem(str(feature[NAME] or ""))
        name.setData(_FID, feature.id())
        self.setItem(row, 0, name)
        use = QComboBox()
        use.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        use.setMinimumContentsLength(_LETTERS)
        use.setAccessibleName(tr("Use of {zone}").format(zone=name.text()))
        for value, title in uses().items():
            use.addItem(title, value)
        use.setCurrentIndex(max(use.findData(feature[USE]), 0))
        open_wide(use)
        use.activated.connect(partial(self._use, feature.id(), use))
        self.setCellWidget(row, 1, use)
        hectares = measure.convertAreaMeasurement(measure.measureArea(feature.geometry()), QgsUnitTypes.AreaUnit.AreaHectares)
        area = QTableWidgetItem(Wording(language()).number(hectares, 1))
        area.setFlags(area.flags() & ~Qt.ItemFlag.ItemIsEditable)
        area.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setItem(row, 2, area)

    def _rename(self, item: QTableWidgetItem) -> None:
        """Give a zone the name that was typed."""
        if item.column() == 0:
            self._set(item.data(_FID), NAME, item.text().strip())

    def _use(self, fid: int, combo: QComboBox, *_: int) -> None:
        """Give a zone the use that was chosen."""
        self._set(fid, USE, combo.currentData())

    def _set(self, fid: int, field: str, value: str) -> None:
        """Change an attribute of a zone."""
        self._layer.startEditing()
        self._layer.changeAttributeValue(fid, self._layer.fields().indexOf(field), value)

    def _select(self) -> None:
        """Select the zones of the selected rows."""
        rows = {index.row() for index in self.selectedIndexes()}
        self._layer.selectByIds([self.item(row, 0).data(_FID) for row in rows])
