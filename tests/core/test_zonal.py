"""The zonal table of a finished run."""

from __future__ import annotations

import math

import numpy as np
import pytest
import rasterio
from run_folder import write_run

from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.strata import zonal
from boreal_gpp_plugin.core.strata.zones import Zones


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return FinishedRun.read(str(write_run(tmp_path_factory.mktemp("runs") / "run")))


@pytest.fixture(scope="module")
def total(run):
    with rasterio.open(run.folder / "gpp_total.tif") as file:
        return file.read(1, masked=True).filled(np.nan)


def test_a_stratum_has_its_area_its_mean_and_its_carbon(run, total):
    wetland, conifers, together = zonal.rows(run)
    assert [str(row.stratum) for row in (wetland, conifers, together)] == ["Wetland", "Coniferous", "All strata"]
    assert conifers.area_ha == pytest.approx(28 * 20 * 0.09)  # cells of 30 m without the strip of water
    assert conifers.gpp == pytest.approx(np.nanmean(total[2:, :20]), rel=1e-5)
    assert conifers.tonnes == pytest.approx(np.nansum(total[2:, :20]) * 900 / 1e6, rel=1e-5)
    assert together.is_sum and together.tonnes == pytest.approx(conifers.tonnes + wetland.tonnes)


def test_zones_are_tabled_by_stratum_and_as_a_whole(run, total):
    index = np.zeros(run.grid.shape, np.int16)
    index[10:20, 10:30], index[20:, :5] = 1, 2
    rows = zonal.rows(run, Zones(index, ("Burn", "Stand 7")))
    assert [(row.zone, str(row.stratum)) for row in rows] == [
        ("Burn", "Wetland"),
        ("Burn", "Coniferous"),
        ("Burn", "All strata"),
        ("Stand 7", "Coniferous"),
        ("Stand 7", "All strata"),
    ]
    assert rows[2].area_ha == pytest.approx(200 * 0.09)
    assert rows[2].gpp == pytest.approx(np.nanmean(total[10:20, 10:30]), rel=1e-5)
    assert rows[3].gpp == rows[4].gpp


def test_each_row_of_a_zone_has_its_outline_and_rows_of_strata_have_none(run):
    index = np.zeros(run.grid.shape, np.int16)
    index[10:20, 10:30], index[20:, :5] = 1, 2
    burn, stand = ({"type": "MultiPolygon", "coordinates": [[[(x, 0), (x + 1, 0), (x, 1), (x, 0)]]]} for x in (0, 5))
    assert [row.outline for row in zonal.rows(run, Zones(index, ("Burn", "Stand 7"), (burn, stand)))] == [burn] * 3 + [stand] * 2
    assert [row.outline for row in zonal.rows(run)] == [None] * 3


def test_a_zone_without_gpp_has_no_row(run):
    index = np.zeros(run.grid.shape, np.int16)
    index[:2] = 1
    assert zonal.rows(run, Zones(index, ("Lake",))) == []


def test_two_years_give_the_mean_of_a_year(run, monkeypatch):
    one = zonal.rows(run)[0].gpp
    monkeypatch.setattr(zonal, "years", lambda run: 2)
    assert zonal.rows(run)[0].gpp == pytest.approx(one / 2)


def test_intervals_are_those_that_the_run_told_of_its_one_year(run):
    table = run.folder / "totals.csv"
    head = "kind,id,year,area_ha,gpp_tc,gpp_tc_low,gpp_tc_high\n"
    site, stratum = "site,all,2021,10,100,90,110\n", "stratum,wetland,2021,5,50,40,60\n"
    table.write_text(head + site + stratum + "zone,wetland,2021,1,1.5,1,2\n", encoding="utf-8")
    try:
        assert [row.interval for row in zonal.rows(run)] == [(40.0, 60.0), None, (90.0, 110.0)]
        table.write_text(head + site + site.replace("2021", "2022"), encoding="utf-8")
        assert [row.interval for row in zonal.rows(run)] == [None] * 3
    finally:
        table.unlink()


def test_a_zone_that_the_run_was_made_with_has_the_interval_that_the_run_told_of_it(run):
    index = np.zeros(run.grid.shape, np.int16)
    index[10:20, 10:30], index[20:, :5] = 1, 2
    zones, table = Zones(index, ("1", "2")), run.folder / "totals.csv"
    burn = zonal.rows(run, zones)[2]
    told = f"zone,Burn,2021,{burn.area_ha:.2f},{burn.tonnes:.3f},1,2\n"
    table.write_text(f"kind,id,year,area_ha,gpp_tc,gpp_tc_low,gpp_tc_high\n{told}", encoding="utf-8")
    try:
        assert [row.interval for row in zonal.rows(run, zones)] == [None, None, (1.0, 2.0), None, None]
        index[10, 10] = 0  # it was redrawn since
        assert [row.interval for row in zonal.rows(run, zones)] == [None] * 5
    finally:
        table.unlink()


def test_cells_without_gpp_count_with_the_mean_of_their_stratum(run, monkeypatch):
    whole = zonal.rows(run)
    read = FinishedRun.map_of

    def with_a_gap(self, name, tile):
        values = read(self, name, tile).copy()
        values[:, : max(20 - tile[1].start, 0)] = np.nan
        return values

    monkeypatch.setattr(FinishedRun, "map_of", with_a_gap)
    wetland, conifers, together = zonal.rows(run)
    assert math.isnan(conifers.gpp) and math.isnan(conifers.tonnes)
    assert wetland.gpp == whole[0].gpp == pytest.approx(together.gpp)
    assert together.area_ha == whole[2].area_ha
