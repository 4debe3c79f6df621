"""The tables that the user fills in: what they offer, refuse and write, and that the inputs are checked again with them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from fake_run import FINE
from qgis.PyQt.QtWidgets import QDialog, QPushButton, QToolButton
from shown_dock import shown_dock

from boreal_gpp_plugin.core.checkup.check import Finding
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.readers import classes, declared, ntems, towers
from boreal_gpp_plugin.gui.table_dialog import TableDialog
from boreal_gpp_plugin.gui.user_tables import CLASSES, SERIES, SITES, user_table

TOWER = "FLX_{}_FLUXNET2015_FULLSET_DD_2020-2021_1-4.csv"


def raster(path: Path, values) -> str:
    values = np.asarray(values)
    place = {"crs": "EPSG:32613", "transform": Affine(30, 0, 390000, 0, -30, 5985000)}
    with rasterio.open(path, "w", driver="GTiff", count=1, dtype=values.dtype, height=2, width=3, **place) as file:
        file.write(values, 1)
    return str(path)


def open_table(name, path="", inputs=""):
    return TableDialog(user_table(name, str(path), str(inputs)))


def write(dialog, row, column, text):
    """Write into a cell, or choose there."""
    box = dialog.cells.cellWidget(row, column)
    if box is None:
        dialog.cells.item(row, column).setText(text)
    else:
        assert box.findData(text) >= 0
        box.setCurrentIndex(box.findData(text))


def test_classes_of_a_map_are_named_and_the_map_is_read_by_them(qgis_app, tmp_path):
    path = raster(tmp_path / "forêt_2018.tif", np.array([[7, 7, 9], [9, 0, 255]], np.uint8))
    dialog = open_table(CLASSES, path)
    assert [row["value"] for row in dialog.rows()] == ["7", "9"]
    dialog.accept()
    assert "Row 1, Taken for: this can't stay empty" in dialog.problem.text() and not list(tmp_path.glob("*.csv"))
    write(dialog, 0, 1, "210")
    write(dialog, 1, 1, "0")
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert classes.read_table(str(tmp_path / "forêt_2018.classes.csv")) == {7: 210, 9: 0}
    assert ntems.recognise(path).product == "LAND_COVER"


def test_the_table_of_the_folder_is_shown_and_what_it_says_besides_is_kept(qgis_app, tmp_path):
    path = raster(tmp_path / "forest_2018.tif", np.array([[1, 2, 3]] * 2, np.uint8))
    (tmp_path / CLASSES).write_text("value;name;vlce2\n1;épinette;210\n2;marais;999\n", encoding="utf-8")
    dialog = open_table(CLASSES, path)
    assert [tuple(row.values()) for row in dialog.rows()] == [("1", "210"), ("2", "999"), ("3", "")]
    write(dialog, 2, 1, "20")
    dialog.accept()
    assert "Row 2, Taken for: 999 can't stand here" in dialog.problem.text()
    write(dialog, 1, 1, "80")
    dialog.accept()
    with open(tmp_path / CLASSES, newline="", encoding="utf-8-sig") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["épinette", "marais", ""]
    assert classes.read_table(str(tmp_path / CLASSES)) == {1: 210, 2: 80, 3: 20}


def test_classes_of_the_land_cover_of_canada_are_proposed(qgis_app, tmp_path):
    dialog = open_table(CLASSES, raster(tmp_path / "cover_2020.tif", np.array([[1, 5, 18]] * 2, np.uint8)))
    assert [row["vlce2"] for row in dialog.rows()] == ["210", "220", "20"]


def test_a_series_offers_the_units_of_what_it_is(qgis_app, tmp_path):
    (tmp_path / "my gpp").mkdir()
    path = raster(tmp_path / "my gpp" / "GPP_2021177.tif", np.full((2, 3), 8, np.float32))
    dialog = open_table(SERIES, path, tmp_path)
    (row,) = dialog.rows()
    assert (row["files"], row["date"]) == ("my gpp/GPP_*.tif", "%Y%j")
    write(dialog, 0, 1, "vpd")
    assert [dialog.cells.cellWidget(0, 2).itemData(i) for i in range(4)] == ["", "kPa", "hPa", "Pa"]
    write(dialog, 0, 2, "hPa")
    write(dialog, 0, 1, "gpp")
    dialog.accept()
    assert "Row 1, Unit: hPa can't stand here" in dialog.problem.text()
    write(dialog, 0, 2, "g C m-2 d-1")
    write(dialog, 0, 5, "8")
    dialog.accept()
    (granule,) = declared.recognise(str(tmp_path / SERIES))
    assert (granule.detail["variable"], granule.time.month, granule.detail["days"]) == ("gpp", 6, 8)


@pytest.mark.parametrize(
    ("latitude", "problem"),
    [("", "Latitude: this can't stay empty"), ("154", "Latitude: 154 can't stand here"), ("north", "north can't stand")],
)
def test_places_of_towers_are_numbers_on_earth(qgis_app, tmp_path, latitude, problem):
    for site in ("XX-New", "CA-Obs"):
        (tmp_path / TOWER.format(site)).write_text("TIMESTAMP,NEE_VUT_REF_QC,GPP_NT_VUT_REF\n20200101,1,0\n")
    dialog = open_table(SITES, tmp_path / TOWER.format("XX-New"))
    assert [tuple(row.values()) for row in dialog.rows()] == [("CA-Obs", "53.9872", "-105.1178"), ("XX-New", "", "")]
    write(dialog, 1, 1, latitude)
    write(dialog, 1, 2, "-105,5")
    dialog.accept()
    assert problem in dialog.problem.text()
    write(dialog, 1, 1, "54.25")
    dialog.accept()
    granule = towers.recognise(str(tmp_path / TOWER.format("XX-New")))
    assert (granule.detail["latitude"], granule.detail["longitude"]) == (54.25, -105.5)


def test_rows_are_added_and_removed(qgis_app, tmp_path):
    dialog = open_table(SITES, inputs=tmp_path)
    assert dialog.rows() == []
    dialog.add_row()
    for i, site in enumerate(("AA-Aaa", "BB-Bbb")):
        for j, text in enumerate((site, "54", "-105")):
            write(dialog, i, j, text)
    dialog.cells.setCurrentCell(0, 0)
    dialog.remove_rows()
    assert [row["site"] for row in dialog.rows()] == ["BB-Bbb"]


def test_a_folder_that_cant_be_written_is_said_and_the_dialog_stays(qgis_app, tmp_path, monkeypatch):
    dialog = open_table(SITES, inputs=tmp_path)
    for j, text in enumerate(("AA-Aaa", "54", "-105")):
        write(dialog, 0, j, text)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("boreal_gpp_plugin.gui.table_dialog.write_rows", refuse)
    dialog.accept()
    assert "sites.csv can't be written: Permission denied" in dialog.problem.text()
    assert dialog.result() != QDialog.DialogCode.Accepted


@pytest.fixture
def dock(window, tmp_path):
    with shown_dock(window) as dock:
        dock.visit(dock.inputs)
        yield dock


@pytest.mark.parametrize(("way", "product"), [("finding", None), ("finding", "TOWER"), ("menu", None)])
def test_a_table_is_filled_in_from_the_card_or_the_finding_and_the_inputs_are_checked_again(dock, qtbot, checkup, tmp_path, way, product):
    path = tmp_path / TOWER.format("XX-New")
    path.write_text("TIMESTAMP,NEE_VUT_REF_QC,GPP_NT_VUT_REF\n20200101,1,0\n")
    text = msg("The coordinates of the tower {site} of {path} are not known.", site="XX-New", path=str(path))
    finding = Finding("warning", text, msg("Add {table} beside it.", table=SITES), product)
    tower = replace(FINE.products[0], product="TOWER", path=str(path))
    checkup.check = replace(FINE, products=(*FINE.products, tower), findings=(finding,))
    dock.inputs.folder.setFilePath(str(tmp_path))
    qtbot.waitUntil(lambda: not dock.examiner.is_busy)
    if way == "menu":
        (action,) = (a for a in dock.findChild(QToolButton, "source_TOWER").menu().actions() if a.objectName() == "table")
        assert action.text() == "Say Where the &Towers Are\u2026"
        action.trigger()
    else:
        dock.inputs.checkup.findChild(QPushButton, "table_sites").click()
    dialog = dock.inputs.findChild(TableDialog)
    for j, words in enumerate(("XX-New", "54", "-105")):
        write(dialog, 0, j, words)
    dialog.accept()
    qtbot.waitUntil(lambda: len(checkup.requests) == 2 and not dock.examiner.is_busy)
    assert towers.recognise(str(path)).detail["latitude"] == 54
