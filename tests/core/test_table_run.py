"""The run on a table: held-out scores, the ranking of forms, and the files."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tower_table import SITES, make_table, save

from boreal_gpp_plugin.core.errors import Cancelled, InputError
from boreal_gpp_plugin.core.language import Message
from boreal_gpp_plugin.core.model import forms, table, table_validation
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.predict import predict_sample
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.table_run import calibrate_table

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All forms on 8 sites x 4 years of months."""
    folder = tmp_path_factory.mktemp("table")
    progress = Progress()
    result = calibrate_table(save(make_table(), folder), str(folder / "out"), progress=progress)
    return result, pd.read_csv(folder / "out" / "validation.csv").set_index(["scheme", "model", "stratum"]), folder / "out"


def all_sites(run, scheme):
    return run[1].xs(scheme).xs("all", level="stratum")


@pytest.mark.parametrize("scheme", ["year", "site"])
def test_the_boreal_form_beats_every_conventional_model_refitted(run, scheme):
    sse = all_sites(run, scheme)["sse"]
    assert all(sse["boreal"] < 0.75 * sse[rival] for rival in ("tg", "mod17", "vpm", "gr", "nirv_par", "l4c_like"))
    assert sse["boreal"] < sse["tg_ramp"] < sse["tg"]


@pytest.mark.parametrize("scheme", ["year", "site"])
def test_it_halves_the_error_of_models_with_published_parameters_and_defaults(run, scheme):
    sse = all_sites(run, scheme)["sse"]
    assert all(sse["boreal"] < 0.5 * sse[rival] for rival in ("mod17_published", "vpm_published", "tg_defaults"))


def test_transfer_options_help_on_sites_that_were_not_seen(run):
    sse = all_sites(run, "site")["sse"]
    assert sse["boreal_transfer"] < sse["boreal"]


def test_the_squared_error_is_compared_with_tg_refitted(run):
    scores = all_sites(run, "year")
    assert scores.loc["boreal", "sse_vs_tg"] == pytest.approx(scores.loc["boreal", "sse"] / scores.loc["tg", "sse"] - 1)
    assert scores.loc["boreal", "sse_vs_tg_low"] < scores.loc["boreal", "sse_vs_tg"] < scores.loc["boreal", "sse_vs_tg_high"] < 0
    assert np.isnan(scores.loc["tg", "sse_vs_tg"])


def test_every_value_is_predicted_once_per_scheme(run):
    predictions = pd.read_csv(run[2] / "predictions.csv")
    assert list(predictions) == ["site", "date", "scheme", "model", "observed", "predicted"]
    counts = predictions.groupby(["scheme", "model"]).size()
    assert (counts == 8 * 48).all()


def test_scores_are_those_of_the_predictions(run):
    predictions = pd.read_csv(run[2] / "predictions.csv")
    part = predictions[(predictions.scheme == "site") & (predictions.model == "boreal")]
    error = part.predicted - part.observed
    row = all_sites(run, "site").loc["boreal"]
    assert row["rmse"] == pytest.approx(np.sqrt((error**2).mean()), rel=1e-3)
    assert row["r2"] == pytest.approx(np.corrcoef(part.observed, part.predicted)[0, 1] ** 2, rel=1e-3)


def test_parameters_are_given_for_every_site_and_class(run):
    parameters = pd.read_csv(run[2] / "parameters.csv")
    assert {site[0] for site in SITES} | {"ENF", "WET", "REGEN"} <= set(parameters["stratum"])
    assert set(parameters[parameters["stratum"].isin([s[0] for s in SITES])]["source"]) == {"fitted"}
    sure = parameters[parameters["stratum"] != "all"]
    assert ((sure["m_low"] < sure["m"]) & (sure["m"] < sure["m_high"])).all()


def test_the_json_says_which_terms_are_kept_and_why(run):
    about = json.loads((run[2] / "validation.json").read_text(encoding="utf-8"))
    templates = [note["template"] for note in about["notes"]]
    assert sum("{term}:" in t for t in templates) == 6  # thaw and soil moisture in three classes
    assert about["forms"][0]["id"] == "boreal"
    assert about["forms"][0]["equation"].startswith("GPP = m * max(EVI - E0, 0)")


@pytest.fixture(scope="module")
def thinned(run, tmp_path_factory):
    """The same table where a table of over 192 rows is large: half of the rows are fitted to, and sites are left out in four groups."""
    folder = tmp_path_factory.mktemp("thinned")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_validation, "_MOST_ROWS", 192)
        patch.setattr(table_validation, "_MOST_GROUPS", 4)
        result = calibrate_table(save(make_table(), folder), str(folder / "out"))
    return result, pd.read_csv(folder / "out" / "validation.csv").set_index(["scheme", "model", "stratum"]), folder / "out"


def test_parameters_of_a_large_table_are_fitted_to_all_its_rows(run, thinned):
    names = ["stratum", "m", "S0", "S1", "m_sd", "S0_sd", "S1_sd"]
    every, some = (pd.read_csv(found[2] / "parameters.csv")[names] for found in (run, thinned))
    pd.testing.assert_frame_equal(every, some)


