"""The answer of a run, from its table of totals alone."""

from __future__ import annotations

import pytest

from boreal_gpp_plugin.core.answer import answer, change
from boreal_gpp_plugin.core.wording import Wording

HEAD = "kind,id,year,days,area_ha,gpp_tc,gpp_tc_low,gpp_tc_high"
SAY = Wording("en")


@pytest.fixture
def told(tmp_path):
    def tell(*rows: str) -> str:
        (tmp_path / "totals.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
        found = answer(str(tmp_path), SAY)
        return found and str(found).replace("\u202f", " ")

    return tell


def test_the_last_year_of_the_site_is_told_with_its_interval(told):
    rows = ("site,all,2020,366,13400,90000,1,2", "site,all,2021,365,13374.8,106236.4,95929,116543", "stratum,herbs,2021,365,1,2,3,4")
    assert told(*rows) == (
        "In 2021 the vegetation took up 106 000 t of carbon on 13 400 ha of land, with 90 % confidence 95 900 to 117 000 t."
    )


def test_part_of_a_year_is_told_as_such_and_an_unknown_interval_not_at_all(told):
    assert told("site,all,2021,92.0,10,50,,") == "In 92 days of 2021 the vegetation took up 50.0 t of carbon on 10.0 ha of land."


@pytest.mark.parametrize("row", ["stratum,herbs,2021,365,1,2,3,4", "site,all,2021,365,0,,,", "site,all,2021,what,1,2,3,4", "broken"])
def test_a_table_that_does_not_tell_gives_no_answer(told, row):
    assert told(row) is None


def test_a_folder_without_totals_gives_no_answer(tmp_path):
    assert answer(str(tmp_path), SAY) is None


SUMMARY = "code,stratum,area_ha,gpp_total_today,gpp_total,change,change_sd,change_low,change_high\n"


def test_a_scenario_tells_its_change_as_if_strata_erred_alike(tmp_path):
    """100 ha of 800 g C m-2 are 800 t, and two strata with standard deviations of 20 and 10 t are 30 t off together."""
    rows = "2100,coniferous,100,800,880,80,20,60,100\n800,wetland,100,200,220,20,10,10,40\n"
    (tmp_path / "summary.csv").write_text(SUMMARY + rows, encoding="utf-8")
    assert str(change(str(tmp_path), SAY)).replace("\u202f", " ") == (
        "Under the scenario the site takes up 1 100 t of carbon instead of 1 000 t (+10 %). "
        "The change is 50.7 to 149 t with 90 % confidence, and 70.0 to 140 t over the range of the scenario."
    )


@pytest.mark.parametrize("rows", ["", "2100,coniferous,100,800,880,80,,60,100\n", "broken"])
def test_a_scenario_that_does_not_tell_gives_no_change(tmp_path, rows):
    (tmp_path / "summary.csv").write_text(SUMMARY + rows, encoding="utf-8")
    assert change(str(tmp_path), SAY) is None


def test_a_run_gives_no_change(tmp_path):
    assert change(str(tmp_path), SAY) is None
