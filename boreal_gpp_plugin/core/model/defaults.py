"""Default parameters by cover class: what the model knows before it sees any reference.

From a joint fit of each class to monthly eddy-covariance GPP of 23 boreal sites and two cold temperate ones, with MODIS EVI and LST.
m is the geometric mean of the sites of a class; that of ENF is for a mean annual night-time temperature of -3 degC. DBF and MF rest on one
site each.

References
----------
Pastorello et al. 2020, Scientific Data 7:225, doi:10.1038/s41597-020-0534-3 (FLUXNET2015).
Virkkala et al. 2022, Earth System Science Data 14:179, doi:10.5194/essd-14-179-2022 (ABCflux).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

Defaults = Mapping[str, Mapping[str, float]]

SPREAD: Mapping[str, float] = {"ENF": 0.24, "DBF": 0.35, "MF": 0.30, "REGEN": 0.58, "WET": 0.46, "WET-treed": 0.46, "all": 0.41}
"""Standard deviation of ln m between sites, by class, from the same fit; a treed wetland takes that of wetlands."""


def _with_treed_wetland(classes: dict[str, dict[str, float]]) -> Defaults:
    """Return the table with treed wetland as the mean of conifer and wetland."""
    conifer, wetland = classes["ENF"], classes["WET"]
    return {**classes, "WET-treed": {name: (value + wetland.get(name, 0.0)) / 2 for name, value in conifer.items()}}


def _with_all(classes: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the table with "all" as the geometric mean of m and the mean of the other parameters over the classes."""
    mean = {name: float(np.mean([c[name] for c in classes.values()])) for name in ("m", "T0", "T1")}
    mean["m"] = float(np.exp(np.mean([np.log(c["m"]) for c in classes.values()])))
    return {**classes, "all": mean}


BOREAL = _with_treed_wetland(
    {
        "ENF": {"m": 24.1, "b": 0.054, "S0": -9.3, "S1": 12.6},
        "REGEN": {"m": 15.3, "S0": -3.0, "S1": 18.5},
        "WET": {"m": 11.1, "S0": 0.4, "S1": 14.1},
        "DBF": {"m": 17.0, "S0": 8.0, "S1": 21.8},
        "MF": {"m": 20.9, "S0": -0.9, "S1": 20.0},
        "all": {"m": 19.9, "b": 0.028, "S0": -10.0, "S1": 18.1},
    }
)
"""m (g C m-2 d-1), its change b of ln m per degC of night temperature, S0 and S1 (degC) of the boreal form."""

TRANSFER = _with_treed_wetland(
    {
        "ENF": {"m": 14.8, "b": 0.061, "S0": -8.8, "S1": 17.3},
        "REGEN": {"m": 8.3, "S0": -0.4, "S1": 18.7},
        "WET": {"m": 6.8, "S0": 0.9, "S1": 16.0},
        "DBF": {"m": 12.9, "S0": 8.0, "S1": 22.5},
        "MF": {"m": 14.1, "S0": 3.6, "S1": 20.0},
        "all": {"m": 11.9, "b": 0.036, "S0": -6.6, "S1": 18.5},
    }
)
"""The same of the boreal form with combined greenness, sqrt((EVI - 0.05) (NDVI - 0.1))."""

TG = _with_treed_wetland(
    {
        "ENF": {"m": 44.0, "b": 0.070},
        "DBF": {"m": 24.2},
        "MF": {"m": 33.2},
        "REGEN": {"m": 23.4},
        "WET": {"m": 21.3},
        "all": {"m": 34.3, "b": 0.039},
    }
)
"""m (g C m-2 d-1) of the TG model."""

TG_RAMP = _with_treed_wetland(
    _with_all(
        {
            "ENF": {"m": 26.8, "b": 0.052, "T0": -5.7, "T1": 16.7},
            "REGEN": {"m": 16.9, "T0": 1.7, "T1": 17.8},
            "WET": {"m": 12.2, "T0": 0.8, "T1": 15.4},
            "DBF": {"m": 19.2, "T0": 9.0, "T1": 21.9},
            "MF": {"m": 23.7, "T0": 2.9, "T1": 20.2},
        }
    )
)
"""m (g C m-2 d-1), T0 and T1 (degC) of TG with a free ramp."""

