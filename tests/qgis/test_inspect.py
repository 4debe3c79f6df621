"""The check-up in the toolbox: a page, and every finding in the log."""

from __future__ import annotations

import pytest
from running import run

from boreal_gpp_plugin.processing import inspect


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(inspect, "cache_folder", lambda: str(tmp_path / "cache"))


def test_a_folder_is_checked_into_a_page_and_the_log(provider, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "CA_forest_VLCE2_2019.tif").write_bytes(b"")
    page = tmp_path / "page.html"
    ok, results, feedback = run(provider, "inspect", {"INPUTS": str(tmp_path / "site"), "OUTPUT_HTML": str(page)})
    assert ok and results["OUTPUT_HTML"] == str(page)
    for text in ("No HLS granule was found", "Add HLS v2.0", "it is empty"):
        assert text in feedback.textLog() and text in page.read_text(encoding="utf-8")


def test_without_views_extent_and_period_tell_where_and_when(provider, tmp_path):
    page = tmp_path / "page.html"
    parameters = {"EXTENT": "-105.5,-105.25,53.5,53.75 [EPSG:4326]", "START": "2021-05-01", "END": "2021-09-30"}
    ok, _, _ = run(provider, "inspect", {"INPUTS": str(tmp_path), "OUTPUT_HTML": str(page), **parameters})
    assert ok and "Period: 2021-05-01 to 2021-" in page.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_refused(provider, tmp_path):
    ok, _, feedback = run(provider, "inspect", {"INPUTS": str(tmp_path / "gone"), "OUTPUT_HTML": str(tmp_path / "page.html")})
    assert not ok and "gone can't be read" in feedback.textLog()
