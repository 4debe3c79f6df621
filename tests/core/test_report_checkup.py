"""The page of a check-up tells every finding and fix in the reader's language, and takes no text for markup."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from boreal_gpp_plugin.core.checkup.check import CheckUp, Finding, ProductCheck
from boreal_gpp_plugin.core.errors import OutputError
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.report import page as report_page
from boreal_gpp_plugin.core.report.checkup import page, write_checkup
from boreal_gpp_plugin.core.wording import Wording

VIEWS = ProductCheck("HLSL30", 3, 18, 0, ("2020-12-30", "2021-01-01", "2021-12-31"), "EPSG:32613, 30", 0.875, {1: 0.5, 12: 1.0})
FINDINGS = (
    Finding("error", msg("{path} is <b>lost</b>.", path="a & b"), msg("Find it.")),
    Finding("pass", msg("All is well."), None, "HLSL30"),
)
CHECK = CheckUp("/data/été", (-105.1, 53.9, -104.9, 54.1), ("2021-01-01", "2021-12-31"), (VIEWS,), FINDINGS)


def test_every_finding_is_told_with_its_fix_and_escaped():
    text = page(CHECK)
    assert "a &amp; b is &lt;b&gt;lost&lt;/b&gt;." in text and "Find it." in text and "All is well." in text
    assert "before the errors are mended" in text and "/data/été" in text and "-105.1 to -104.9 degrees east" in text
    assert "de -105,1 à -104,9 degrés est" in page(CHECK, "fr")


def test_each_year_has_a_strip_with_a_mark_for_each_day():
    """1 January is at the left edge, 31 December of a year of 365 days two units before the right one."""
    text = page(CHECK)
    assert text.count("<svg") == 2 and text.count('fill="var(--accent)"') == 3
    assert 'x="0" y="0" width="2"' in text and 'x="728" y="0" width="2"' in text


def test_a_product_shows_its_share_grid_and_months():
    text = page(CHECK)
    assert "87 %" in text and "EPSG:32613, 30" in text and "Jan 50\u00a0%, Dec 100\u00a0%" in text


def test_a_share_is_rounded_down_so_that_only_a_whole_site_is_100_percent():
    assert replace(VIEWS, coverage=0.999).percent == 99
    assert replace(VIEWS, coverage=1.0).percent == 100


def test_an_empty_check_up_is_a_page_too():
    assert "A run can begin." in page(CheckUp("empty", None, None, (), ()))


def test_a_page_that_cant_be_written_is_refused(tmp_path):
    assert write_checkup(CHECK, str(tmp_path / "page.html")).endswith("page.html")
    with pytest.raises(OutputError, match=r"gone/page\.html can't be written"):
        write_checkup(CHECK, str(tmp_path / "gone" / "page.html"))


def test_a_report_tells_the_check_up_that_its_run_kept():
    run = SimpleNamespace(record={"checkup": CHECK.to_dict()})
    assert "Find it." in report_page._checkup(run, Wording("en"))
    assert report_page._checkup(SimpleNamespace(record={}), Wording("en")) is None
