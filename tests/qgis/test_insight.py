"""The algorithms that explain a finished run: differences, shares of skill, the report anew."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest
from conftest import run_folder_writer
from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant
from running import run


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def zones():
    """Two halves of the run, left and right."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32613", "zones", "memory")
    layer.dataProvider().addAttributes([QgsField("name", QVariant.String)])
    layer.updateFields()
    for name, left in (("west", 500010), ("east", 500610)):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, 5982900, left + 600, 5983800)))
        feature["name"] = name
        layer.dataProvider().addFeature(feature)
    return layer


def test_the_difference_of_two_strata_is_parted_by_driver(provider, real_run, tmp_path):
    own = {"RUN": real_run, "FIRST": "coniferous", "SECOND": "wetland", "OUTPUT": str(tmp_path / "d.csv")}
    ok, results, feedback = run(provider, "difference", own)
    assert ok and not feedback.errors
    rows = {row["part"]: float(row["gpp"]) for row in table(results["OUTPUT"])}
    parts = [value for name, value in rows.items() if name not in ("first", "second", "difference")]
    assert sum(parts) == pytest.approx(rows["difference"], abs=1e-6)
    assert any("Greenness" in text for text in feedback.information)


def test_drawn_zones_are_compared_by_name(provider, real_run, tmp_path):
    own = {"RUN": real_run, "ZONES": zones(), "ZONE_FIELD": "name", "FIRST": "west", "SECOND": "east", "OUTPUT": str(tmp_path / "d.csv")}
    ok, results, _ = run(provider, "difference", own)
    strata = {"RUN": real_run, "FIRST": "coniferous", "SECOND": "wetland", "OUTPUT": str(tmp_path / "s.csv")}
    assert ok and table(results["OUTPUT"]) == table(run(provider, "difference", strata)[1]["OUTPUT"])


def test_a_zone_that_is_not_there_is_told_with_those_that_are(provider, real_run, tmp_path):
    own = {"RUN": real_run, "FIRST": "swamp", "SECOND": "wetland", "OUTPUT": str(tmp_path / "d.csv")}
    ok, _, feedback = run(provider, "difference", own)
    assert not ok and any("swamp" in text and "coniferous" in text for text in feedback.errors)


def test_the_shares_of_skill_go_into_the_run_and_its_report(provider, tmp_path):
    writer = run_folder_writer
    day = writer.YEAR.middles - writer.YEAR.starts[0].astype(float)
    gpp = 8 * np.exp(-(((day - 200) / 45) ** 2)) * np.linspace(0.8, 1.2, 12)[:, None]
    folder = str(writer.write_run(tmp_path / "run", form="tg", reference_gpp=gpp))
    ok, results, feedback = run(provider, "attribution", {"RUN": folder})
    assert ok and not feedback.errors
    rows = [row for row in table(results["TABLE"]) if row["stratum"] == "all"]
    assert {row["driver"] for row in rows} == {"evi", "lst"}
    assert sum(float(row["shapley"]) for row in rows) == pytest.approx(float(rows[0]["skill"]) - float(rows[0]["skill_of_constant"]))
    assert any("not cause" in text for text in feedback.information)
    assert "What each driver adds" in Path(results["REPORT"]).read_text(encoding="utf-8")


def test_a_report_is_written_again_in_the_other_language(provider, real_run, tmp_path):
    folder = shutil.copytree(real_run, tmp_path / "run")
    for language in ("en", "fr"):
        ok, results, _ = run(provider, "report", {"RUN": str(folder), "LANGUAGE": language})
        assert ok and f'lang="{language}"' in Path(results["REPORT"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["attribution", "report"])
def test_a_folder_without_a_run_is_told(provider, name, tmp_path):
    ok, _, feedback = run(provider, name, {"RUN": str(tmp_path)})
    assert not ok and any("no finished run" in text for text in feedback.errors)
