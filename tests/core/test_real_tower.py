"""A year of days at a real boreal tower: light and temperature with memory carry most of its GPP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from reader_files import REAL_DATA, needs_real_data

from boreal_gpp_plugin.core.model import metrics, table
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.forms import FORMS
from boreal_gpp_plugin.core.model.predict import predict_sample

COLUMNS = {"lst_10h_degC": "lst_degc", "soil_moisture_m3m3": "soil_moisture", "gpp_gC_m2_d": "gpp"}


def scored(sites, form):
    """Return r2 and RMSE on every other ten days, by fits to the rest."""
    sample = sites.sample
    held = (np.arange(sample.gpp.shape[1]) // 10 % 2 == 0)[None, :]
    predicted = np.full(sample.gpp.shape, np.nan)
    for out in (held, ~held):
        found = calibrate(sample, form, sites.strata, weights=np.where(out, 0.0, 1.0))
        predicted = np.where(out, predict_sample(form, found.parameters, sample), predicted)
    scores = metrics.scores(sample.gpp, predicted)
    return scores["r2"], scores["rmse"]


@needs_real_data
def test_memory_of_temperature_helps_at_a_real_tower(tmp_path):
    frame = pd.read_csv(Path(REAL_DATA) / "towers" / "se_svb_2019_daily.csv").rename(columns=COLUMNS)
    frame = frame.assign(stratum="ENF", evi=0.4, latitude=64.256, thaw_fraction=1.0 - frame["frozen_proxy"])  # an evergreen stand
    frame[["site", "date", "stratum", "evi", "lst_degc", "soil_moisture", "thaw_fraction", "gpp", "latitude"]].to_csv(
        tmp_path / "table.csv", index=False
    )
    sites = table.read(str(tmp_path / "table.csv"))
    without = replace(sites.sample, drivers={**sites.sample.drivers, "lst_lagged": sites.sample.drivers["lst"]})
    r2, rmse = scored(sites, FORMS["boreal"])
    _, rmse_without = scored(replace(sites, sample=without), FORMS["boreal"])
    assert r2 > 0.85  # 0.88 was found for the same year fitted as a whole
    assert rmse < 0.95 * rmse_without
