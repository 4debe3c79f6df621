"""Scenarios: deltas on drivers, tables, and a finished run under a changed climate."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
import rasterio
from run_folder import CODES, YEAR, drivers_of, grid_of, write_run

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.drivers import extrapolation, season
from boreal_gpp_plugin.core.errors import Cancelled, InputError
from boreal_gpp_plugin.core.language import Message, msg
from boreal_gpp_plugin.core.model import covariance, rivals
from boreal_gpp_plugin.core.model.calibration import Calibration
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.run import record, text_files
from boreal_gpp_plugin.core.run.finished_run import FinishedRun
from boreal_gpp_plugin.core.scenarios import projection
from boreal_gpp_plugin.core.scenarios.deltas import Deltas, shifted, step_means
from boreal_gpp_plugin.core.scenarios.presets import PRESETS
from boreal_gpp_plugin.core.scenarios.response import Response, declines
from boreal_gpp_plugin.core.scenarios.scenario import Scenario
from boreal_gpp_plugin.core.scenarios.spread import SPREADS, Spread
from boreal_gpp_plugin.core.scenarios.table import read_table

BOREAL, TG = FORMS["boreal"], FORMS["tg"]
PARAMETERS = {**BOREAL.default("ENF"), "f": 0.5, "w": 0.6}
DAY = YEAR.middles - YEAR.starts[0].astype(float) + 1


def scenario(low: Deltas | None = None, high: Deltas | None = None, evi: str = "held", **changes) -> Scenario:
    return Scenario("test", msg("Test"), msg("Made up"), Deltas(**changes), low, high, evi)


def in_months(*months: int, value: float) -> tuple[float, ...]:
    return tuple(value if month in months else 0.0 for month in range(1, 13))


def place(**changes: float) -> dict[str, np.ndarray]:
    """Return the drivers (time,) of one place."""
    return {name: cube[:, 0, 0].astype(float) + changes.get(name, 0.0) for name, cube in drivers_of((1, 1)).items()}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return str(write_run(tmp_path_factory.mktemp("runs") / "run"))


def read(folder, name):
    with rasterio.open(f"{folder}/{name}.tif") as file:
        return file.read(masked=True).astype(float).filled(np.nan)


def summary(folder):
    with open(f"{folder}/summary.csv", newline="", encoding="utf-8") as file:
        return {int(row["code"]): row for row in csv.DictReader(file)}


def gpp_under(deltas, form, parameters, drivers, calendar, latitude, evi="shifted"):
    response = Response(form, parameters, drivers, calendar, latitude)
    return response.today.gpp if deltas is None else response.under(deltas, evi).gpp


# Deltas


def test_a_delta_is_the_mean_over_the_days_of_the_step():
    calendar = Calendar.between("2021-01-25", "2021-02-09")  # 25 January to 1 February: seven days and one
    assert step_means(in_months(1, value=8.0), calendar) == pytest.approx([7.0, 0.0])


def test_warming_is_added_and_moisture_scaled_and_kept_physical():
    drivers = place()
    changed = Deltas(lst=(2.0,) * 12, soil_moisture=(-10.0,) * 12).apply(drivers, YEAR, shift_green=True)
    assert changed["lst"] == pytest.approx(drivers["lst"] + 2)
    assert changed["soil_moisture"] == pytest.approx(0.9 * drivers["soil_moisture"])
    assert changed["evi"] is drivers["evi"] and changed["thaw_fraction"] is drivers["thaw_fraction"]
    wet = Deltas(soil_moisture=(200.0,) * 12).apply({"soil_moisture": np.full(len(YEAR), 0.5)}, YEAR, shift_green=False)
    assert wet["soil_moisture"].max() == 1.0


def test_thaw_comes_earlier_and_freeze_later_by_the_days_asked_for():
    starts = YEAR.starts.astype(float) - YEAR.starts[0].astype(float) + 1
    thawed = np.clip(np.minimum(starts + YEAR.days, 305.0) - np.maximum(starts, 113.0), 0, None) / YEAR.days
    changed = Deltas(thaw=-16.0, freeze=8.0).apply({"thaw_fraction": thawed}, YEAR, shift_green=False)
    gpp = np.interp(DAY, [120, 200, 280], [0, 10, 0])
    found = season.timing(gpp, YEAR, changed["thaw_fraction"])
    # Shifts of whole steps: exact but for the days in which the shift passes over.
    assert found["thaw_onset"] == pytest.approx(113 - 16, abs=0.2)
    assert found["freeze_onset"] == pytest.approx(305 + 8, abs=0.2)


def test_greenness_moves_with_the_season_only_when_asked_and_keeps_its_peak():
    evi = 0.2 + 0.3 * np.exp(-(((DAY - 200) / 40) ** 2))
    deltas = Deltas(thaw=-10.0, freeze=10.0)
    assert deltas.apply({"evi": evi}, YEAR, shift_green=False)["evi"] is evi
    moved = deltas.apply({"evi": evi}, YEAR, shift_green=True)["evi"]
    spring, autumn = (DAY > 100) & (DAY < 145), (DAY > 250) & (DAY < 300)
    exact = 0.2 + 0.3 * np.exp(-(((DAY + np.where(DAY < 200, 10, -10) - 200) / 40) ** 2))
    # Linear interpolation between middles 8 days apart: at most 8^2 / 8 of the curvature 0.3 x 2 / 40^2.
    assert moved[spring | autumn] == pytest.approx(exact[spring | autumn], abs=0.0031)
    assert moved.max() == pytest.approx(evi.max(), abs=0.0031)


def test_the_order_of_the_season_never_changes():
    for deltas in (Deltas(thaw=-45, freeze=45), Deltas(thaw=30, freeze=-30), Deltas(thaw=-45, freeze=-30)):
        years = Calendar.between("2021-01-01", "2022-12-31", 1)
        found = years.middles + deltas.look_ahead(years)
        assert np.all(np.diff(found) > 0)


def test_no_shift_gives_back_the_series_beside_gaps_too():
    values = np.arange(5.0)[:, None] * np.ones((1, 2))
    values[2, 0] = np.nan
    calendar = Calendar.between("2021-01-01", "2021-02-09")
    assert np.array_equal(shifted(values, calendar, np.zeros(5)), values, equal_nan=True)


def test_shifts_beyond_the_season_are_refused():
    with pytest.raises(ValueError, match="-60"):
        Deltas(thaw=-60.0)


# Presets and tables


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_preset_is_illustrative_sourced_and_ordered(preset):
    assert "illustrative" in str(preset.title) and "Illustrative" in str(preset.source) and "AR6" in str(preset.source)
    assert len(preset.members) == 3
    for month in range(12):
        assert preset.low.lst[month] < preset.deltas.lst[month] < preset.high.lst[month]
    assert preset.high.thaw < preset.deltas.thaw < preset.low.thaw < 0 < preset.low.freeze < preset.deltas.freeze < preset.high.freeze
    assert preset.deltas.lst[0] > preset.deltas.lst[3] > preset.deltas.lst[6] > 0


def test_presets_hold_the_published_order_of_pathways():
    warming = {name: preset.deltas.lst[3] for name, preset in PRESETS.items()}
    assert warming == {"ssp245_2041_2060": 2.3, "ssp245_2081_2100": 3.7, "ssp585_2041_2060": 3.1, "ssp585_2081_2100": 7.0}


def write_table(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_a_table_gives_months_of_their_own_and_all_others_one(tmp_path):
    path = write_table(
        tmp_path / "own.csv", "driver,month,change,low,high", "lst,,2,1,3", "lst,7,3,,", "thaw,,-9,-7,-12", "soil_moisture,6,-10,,"
    )
    found = read_table(path, evi="held")
    assert found.deltas.lst == (2, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2)
    assert (found.low.lst[0], found.low.lst[6], found.high.lst[0]) == (1, 3, 3)
    assert (found.low.thaw, found.deltas.thaw, found.high.thaw, found.deltas.freeze) == (-7, -9, -12, 0)
    assert found.deltas.soil_moisture == in_months(6, value=-10.0)
    assert found.evi == "held" and "own.csv" in str(found.title)


def test_a_table_of_a_french_spreadsheet_is_read(tmp_path):
    path = write_table(tmp_path / "own.csv", "Driver;Month;Change;Low;High", "lst;;1,5;0,5;2,5", "thaw;;\u22129;-7;-12", ";;;;")
    found = read_table(path)
    assert (found.deltas.lst[0], found.low.lst[0], found.high.lst[11], found.deltas.thaw) == (1.5, 0.5, 2.5, -9)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_scenario_is_read_back_from_the_table_that_it_writes(preset, tmp_path):
    rows = [",".join("" if v is None else str(v) for v in row.values()) for row in preset.rows()]
    found = read_table(write_table(tmp_path / "t.csv", "driver,month,change,low,high", *rows))
    assert found.members == preset.members


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["driver,month,change", "rain,,5"], "rain"),
        (["driver,month,change", "lst,13,5"], "13"),
        (["driver,month,change", "lst,1,warm"], "warm"),
        (["driver,month,change", "lst,1,"], '""'),
        (["driver,month,change", "lst,1,nan"], "nan"),
        (["driver,month,change", "lst,1,50"], "-15 and 15"),
        (["driver,month,change", "thaw,4,-5"], "no month"),
        (["driver,month,change", "lst,1,2", "lst,1,3"], "Line 3"),
        (["driver,month,change,low,high", "lst,1,2,3,4"], "between"),
        (["driver,change", "lst,1"], "month"),
        (["driver,month,change"], "rows"),
        (["\x00"], "table"),
    ],
)
def test_a_table_with_a_mistake_is_refused_with_its_place(lines, said, tmp_path):
    with pytest.raises(InputError) as error:
        read_table(write_table(tmp_path / "bad.csv", *lines))
    assert said in str(error.value) and "bad.csv" in str(error.value)
    assert error.value.fix is not None


def test_a_file_that_is_no_table_is_refused(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00\x80")
    for path in (tmp_path / "x.csv", tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError):
            read_table(str(path))


# One place


def season_length(form, parameters, drivers, deltas, evi="held"):
    today = gpp_under(None, form, parameters, drivers, YEAR, 54.0)
    changed = gpp_under(deltas, form, parameters, drivers, YEAR, 54.0, evi)
    lengths = [season.timing(gpp, YEAR, highest=season.peak(today, YEAR))["season_length"] for gpp in (today, changed)]
    return lengths, today, changed


def test_a_warmer_spring_lengthens_the_season_and_lowers_no_gpp_of_a_ramp():
    warm = Deltas(lst=in_months(3, 4, 5, value=2.0))
    (before, after), today, changed = season_length(BOREAL, PARAMETERS, place(), warm)
    assert after - before > 2
    assert np.all(changed >= today)
    assert changed.sum() > today.sum()


def test_a_hot_summer_lowers_gpp_where_the_form_has_an_optimum_and_not_where_it_has_none():
    hot = Deltas(lst=in_months(6, 7, 8, value=8.0))
    drivers = place(lst=8.0)  # a summer of 30 degC: the optimum of TG
    parameters = TG.default("ENF")
    _, today, changed = season_length(TG, parameters, drivers, hot)
    assert changed.sum() < 0.95 * today.sum()
    assert declines(TG, parameters)
    _, today, changed = season_length(BOREAL, PARAMETERS, drivers, hot)
    assert changed.sum() == pytest.approx(today.sum(), rel=1e-3)
    assert not declines(BOREAL, PARAMETERS)


def test_a_place_and_a_raster_answer_alike():
    cube, deltas = drivers_of((3, 4)), PRESETS["ssp585_2081_2100"].deltas
    raster = gpp_under(deltas, BOREAL, PARAMETERS, cube, YEAR, np.full((3, 4), 54.0))
    one = gpp_under(deltas, BOREAL, PARAMETERS, {name: v[:, 2, 1] for name, v in cube.items()}, YEAR, 54.0)
    assert one.shape == (len(YEAR),)
    # float32: a dozen roundings of 6e-8 relative on values up to 8.
    assert raster[:, 2, 1] == pytest.approx(one, abs=1e-5)


def test_no_change_of_a_place_is_no_change_at_all():
    drivers = place()
    today = gpp_under(None, BOREAL, PARAMETERS, drivers, YEAR, 54.0)
    assert np.array_equal(gpp_under(Deltas(), BOREAL, PARAMETERS, drivers, YEAR, 54.0, "shifted"), today)


# A finished run


def test_no_change_gives_back_the_run_to_the_last_bit(finished, tmp_path):
    out = projection.run(finished, scenario(), str(tmp_path / "zero"))
    for name in ("gpp", "gpp_total"):
        assert np.array_equal(read(out, name), read(finished, name), equal_nan=True)
    change = read(out, "gpp_total_change")
    assert np.all(change[np.isfinite(change)] == 0)
    assert all(float(row[name]) == 0 for row in summary(out).values() for name in row if name.startswith("change"))


def test_gpp_is_that_of_the_model_under_changed_drivers(finished, tmp_path):
    preset = PRESETS["ssp585_2041_2060"]
    out = projection.run(finished, preset, str(tmp_path / "out"))
    run = FinishedRun.read(finished)
    latitude = grid_of(30, 40).lonlat()[1]
    found, strata = read(out, "gpp"), read(finished, "strata")[0]
    for code in CODES:
        expected = gpp_under(preset.deltas, run.form, run.parameters[code], drivers_of((30, 40)), YEAR, latitude)
        inside = strata == code
        assert found[:, inside] == pytest.approx(expected[:, inside], abs=1e-4)  # float32, and radiation interpolated by tile
    assert np.isnan(found[:, :2]).all()


def test_the_parts_of_the_drivers_sum_to_the_change(finished, tmp_path):
    out = projection.run(finished, PRESETS["ssp245_2081_2100"], str(tmp_path / "out"))
    for row in summary(out).values():
        parts = [float(row[name]) for name in row if name.startswith("change_by_")]
        assert len(parts) == 5
        # The table has three decimals.
        assert sum(parts) == pytest.approx(float(row["change"]), abs=0.003)
        assert float(row["gpp_total"]) - float(row["gpp_total_today"]) == pytest.approx(float(row["change"]), abs=0.003)
        assert float(row["change_by_radiation"]) == 0


def test_the_range_of_the_preset_holds_its_centre(finished, tmp_path):
    out = projection.run(finished, PRESETS["ssp585_2081_2100"], str(tmp_path / "out"))
    low, centre, high = (read(out, name)[0] for name in ("gpp_total_change_low", "gpp_total_change", "gpp_total_change_high"))
    land = np.isfinite(centre)
    assert np.all(low[land] <= centre[land]) and np.all(centre[land] <= high[land])
    assert (high - low)[land].min() > 1


def test_heat_past_the_optimum_lowers_gpp_and_is_flagged(tmp_path):
    drivers = drivers_of((30, 40))
    drivers["lst"] = drivers["lst"] + 8
    folder = write_run(tmp_path / "tg", drivers, form="tg", parameters={code: TG.default("ENF") for code in CODES})
    out = projection.run(str(folder), scenario(lst=in_months(6, 7, 8, value=8.0)), str(tmp_path / "hot"))
    rows = summary(out)
    for row in rows.values():
        assert float(row["change"]) < 0
        assert float(row["extrapolated"]) > 0.5 and float(row["extrapolated_lst"]) > 0.5
        assert float(row["extrapolated_today"]) < 0.05
    flagged = read(out, "extrapolated")[0]
    assert np.nanmin(flagged) > 0.4
    notes = json.loads((tmp_path / "hot" / "run.json").read_text())["scenario"]["notes"]
    assert not any("heat does no harm" in note["template"] for note in notes)


def test_the_result_says_what_is_not_modelled(finished, tmp_path):
    out = projection.run(finished, PRESETS["ssp245_2041_2060"], str(tmp_path / "out"))
    about = json.loads((tmp_path / "out" / "run.json").read_text())
    notes = [str(Message.from_dict(note)) for note in about["scenario"]["notes"]]
    for word in ("CO2", "nutrients", "species", "fire", "thermokarst", "parameters"):
        assert word in notes[0]
    assert any("heat does no harm" in note for note in notes)
    assert any("how dry the air is" in note for note in notes)
    assert "illustrative" in str(Message.from_dict(about["scenario"]["title"]))
    assert about["status"] == "complete"
    assert all((tmp_path / "out" / entry["file"]).is_file() for entry in about["outputs"].values())
    assert read_table(f"{out}/scenario.csv").members == PRESETS["ssp245_2041_2060"].members


def test_a_run_without_reference_says_that_extrapolation_is_unknown(tmp_path):
    folder = write_run(tmp_path / "run", with_reference=False)
    projection.run(str(folder), PRESETS["ssp245_2041_2060"], str(tmp_path / "out"))
    about = json.loads((tmp_path / "out" / "run.json").read_text())
    assert "extrapolated" not in about["outputs"]
    assert any("no reference" in note["template"] for note in about["scenario"]["notes"])


def test_a_scenario_of_a_scenario_is_refused(finished, tmp_path):
    out = projection.run(finished, scenario(), str(tmp_path / "one"))
    with pytest.raises(InputError, match="made from"):
        projection.run(out, scenario(), str(tmp_path / "two"))


def test_a_scenario_never_overwrites_its_run(finished):
    with pytest.raises(InputError, match="overwrite"):
        projection.run(finished, scenario(), finished)


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(InputError, match="no finished run"):
        projection.run(str(tmp_path), scenario(), str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_run_whose_files_were_mixed_is_refused(tmp_path):
    folder = write_run(tmp_path / "run")
    text = (folder / "parameters.csv").read_text().replace("24.1", "30.0")
    (folder / "parameters.csv").write_text(text)
    with pytest.raises(InputError, match="do not belong together"):
        projection.run(str(folder), scenario(), str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_cancelled_scenario_leaves_nothing(finished, tmp_path):
    asked = []
    progress = Progress(is_cancelled=lambda: len(asked) > 8 or asked.append(1))
    with pytest.raises(Cancelled):
        projection.run(finished, PRESETS["ssp245_2041_2060"], str(tmp_path / "out"), progress)
    assert not (tmp_path / "out").exists()


def test_a_site_may_be_empty_for_long_and_hold_one_stratum_after_another(tmp_path):
    """As where only a zone is modelled: rows are worked on in strips, of which some hold nothing, or no stratum that uses moisture."""
    codes = np.repeat([0, 2100, 800], 20)[:, None] * np.ones((1, 8), int)
    parameters = {2100: BOREAL.default("ENF"), 800: {**BOREAL.default("WET"), "w": 0.6}}
    folder = str(write_run(tmp_path / "run", shape=codes.shape, codes=codes, parameters=parameters, tile_size=64))
    out = projection.run(folder, scenario(soil_moisture=(-90.0,) * 12), str(tmp_path / "out"))
    assert np.isnan(read(out, "gpp")[:, :20]).all() and np.isfinite(read(out, "gpp_total_change")[0, 20:]).all()
    rows = summary(out)
    assert float(rows[2100]["extrapolated_soil_moisture"]) == 0 < float(rows[800]["extrapolated_soil_moisture"])


# What a run folder tells


def test_a_finished_run_is_read_as_it_was_written(finished):
    run = FinishedRun.read(finished)
    assert run.form is BOREAL and run.grid == grid_of(30, 40)
    assert run.parameters[2100]["S0"] == -9.3 and run.parameters[800]["w"] == 0.6
    assert run.driver_names == ["evi", "lst", "soil_moisture", "thaw_fraction"]
    assert set(run.legend) == {1, 80, 210, 800, 2100} and run.legend[800].prior == "WET"
    sample = run.sample()
    assert sample.gpp.shape == (12, len(YEAR)) and np.all(sample.gpp == 3.0)
    assert len(sample.pixel) == 12 and np.bincount(sample.pixel).tolist() == [1] * 12
    assert sample.fraction[0] == 0.8  # its first two rows of ten are water
    first = drivers_of((30, 40))["evi"][:, 2:10, :10].mean(axis=(1, 2))
    assert sample.drivers["evi"][0] == pytest.approx(first, abs=1e-5)


def test_drivers_that_no_stratum_uses_are_not_read(tmp_path):
    parameters = {code: BOREAL.default("ENF") for code in CODES}  # floors of 1: thaw and soil moisture have no say
    run = FinishedRun.read(str(write_run(tmp_path / "run", parameters=parameters)))
    assert run.driver_names == ["evi", "lst"]


def test_a_missing_raster_is_named(tmp_path):
    folder = write_run(tmp_path / "run")
    (folder / "evi.tif").unlink()
    with pytest.raises(InputError, match=r"evi\.tif"):
        projection.run(str(folder), scenario(), str(tmp_path / "out"))


# How sure a change is


def test_the_uncertainty_of_the_level_alone_is_its_share_of_the_change(tmp_path):
    """TG has one fitted parameter, m, to which the change is proportional."""
    run = FinishedRun.read(str(write_run(tmp_path / "run", form="tg")))
    warmer = scenario(lst=(2.0,) * 12)
    found = Spread(run).of(warmer.deltas, warmer.evi)
    whole = covariance.of_calibration(run.sample(), Calibration(TG, run.legend, run.parameters, {}, {}, np.nan, ()))
    row = summary(projection.run(str(run.folder), warmer, str(tmp_path / "out")))
    for code in CODES:
        share = float(row[code]["change"]) / float(row[code]["gpp_total_today"])
        # Some pixels stand for the stratum, and the step of one standard deviation either way is not quite linear in ln m.
        assert found[code]["parameters"] == pytest.approx(whole.sd(code)["m"] * abs(share), rel=0.05)
        assert found[code]["greenness"] == 0


def test_a_run_that_does_not_keep_its_uncertainty_has_the_same(finished, tmp_path):
    """Runs of earlier versions have neither other_forms.csv nor correlations in parameters.csv; kept values have six decimals."""
    run, keeping, older = FinishedRun.read(finished), tmp_path / "keeping", tmp_path / "older"
    for folder in (keeping, older):
        shutil.copytree(finished, folder)
    others = rivals.of_model(run.form, run.parameters, run.sample(), run.legend, run.driver_names)
    text_files.write_table(keeping / rivals.FILE, record.form_rows(others), record.form_columns(others))
    with open(older / "parameters.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    text_files.write_table(older / "parameters.csv", rows, [name for name in rows[0] if not name.endswith("_correlation")])
    keeping, older = (FinishedRun.read(str(folder)) for folder in (keeping, older))
    assert keeping.parameter_spread is not None and [form.id for form, _ in keeping.other_forms] == [form.id for form, _ in others]
    assert older.parameter_spread is None and older.other_forms is None
    deltas = Deltas.uniform(lst=2.0, soil_moisture=-10.0, thaw=-7.0, freeze=5.0)
    kept, computed = (Spread(one).of(deltas) for one in (keeping, older))
    for code in CODES:
        assert min(kept[code][name] for name in ("parameters", "forms", "greenness")) > 0
        assert kept[code] == pytest.approx(computed[code], rel=1e-3)


def test_the_map_of_uncertainty_joins_its_sources_and_is_nothing_without_change(finished, tmp_path):
    folder = projection.run(finished, scenario(lst=(2.0,) * 12, thaw=-8.0, evi="shifted"), str(tmp_path / "out"))
    sd, today = read(folder, "gpp_total_change_sd")[0], read(finished, "gpp_total")[0]
    for code, row in summary(folder).items():
        parts = [float(row[f"change_sd_{name}"]) for name in SPREADS]
        assert all(part >= 0 for part in parts) and parts[0] > 0 and parts[1] > 0 and parts[2] > 0
        assert float(row["change_sd"]) == pytest.approx(np.linalg.norm(parts), abs=0.002)
        own = read(finished, "strata")[0] == code
        share = sd[own] / today[own]
        assert np.ptp(share) < 1e-5 and share.mean() == pytest.approx(float(row["change_sd"]) / float(row["gpp_total_today"]), rel=1e-3)
    same = projection.run(finished, scenario(), str(tmp_path / "same"))
    assert np.nanmax(read(same, "gpp_total_change_sd")) == 0


def test_greenness_is_as_uncertain_as_leaves_that_may_stay(finished):
    run = FinishedRun.read(finished)
    both = [scenario(thaw=-8.0, evi=evi) for evi in ("held", "shifted")]
    found = [Spread(run).of(one.deltas, one.evi) for one in both]
    assert found[0][2100]["greenness"] == pytest.approx(found[1][2100]["greenness"]) != 0


def test_a_driver_that_no_stratum_uses_changes_nothing_but_is_not_said_to_be_sure(tmp_path):
    parameters = {code: {**BOREAL.default("ENF"), "f": 0.5, "w": 1.0} for code in CODES}
    folder = str(write_run(tmp_path / "run", parameters=parameters))
    out = projection.run(folder, scenario(soil_moisture=(-20.0,) * 12), str(tmp_path / "out"))
    assert np.nanmax(np.abs(read(out, "gpp_total_change"))) == 0
    for row in summary(out).values():
        assert float(row["change_sd_unused"]) > 0 == float(row["change_sd_greenness"])
    notes = [str(note) for note in projection.notes_of(out)]
    assert any("Soil moisture changes nothing here" in note for note in notes)
    assert not any(
        "changes nothing" in str(n) for n in projection.notes_of(projection.run(folder, scenario(thaw=-5.0), str(tmp_path / "t")))
    )


def test_a_run_without_reference_is_as_uncertain_as_sites_differ(tmp_path):
    run = FinishedRun.read(str(write_run(tmp_path / "run", with_reference=False)))
    found = Spread(run).of(Deltas.uniform(lst=2.0))
    for code in CODES:
        assert found[code]["parameters"] > 0 and found[code]["forms"] > 0


# Extrapolation


def test_the_calibrated_range_is_that_of_the_sample_with_a_margin(finished):
    run = FinishedRun.read(finished)
    sample = run.sample()
    ranges = extrapolation.calibrated_ranges(sample, run.form, run.parameters)
    evi = sample.drivers["evi"][sample.stratum == 2100]
    margin = 0.1 * (evi.max() - evi.min())
    assert ranges[2100]["evi"] == pytest.approx((evi.min() - margin, evi.max() + margin))
    assert set(ranges[800]) == {"evi", "lst_lagged", "thaw_fraction", "soil_moisture"}


def test_steps_without_reference_do_not_widen_the_range(finished):
    run = FinishedRun.read(finished)
    sample = run.sample()
    winter = replace(sample, gpp=np.where(np.arange(len(YEAR)) < 10, np.nan, sample.gpp))
    ranges = extrapolation.calibrated_ranges(winter, run.form, run.parameters)
    lagged = prepare(sample.drivers, YEAR, sample.latitude[sample.pixel])["lst_lagged"][sample.stratum == 800][:, 10:]
    assert ranges[800]["lst_lagged"][0] == pytest.approx(lagged.min() - 0.1 * np.ptp(lagged))