NONE: Defaults = {prior: {} for prior in SPREAD}
"""No defaults by class: every class starts alike."""

_MOD17_ROWS = {
    "ENF": (1.211, -8.0, 8.31, 650.0, 3000.0),
    "DBF": (1.526, -6.0, 9.94, 650.0, 2900.0),
    "MF": (1.226, -7.0, 9.50, 650.0, 2900.0),
    "open shrub": (1.027, -8.0, 8.80, 650.0, 4400.0),
    "woody savanna": (1.498, -8.0, 11.39, 650.0, 3500.0),
    "grass": (1.215, -8.0, 12.02, 650.0, 4200.0),
}
_MOD17_CLASS = {
    "ENF": "ENF",
    "DBF": "DBF",
    "MF": "MF",
    "REGEN": "open shrub",
    "WET": "grass",
    "WET-treed": "woody savanna",
    "all": "ENF",
}
MOD17: Defaults = {prior: dict(zip(("m", "Tmin0", "Tmin1", "VPD0", "VPD1"), _MOD17_ROWS[row])) for prior, row in _MOD17_CLASS.items()}
"""Biome table of MOD17, Collection 5.1: m (maximum light use efficiency, g C MJ-1), Tmin0 and Tmin1 (degC), VPD0 and VPD1 (Pa).

MOD17 has no class of wetland or of young burns: wetland takes grass, treed wetland woody savanna, burns open shrub.

References
----------
Running et al. 2004, doi:10.1641/0006-3568(2004)054[0547:ACSMOG]; Zhao et al. 2005, doi:10.1016/j.rse.2004.12.011.
"""

_VPM_ROWS = {
    "ENF": (-1.0, 20.0, 40.0),
    "DBF": (-1.0, 20.0, 40.0),
    "MF": (-1.0, 19.0, 48.0),
    "REGEN": (1.0, 31.0, 48.0),
    "WET": (0.0, 20.0, 48.0),
    "WET-treed": (0.0, 20.0, 48.0),
    "all": (-1.0, 20.0, 40.0),
}
VPM: Defaults = {prior: {"m": 1.9, **dict(zip(("Tlow", "Topt", "Thigh"), row))} for prior, row in _VPM_ROWS.items()}
"""Table of VPM: m (maximum light use efficiency, 0.42 g C per mol of PAR = 1.9 g C MJ-1), Tlow, Topt and Thigh (degC).

Young burns take open shrub, both wetlands permanent wetland.

References
----------
Zhang et al. 2017, doi:10.1038/sdata.2017.165; Xiao et al. 2004, doi:10.1016/j.rse.2003.11.008.
"""

_L4C_NAMES = ("m", "Tmin0", "Tmin1", "VPD0", "VPD1", "SM1", "f")
_L4C_ROWS = {
    "ENF": (1.17, -20.2, 9.2, 0.0, 3652.0, 31.0, 0.773),
    "DBF": (1.33, -16.1, 14.3, 0.0, 6501.0, 59.7, 0.758),
    "REGEN": (0.95, -22.3, 14.2, 267.0, 4482.0, 62.8, 0.672),
    "WET": (1.64, -23.2, 27.8, 0.0, 4229.0, 63.5, 0.842),
}
_L4C = {prior: dict(zip(_L4C_NAMES, row)) for prior, row in _L4C_ROWS.items()}
L4C = _with_treed_wetland(
    {**_L4C, "all": _L4C["ENF"], "MF": {name: (value + _L4C["DBF"][name]) / 2 for name, value in _L4C["ENF"].items()}}
)
"""Table of SMAP L4C, version 5: m (maximum light use efficiency, g C MJ-1), ramps of Tmin (degC), VPD (Pa) and soil moisture (percent), f.

L4C has no mixed forest, wetland or burns: mixedwood is the mean of its conifer and broadleaf, wetland takes grass, burns shrub.

References
----------
Jones et al. 2017, doi:10.1109/TGRS.2017.2729343; Endsley et al. 2020, doi:10.1029/2020JG005917.
"""