@pytest.mark.parametrize("scheme", ["year", "site"])
def test_every_value_of_a_large_table_is_predicted_and_forms_rank_alike(run, thinned, scheme):
    """Half of 48 months a site raise the error of unseen values a little; forms keep their order where they differ by a tenth or more."""
    every, some = (all_sites(found, scheme)["rmse"] for found in (run, thinned))
    assert (all_sites(thinned, scheme)["n"] == 8 * 48).all()
    assert (some / every).to_numpy() == pytest.approx(np.ones(len(every)), abs=0.15)
    for one in every.index:
        better = every.index[every > 1.1 * every[one]]
        assert (some[better] > some[one]).all()


def test_what_is_done_to_a_large_table_and_what_it_changes_is_told(thinned):
    about = json.loads((thinned[2] / "validation.json").read_text(encoding="utf-8"))
    notes = [unescape(str(Message.from_dict(note))) for note in about["notes"]]
    (large,) = (note for note in notes if note.startswith("The table is large"))
    assert "192 of its 384 rows" in large and "at most 24 of a site" in large
    part, every = (float(text) for text in re.findall(r"0\.\d{4}", large))
    assert every <= part < 1.1 * every
    assert "Its 8 sites are left out in 4 groups, each of several classes." in notes


def test_held_out_years_never_reach_the_fit(tmp_path):
    """What is predicted for a site's first year stays the same whatever GPP it has."""
    frame = make_table(years=2)
    spoilt = frame.copy()
    first = spoilt["date"] < "2011"
    spoilt.loc[first, "gpp"] = 3.0
    found = []
    for name, rows in (("clean", frame), ("spoilt", spoilt)):
        (tmp_path / name).mkdir()
        calibrate_table(save(rows, tmp_path / name), str(tmp_path / name / "out"), "tg", ["year"])
        predictions = pd.read_csv(tmp_path / name / "out" / "predictions.csv")
        part = predictions[(predictions.model == "tg") & (predictions.date < "2011")]
        found.append(part.sort_values(["site", "date"]).predicted.to_numpy())
    assert found[0] == pytest.approx(found[1], rel=0.02)  # the search begins from the fit to all, and ends near the same place


def test_sites_outside_the_training_list_are_predicted(tmp_path):
    train = ["AA-Cn1", "AA-Cn2", "AA-Wt1", "AA-Br1"]
    calibrate_table(save(make_table(years=2), tmp_path), str(tmp_path / "out"), "tg_ramp", ["year"], train)
    predictions = pd.read_csv(tmp_path / "out" / "predictions.csv")
    assert set(predictions[predictions.scheme == "train"].site) == {s[0] for s in SITES} - set(train)
    assert set(predictions[predictions.scheme == "year"].site) == set(train)


def test_irregular_daily_rows_and_columns_that_are_missing_still_run(tmp_path):
    frame = make_table(years=2, step_days=8).sample(frac=0.8, random_state=2)
    frame = frame.drop(columns=["latitude", "ndvi", "lst_night_degc", "par_mj", "vpd_kpa", "tmin_degc"])
    result = calibrate_table(save(frame, tmp_path), str(tmp_path / "out"), schemes=["year"])
    scores = {row["model"]: row for row in result.rows if row["stratum"] == "all"}
    assert scores["boreal"]["sse"] < scores["tg"]["sse"]
    assert "boreal_transfer" not in scores
    assert any("no data for: ndvi" in str(w) for w in result.warnings)


def test_a_table_that_knows_no_soil_moisture_and_no_thaw_still_runs(tmp_path):
    frame = make_table(years=2).assign(soil_moisture=np.nan, thaw_fraction=np.nan)
    result = calibrate_table(save(frame, tmp_path), str(tmp_path / "out"), schemes=["year"])
    assert {row["model"] for row in result.rows} >= {"boreal", "tg"}
    parameters = pd.read_csv(tmp_path / "out" / "parameters.csv")
    assert (parameters[["f", "w"]] == 1).all(axis=None)
    assert parameters["m_sd"].notna().any()


def test_rows_without_soil_moisture_under_snow_are_predicted_too(tmp_path):
    """A term that is kept takes nothing away where its driver is missing, in predictions as in fits."""
    frame = make_table(years=2)
    known = frame["gpp"] * np.clip((frame["soil_moisture"] - 0.12) / 0.13, 0, 1)
    frame["gpp"] = np.where(frame["thaw_fraction"] > 0.5, known, frame["gpp"])
    frame["soil_moisture"] = frame["soil_moisture"].where(frame["thaw_fraction"] > 0.5)
    calibrate_table(save(frame, tmp_path), str(tmp_path / "out"), schemes=["year"])
    about = json.loads((tmp_path / "out" / "validation.json").read_text(encoding="utf-8"))
    assert any(note["template"].startswith("{term}: used in") for note in about["notes"])
    predictions = pd.read_csv(tmp_path / "out" / "predictions.csv")
    assert set(predictions.groupby("model").size()) == {len(frame)}


