"""Cross-validation: held-out scores beside those of other models."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from model_sample import make_sample

from boreal_gpp_plugin.core.model import validate
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.progress import Progress
from boreal_gpp_plugin.core.strata import classification

FORM = FORMS["boreal"]
TRUTH = {2100: FORM.default("ENF"), 2200: FORM.default("DBF"), 800: FORM.default("WET")}
LEGEND = classification.legend(TRUTH)
SAMPLE = make_sample(TRUTH, pixels=100, pure=(2100, 800), noise=0.3, evenness=20)
TWICE = 2 * SAMPLE.gpp


@pytest.fixture(scope="module")
def found():
    return validate.cross_validate(SAMPLE, FORM, LEGEND, {"mod17": TWICE})


def row(validation, scheme, model, stratum="all"):
    (only,) = [r for r in validation.rows if (r["scheme"], r["model"], r["stratum"]) == (scheme, model, stratum)]
    return only


def test_there_is_a_row_for_every_scheme_model_and_stratum_with_pure_pixels(found):
    keys = {(r["scheme"], r["model"], r["stratum"]) for r in found.rows}
    fitted = {"boreal", "tg", "tg_ramp", "mod17_refitted", "vpm_refitted"}
    as_they_are = {"boreal_defaults", "tg_defaults", "tg_ramp_defaults", "mod17_published", "vpm_published", "mod17"}
    models, groups = fitted | as_they_are, ("all", "coniferous", "wetland")
    assert keys == {(s, m, g) for s in ("blocks", "steps") for m in models for g in groups}
    assert any("Broadleaf: no reference pixel is at least 70 %" in str(note) for note in found.notes)


@pytest.mark.parametrize("scheme", ["blocks", "steps"])
def test_the_form_of_the_truth_beats_tg_refitted_on_the_same_folds(found, scheme):
    boreal, tg = row(found, scheme, "boreal"), row(found, scheme, "tg")
    assert boreal["rmse"] == pytest.approx(0.3, rel=0.05)  # nothing but the reference's own error
    assert boreal["sse"] < 0.7 * tg["sse"]
    assert boreal["r2"] > tg["r2"]
    assert boreal["sse_vs_tg"] == pytest.approx(boreal["sse"] / tg["sse"] - 1)
    assert boreal["n"] == tg["n"] == SAMPLE.gpp.size
    assert boreal["n_pixels"] == 100


def test_another_product_is_scored_as_it_is(found):
    mod17 = row(found, "steps", "mod17")
    assert mod17["sse"] == pytest.approx((SAMPLE.gpp**2).sum())
    assert mod17["bias"] == pytest.approx(SAMPLE.gpp.mean())
    boreal = row(found, "steps", "boreal")
    assert boreal["sse_vs_mod17"] == pytest.approx(boreal["sse"] / mod17["sse"] - 1)
    assert np.isnan(mod17["sse_vs_mod17"])


def test_a_stratum_is_scored_on_its_pure_pixels_alone(found):
    pure = SAMPLE.pixel[(SAMPLE.stratum == 800) & (SAMPLE.fraction >= 0.7)]
    mod17 = row(found, "blocks", "mod17", "wetland")
    assert mod17["n_pixels"] == len(pure)
    assert mod17["sse"] == pytest.approx((SAMPLE.gpp[pure] ** 2).sum())


def test_series_are_means_over_the_pixels_of_a_stratum(found):
    pure = np.unique(SAMPLE.pixel[(SAMPLE.stratum == 2100) & (SAMPLE.fraction >= 0.7)])
    series = found.series["coniferous"]
    assert series["dates"] == SAMPLE.calendar.labels
    assert series["reference"] == pytest.approx(SAMPLE.gpp[pure].mean(axis=0))
    assert series["mod17"] == pytest.approx(TWICE[pure].mean(axis=0))
    assert np.mean(np.abs(np.subtract(series["boreal"], series["reference"]))) < 0.1


def test_held_out_values_never_reach_the_fit():
    """What is predicted for a fold stays the same, whatever the reference says there."""
    months = SAMPLE.calendar.starts.astype("datetime64[M]").astype(int) % 12
    july = np.isin(np.arange(46), np.flatnonzero(months == 6)[1:-1])  # steps wholly inside the month
    spoilt = replace(SAMPLE, gpp=SAMPLE.gpp + np.where(july, 30.0, 0.0))
    form = FORMS["tg"]
    clean, dirty = (validate.cross_validate(sample, form, LEGEND, refitted=()).series["all"]["tg"] for sample in (SAMPLE, spoilt))
    assert np.array(dirty)[july] == pytest.approx(np.array(clean)[july], rel=1e-3)
    assert np.abs(np.array(dirty)[~july] - np.array(clean)[~july]).max() > 0.5


def test_several_years_are_held_out_whole_and_one_year_says_that_it_is_not(found):
    assert any("one year" in str(note) for note in found.notes)
    two = validate.cross_validate(make_sample(TRUTH, pixels=16, years=2), FORM, LEGEND, refitted=())
    assert not any("one year" in str(note) for note in two.notes)
    assert row(two, "steps", "boreal")["n"] == 16 * 92


def test_the_dictionary_is_plain_json_without_nan(found):
    text = json.dumps(found.to_dict(), allow_nan=False)
    assert json.loads(text)["rows"][0]["scheme"] == "blocks"


def test_gaps_of_the_reference_are_not_scored():
    gappy = replace(SAMPLE, gpp=np.where(np.arange(46) < 10, np.nan, SAMPLE.gpp))
    validation = validate.cross_validate(gappy, FORMS["tg"], LEGEND, refitted=())
    assert row(validation, "blocks", "tg")["n"] == 100 * 36
    assert validation.to_dict()["series"]["all"]["reference"][:10] == [None] * 10


def test_without_reference_nothing_is_validated_and_it_is_said():
    none = SAMPLE.at_pixels(np.zeros(0, int))
    validation = validate.cross_validate(none, FORM, LEGEND)
    assert (validation.rows, validation.series) == ([], {})
    assert validation.notes


def test_progress_moves_with_the_folds():
    shares = []
    validate.cross_validate(SAMPLE, FORMS["tg"], LEGEND, None, Progress(lambda share, text: shares.append(share)), refitted=())
    assert len(shares) == 11
    assert shares == sorted(shares)


@pytest.mark.parametrize("scheme", ["blocks", "steps"])
def test_every_conventional_model_is_compared_refitted_and_as_published(found, scheme):
    boreal = row(found, scheme, "boreal")
    for rival in ("tg", "tg_ramp", "mod17_refitted", "vpm_refitted", "tg_defaults", "mod17_published", "vpm_published", "mod17"):
        assert boreal[f"ratio_to_{rival}"] == pytest.approx(boreal["sse"] / row(found, scheme, rival)["sse"])
    assert max(boreal[f"ratio_to_{rival}"] for rival in ("tg", "mod17_refitted", "vpm_refitted", "mod17_published", "vpm_published")) < 0.8


@pytest.mark.parametrize("scheme", ["blocks", "steps"])
def test_intervals_hold_the_scores(found, scheme):
    boreal = row(found, scheme, "boreal")
    for name in ("r2", "rmse", "bias", "sse_vs_tg"):
        assert boreal[f"{name}_low"] < boreal[name] < boreal[f"{name}_high"]


def test_seasonal_bias_is_the_mean_size_of_the_seasons(found):
    mod17 = row(found, "steps", "mod17")
    assert mod17["seasonal_bias"] == pytest.approx(np.mean([abs(mod17[f"bias_{s}"]) for s in ("djf", "mam", "jja", "son")]))
    assert mod17["onset_error"] == pytest.approx(0, abs=1e-6)  # twice the reference begins when the reference does
    assert np.isfinite(row(found, "steps", "boreal")["bias_thaw"])


def test_conifer_wetland_and_burnt_land_are_scored_first():
    truth = {500: FORM.default("REGEN"), 800: FORM.default("WET"), 2100: FORM.default("ENF"), 2102: FORM.default("REGEN")}
    sample = make_sample(truth, pixels=64, pure=tuple(truth), evenness=20)
    scored = validate.cross_validate(sample, FORM, classification.legend(truth), refitted=())
    order = list(dict.fromkeys(r["stratum"] for r in scored.rows))
    assert order == ["all", "coniferous_any_age", "wetland", "burnt", "burnt_6_15", "shrubs", "coniferous", "coniferous_fire_6_15"]
    assert row(scored, "steps", "boreal", "burnt")["sse"] == row(scored, "steps", "boreal", "coniferous_fire_6_15")["sse"]


def test_a_map_of_fitted_places_and_years_is_as_far_off_as_the_scheme_that_hides_less_of_its_years():
    """Of a single year months leave a gap in the season, which a map has not, but its total can do without."""
    several = make_sample(TRUTH, pixels=64, years=2)
    for sample, of_map in ((several, "steps"), (SAMPLE, "blocks")):
        by_scheme = {scheme: sample.gpp + away for scheme, away in (("blocks", 2.0), ("steps", 1.0))}
        found = validate.Validation([], {}, (), by_scheme, "blocks")
        assert found.of_map(sample) is by_scheme[of_map]
        assert found.of_totals(sample) is by_scheme["steps"]
        few = sample.at_pixels(np.arange(10))
        unknown = replace(sample, gpp=np.where(sample.calendar.years == sample.calendar.years[-1], np.nan, sample.gpp))
        for other in (few, unknown):
            assert found.of_map(other) is found.of_totals(other) is by_scheme["blocks"]
