"""The algorithm that reruns a finished run under a changed climate, on a real run folder."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from qgis.core import QgsProject
from running import run


def test_a_preset_gives_maps_a_summary_and_a_project(provider, real_run, tmp_path):
    ok, results, feedback = run(provider, "scenario", {"RUN": real_run, "PRESET": "ssp585_2041_2060", "OUTPUT": str(tmp_path / "out")})
    assert ok and not feedback.errors
    for name in ("GPP", "GPP_TOTAL", "CHANGE", "CHANGE_LOW", "CHANGE_HIGH", "EXTRAPOLATED", "SUMMARY"):
        assert Path(results[name]).is_file()
    project = QgsProject()
    assert project.read(results["PROJECT"])
    layers = project.mapLayers().values()
    assert all(layer.isValid() for layer in layers)
    drawn = [node.name() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    assert drawn[0] == "Change of GPP" and "Total GPP" not in drawn
    assert any("Under the scenario the site takes up" in text for text in feedback.information)
    assert any("Illustrative" in text for text in feedback.information)
    assert any("Not modelled: CO2" in text for text in feedback.information)


def test_a_table_of_ones_own_replaces_the_preset(provider, real_run, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("driver,month,change\nsoil_moisture,,-50\n")
    ok, results, _ = run(provider, "scenario", {"RUN": real_run, "DELTAS": str(table), "EVI": "held", "OUTPUT": str(tmp_path / "out")})
    assert ok
    with open(results["SUMMARY"], newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(float(row["change"]) == pytest.approx(float(row["change_by_soil_moisture"]), abs=0.002) for row in rows)
    assert all(float(row["change"]) < 0 for row in rows)


def test_a_mistake_in_the_table_is_told_with_its_line(provider, real_run, tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("driver,month,change\nlst,13,2\n")
    ok, _, feedback = run(provider, "scenario", {"RUN": real_run, "DELTAS": str(table), "OUTPUT": str(tmp_path / "out")})
    assert not ok and any("Line 2 of own.csv" in text for text in feedback.errors)
    assert not (tmp_path / "out").exists()


def test_a_folder_without_a_run_is_told(provider, tmp_path):
    ok, _, feedback = run(provider, "scenario", {"RUN": str(tmp_path), "OUTPUT": str(tmp_path / "out")})
    assert not ok and any("no finished run" in text for text in feedback.errors)