def test_parameters_of_every_site_are_recovered_without_noise(tmp_path):
    """Sites that lie far from their class and from each other are found too, though ramps leave many hollows on the way."""
    frame = make_table(years=2, step_days=8)
    frame["stratum"] = "ENF"
    sites = table.read(save(frame, tmp_path))
    rng = np.random.default_rng(5)
    form = FORMS["boreal"]
    truth = {
        code: {**form.default("ENF"), "m": rng.uniform(8, 40), "S0": rng.uniform(-9, 5), "S1": rng.uniform(9, 17)} for code in sites.strata
    }
    gpp = predict_sample(form, truth, sites.sample)
    frame = frame.set_index(["site", "date"])
    for i, site in enumerate(sites.sites):
        frame.loc[[(site, str(date)) for date in sites.dates[i]], "gpp"] = gpp[i]
    calibrate_table(save(frame.reset_index(), tmp_path), str(tmp_path / "out"), schemes=["site"])
    found = pd.read_csv(tmp_path / "out" / "parameters.csv").set_index("stratum")
    for code, site in enumerate(sites.sites, 1001):
        assert found.loc[site, ["m", "S0", "S1"]].tolist() == pytest.approx([truth[code][name] for name in ("m", "S0", "S1")], rel=1e-3)
        assert (found.loc[site, ["q", "f", "w"]] == [0.5, 1, 1]).all()


def test_a_form_is_added_by_the_function_and_the_entry_that_the_guide_shows(tmp_path, monkeypatch):
    guide = (ROOT / "resources" / "help" / "en" / "model.html").read_text(encoding="utf-8")
    french = (ROOT / "resources" / "help" / "fr" / "model.html").read_text(encoding="utf-8")
    codes = [unescape(re.search("<pre>(.*?)</pre>", page, re.DOTALL)[1]) for page in (guide, french)]
    assert codes[0] == codes[1]
    monkeypatch.setattr(forms, "FORMS", dict(FORMS))
    monkeypatch.setattr(table_validation, "FORMS", forms.FORMS)
    exec(codes[0], {})
    result = calibrate_table(save(make_table(years=2), tmp_path), str(tmp_path / "out"), "sigmoid", ["year"])
    scores = {row["model"]: row for row in result.rows if row["stratum"] == "all"}
    assert scores["sigmoid"]["n"] == scores["tg"]["n"]
    assert scores["sigmoid"]["sse"] < scores["tg"]["sse"]
    assert "T_half" in pd.read_csv(tmp_path / "out" / "parameters.csv")


def test_one_site_is_held_out_by_year_alone_and_one_year_by_site_alone(tmp_path):
    frame = make_table(years=2)
    for name, part, kept, words in (
        ("site", frame[frame.site == "AA-Cn1"], "year", "Only one site"),
        ("year", frame[frame.date < "2011"], "site", "GPP of two years"),
    ):
        (tmp_path / name).mkdir()
        result = calibrate_table(save(part, tmp_path / name), str(tmp_path / name / "out"), "tg")
        assert {row["scheme"] for row in result.rows} == {kept}
        assert any(words in str(warning) for warning in result.warnings)


def test_one_site_of_one_year_is_refused(tmp_path):
    frame = make_table(years=1)
    with pytest.raises(InputError, match="no year can be held out"):
        calibrate_table(save(frame[frame.site == "AA-Cn1"], tmp_path), str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_an_unknown_form_scheme_or_site_is_refused(tmp_path):
    path = save(make_table(years=1), tmp_path)
    for arguments, word in (({"form": "magic"}, "magic"), ({"schemes": ["month"]}, "month"), ({"train": ["XX"]}, "XX")):
        with pytest.raises(InputError, match=word):
            calibrate_table(path, str(tmp_path / "out"), **arguments)
    assert not (tmp_path / "out").exists()


def test_a_form_whose_drivers_are_missing_is_refused(tmp_path):
    path = save(make_table(years=1).drop(columns="ndvi"), tmp_path)
    with pytest.raises(InputError, match="lacks: ndvi"):
        calibrate_table(path, str(tmp_path / "out"), "boreal_transfer")


def test_a_run_can_be_cancelled_and_leaves_nothing(tmp_path):
    with pytest.raises(Cancelled):
        calibrate_table(save(make_table(years=1), tmp_path), str(tmp_path / "out"), progress=Progress(is_cancelled=lambda: True))
    assert not (tmp_path / "out").exists()


def test_tables_are_the_same_when_run_again(tmp_path):
    frame = make_table(years=2)
    path = save(frame[frame["site"].isin(["AA-Cn1", "AA-Cn2"])].drop(columns=["ndvi", "soil_moisture"]).assign(soil_moisture=""), tmp_path)
    for name in ("a", "b"):
        calibrate_table(path, str(tmp_path / name), "tg", ["site"])
    assert (tmp_path / "a" / "validation.csv").read_bytes() == (tmp_path / "b" / "validation.csv").read_bytes()
