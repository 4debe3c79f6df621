"""The zonal table: read in the background, sorted by number, exported for spreadsheets."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog

from boreal_gpp_plugin.gui.zonal_dialog import ZonalDialog


@pytest.fixture
def stands(qgis_app):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32613&field=stand:string(20)", "Stands", "memory")
    for name, left in (("Été 1", 500100), ("B", 500700)):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([name])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, 5983100, left + 300, 5983400)))
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def dialog(qgis_app, qtbot, real_run, stands):
    dialog = ZonalDialog(real_run)
    qtbot.addWidget(dialog)
    dialog.show()
    wait(dialog, qtbot)
    yield dialog
    dialog.close()
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


def wait(dialog, qtbot):
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=10000)


def texts(dialog, column):
    return [dialog.table.item(row, column).text() for row in range(dialog.table.rowCount())]


def headers(dialog):
    return [dialog.table.horizontalHeaderItem(i).text() for i in range(dialog.table.columnCount())]


def test_a_run_is_tabled_by_stratum_with_units_and_a_sum(dialog):
    assert headers(dialog) == ["Stratum", "Area\n[ha]", "GPP\n[g C m\u207b\u00b2]", "GPP\n[t C]"]
    assert texts(dialog, 0) == ["Wetland", "Coniferous", "All strata"]
    assert texts(dialog, 1) == ["50.4", "50.4", "101"]
    assert dialog.note.text().startswith("Together 101 ha and ") and dialog.note.text().endswith(" t C, 2021.")


def test_numbers_are_sorted_as_numbers(dialog):
    for order, reverse in ((Qt.SortOrder.AscendingOrder, False), (Qt.SortOrder.DescendingOrder, True)):
        dialog.table.sortItems(3, order)
        found = [float(text.replace("\u202f", "")) for text in texts(dialog, 3)]
        assert found == sorted(found, reverse=reverse) and len(found) == 3


def test_any_polygon_layer_gives_zones(dialog, stands, qtbot):
    dialog.layer.setLayer(stands)
    dialog.field.setField("stand")
    wait(dialog, qtbot)
    assert headers(dialog)[0] == "Zone"
    assert set(texts(dialog, 0)) == {"Été 1", "B"}
    assert texts(dialog, 2) == ["9.0"] * 4


def test_one_row_is_looked_at_and_none_or_several_are_not(dialog, stands, qtbot):
    wanted = []
    dialog.look_wanted.connect(lambda folder, row: wanted.append((row.zone, row.id)))
    dialog.layer.setLayer(stands)
    dialog.field.setField("stand")
    wait(dialog, qtbot)
    assert not dialog.look.isEnabled()
    dialog.table.sortItems(0, Qt.SortOrder.AscendingOrder)
    dialog.table.selectRow(0)
    assert dialog.look.isEnabled()
    dialog.look.click()
    dialog.table.selectAll()
    assert not dialog.look.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert wanted == [("B", "wetland")]


def test_zones_elsewhere_are_explained(dialog, qtbot):
    away = QgsVectorLayer("Polygon?crs=EPSG:4326", "Away", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(0, 0, 1, 1)))
    away.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(away)
    dialog.layer.setLayer(away)
    wait(dialog, qtbot)
    assert dialog.table.rowCount() == 0 and not dialog.export.isEnabled()
    assert "No zone of" in dialog.note.text()


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_it_is_exported_for_spreadsheets(dialog, tmp_path, monkeypatch, suffix):
    path = tmp_path / f"GPP d'été.{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    dialog.export.click()
    table = QgsVectorLayer(str(path), "table", "ogr")
    assert table.isValid() and table.featureCount() == 3
    rows = [feature.attributes() for feature in table.getFeatures()]
    assert [row[0] for row in rows] == ["Wetland", "Coniferous", "All strata"]
    assert float(rows[2][1]) == 100.8


def test_a_folder_that_can_not_be_written_is_said(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "nowhere" / "a.xlsx"), ""))
    dialog.export.click()
    assert "can't be written" in dialog.note.text()
