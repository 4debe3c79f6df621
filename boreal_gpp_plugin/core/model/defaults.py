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
    return {**classes, "WET-treed": {name: (conifer[name] + wetland[name]) / 2 for name in conifer}}


def _with_all(classes: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the table with "all" as the geometric mean of m and the mean of the other parameters over the classes."""
    mean = {name: float(np.mean([c[name] for c in classes.values()])) for name in next(iter(classes.values()))}
    mean["m"] = float(np.exp(np.mean([np.log(c["m"]) for c in classes.values()])))
    return {**classes, "all": mean}


BOREAL = _with_treed_wetland(
    {
        "ENF": {"m": 24.1, "S0": -9.3, "S1": 12.6},
        "REGEN": {"m": 15.3, "S0": -3.0, "S1": 18.5},
        "WET": {"m": 11.1, "S0": 0.4, "S1": 14.1},
        "DBF": {"m": 17.0, "S0": 8.0, "S1": 21.8},
        "MF": {"m": 20.9, "S0": -0.9, "S1": 20.0},
        "all": {"m": 19.9, "S0": -10.0, "S1": 18.1},
    }
)
"""m (g C m-2 d-1), S0 and S1 (degC) of the boreal form."""

TG = _with_treed_wetland(
    {"ENF": {"m": 44.0}, "DBF": {"m": 24.2}, "MF": {"m": 33.2}, "REGEN": {"m": 23.4}, "WET": {"m": 21.3}, "all": {"m": 34.3}}
)
"""m (g C m-2 d-1) of the TG model."""

TG_RAMP = _with_treed_wetland(
    _with_all(
        {
            "ENF": {"m": 26.8, "T0": -5.7, "T1": 16.7},
            "REGEN": {"m": 16.9, "T0": 1.7, "T1": 17.8},
            "WET": {"m": 12.2, "T0": 0.8, "T1": 15.4},
            "DBF": {"m": 19.2, "T0": 9.0, "T1": 21.9},
            "MF": {"m": 23.7, "T0": 2.9, "T1": 20.2},
        }
    )
)
"""m (g C m-2 d-1), T0 and T1 (degC) of TG with a free ramp."""
