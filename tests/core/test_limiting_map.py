"""The limiting-driver map on disk and its tables."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import rasterio
from run_folder import CODES, YEAR, write_run

from boreal_gpp_plugin.core.drivers import limitation, season
from boreal_gpp_plugin.core.drivers.limiting_map import SHARE_BANDS, LimitingMap, Limits
from boreal_gpp_plugin.core.language import Message
from boreal_gpp_plugin.core.run.finished_run import FinishedRun


class Made(NamedTuple):
    """A run, the folder of its maps, the tables of strata and of zones, and the entries of the map of classes and of shares."""

    run: FinishedRun
    folder: Path
    table: list[dict]
    of_zones: list[dict]
    output: dict
    shares: dict[str, dict]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Maps written tile by tile, and what was found."""
    folder = tmp_path_factory.mktemp("map")
    run = FinishedRun.read(str(write_run(folder / "run")))
    own = {code: run.parameters[code] for code in CODES}
    best = limitation.Best(run.form, own)
    for tile, grid in run.tiles():
        best.add(run.strata_of(tile), run.prepare(run.drivers_of(tile), grid.lonlat()[1]))
    limits = Limits(YEAR, run.form, own, best.table(), n_zones=1)
    with LimitingMap(folder, run.grid, limits) as limiting:
        for tile, grid in run.tiles():
            prepared = run.prepare(run.drivers_of(tile), grid.lonlat()[1])
            strata = run.strata_of(tile)
            limiting.add(tile, limits.of_tile(strata, prepared, run.series_of("gpp", tile), zones=(strata == 800).astype(int)))
        limiting.build_overviews()
        rows, outputs = limiting.table(run.legend, ["bog"]), limiting.outputs()
    table = [row for row in rows if not row["zone"]]
    return Made(run, folder, table, [row for row in rows if row["zone"]], outputs.pop("limiting_driver"), outputs)


def test_there_is_a_class_for_each_step_and_for_the_season(made):
    folder, output = made.folder, made.output
    with rasterio.open(folder / output["file"]) as file:
        assert file.descriptions == (*YEAR.labels, "growing season")
        assert (file.dtypes[0], file.nodata) == ("uint8", 0)
        codes = file.read()
    assert not codes[:, :2].any()  # water
    assert codes[:, 2:].all()
    january, july = codes[1, 2:], codes[24, 2:]
    assert np.isin(january, [limitation.CLASSES[id_].code for id_ in ("lst", "several")]).all()
    assert not np.isin(july, [limitation.CLASSES[id_].code for id_ in ("lst", "lst_memory", "thaw_fraction")]).any()
    legend = (folder / "limiting_driver.clr").read_text(encoding="utf-8").splitlines()
    assert len(legend) == len(limitation.CLASSES)


def test_classes_carry_titles_colours_and_areas(made):
    output = made.output
    assert output["steps"] and {entry["id"] for entry in output["classes"]} == set(limitation.CLASSES)
    assert sum(entry["area_ha"] for entry in output["classes"]) == pytest.approx(28 * 40 * 0.09)
    assert all(str(Message.from_dict(entry["title"])) for entry in output["classes"])


def test_shares_sum_to_one_by_stratum_and_season(made):
    table = made.table
    assert [(row["stratum"], row["season"]) for row in table] == [
        (stratum, name) for stratum in ("wetland", "coniferous") for name in ("djf", "mam", "jja", "son", "year", "growing")
    ]
    for row in table:
        assert sum(row[name] for name in row if name.startswith("share_")) == pytest.approx(1, abs=1e-5)
        assert sum(row[name] for name in row if name.startswith("time_")) == pytest.approx(1, abs=1e-5)
        assert 0 <= row["loss"] <= 1
    winter, growing = table[0], table[5]
    assert winter["loss"] > 0.9 > growing["loss"]


def test_the_shares_are_those_of_the_pixels_losses(made):
    run, table = made.run, made.table
    tile = (slice(0, 30), slice(0, 40))
    strata = run.strata_of(tile)
    prepared = run.prepare(run.drivers_of(tile), run.grid.lonlat()[1])
    best = limitation.Best(run.form, {code: run.parameters[code] for code in CODES})
    best.add(strata, prepared)
    values = limitation.lookup_best(best.table(), strata)
    parameters = {name: np.where(strata == 800, run.parameters[800][name], run.parameters[2100][name]) for name in run.parameters[800]}
    found = limitation.limitation(run.form, prepared, parameters, values)
    growing = season.growing(run.series_of("gpp", tile), YEAR)
    lost = {id_: np.einsum("tp,t->", np.where(growing, loss, 0)[:, strata == 800], YEAR.days) for id_, loss in found.losses.items()}
    row = next(row for row in table if row["stratum"] == "wetland" and row["season"] == "growing")
    for id_, own in lost.items():
        assert row[f"share_{id_}"] == pytest.approx(own / sum(lost.values()), abs=1e-4)


def test_the_maps_of_shares_sum_to_one_wherever_something_is_lost(made):
    assert set(made.shares) == {f"share_{id_}" for id_ in ("evi", "radiation", "lst", "lst_memory", "thaw_fraction", "soil_moisture")}
    total = 0.0
    for entry in made.shares.values():
        with rasterio.open(made.folder / entry["file"]) as file:
            assert file.count == len(SHARE_BANDS) and file.descriptions[0] == "Growing season" and file.nodata == -9999
            total = total + file.read(masked=True).astype(float).filled(np.nan)
    assert np.isnan(total[:, :2]).all()  # water
    assert np.abs(total[:, 2:] - 1).max() < 0.001  # twelve binary digits are kept of each


def test_the_map_of_a_share_is_that_of_the_table_on_average(made):
    """The table weighs pixels by what they lose; on this site all of a stratum lose much alike."""
    with rasterio.open(made.folder / "share_evi.tif") as file:
        growing = file.read(1, masked=True)[2:, 20:]
    row = next(row for row in made.table if row["stratum"] == "wetland" and row["season"] == "growing")
    assert growing.mean() == pytest.approx(row["share_evi"], abs=0.03)


def test_a_zone_over_a_stratum_has_the_stratums_figures(made):
    wetland = [row for row in made.table if row["stratum"] == "wetland"]
    assert len(made.of_zones) == len(wetland) == 6
    for zone, stratum in zip(made.of_zones, wetland):
        assert zone["zone"] == "bog" and zone["stratum"] == ""
        assert {k: v for k, v in zone.items() if k[:4] in ("loss", "shar", "time")} == pytest.approx(
            {k: v for k, v in stratum.items() if k[:4] in ("loss", "shar", "time")}, nan_ok=True
        )
