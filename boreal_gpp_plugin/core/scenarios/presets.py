"""Presets: illustrative changes of boreal Canada under two pathways, in the middle and at the end of the century."""

from __future__ import annotations

from ..language import Message, msg
from .deltas import Deltas
from .scenario import Scenario

SEASONAL = (1.4, 1.4, 1.0, 1.0, 1.0, 0.75, 0.75, 0.75, 1.0, 1.0, 1.0, 1.4)
"""Warming of each month as multiple of that of the year: winters warm more, summers less (general knowledge, no published table)."""
_THAW_PER_K = (-3.0, -4.0, -5.0)
"""Days per K by which thaw shifts: least, central, most (general knowledge)."""
_FREEZE_PER_K = (2.0, 3.0, 4.0)
"""Days per K by which freeze shifts (general knowledge)."""
_MOISTURE_PER_K = (-2.0, -3.5, -5.0)
"""Percent per K of surface soil moisture in the growing season (general knowledge; even the sign is uncertain)."""
_GROWING = range(5, 10)  # months

SOURCE = msg(
    "Illustrative, no forecast: best estimates of global warming by pathway (IPCC AR6, Summary for Policymakers) times 1.5 to 2.5, by "
    "which Canada and its regions warm more than the globe (Sobie, Zwiers and Curry 2021, Atmosphere-Ocean 59), against 1995-2014; "
    "winter 1.4 times and summer 0.75 times the warming of the year; per K thaw 3 to 5 days earlier, freeze 2 to 4 days later and soil "
    "moisture of the growing season 2 to 5 % lower."
)


def _preset(id_: str, title: Message, least: float, central: float, most: float) -> Scenario:
    """Return the scenario of a warming of the year, K, with its range."""
    low, middle, high = (
        Deltas(
            tuple(round(warming * factor, 3) for factor in SEASONAL),
            tuple(round(warming * _MOISTURE_PER_K[i], 3) if month in _GROWING else 0.0 for month in range(1, 13)),
            round(warming * _THAW_PER_K[i], 2),
            round(warming * _FREEZE_PER_K[i], 2),
        )
        for i, warming in enumerate((least, central, most))
    )
    return Scenario(id_, title, SOURCE, middle, low, high)


# Warming of boreal Canada in the year against 1995-2014, K: SSP2-4.5 and SSP5-8.5 of 2041-2060 and 2081-2100.
PRESETS: dict[str, Scenario] = {
    s.id: s
    for s in (
        _preset("ssp245_2041_2060", msg("SSP2-4.5, 2041-2060 (illustrative)"), 1.7, 2.3, 2.9),
        _preset("ssp245_2081_2100", msg("SSP2-4.5, 2081-2100 (illustrative)"), 2.8, 3.7, 4.6),
        _preset("ssp585_2041_2060", msg("SSP5-8.5, 2041-2060 (illustrative)"), 2.3, 3.1, 3.9),
        _preset("ssp585_2081_2100", msg("SSP5-8.5, 2081-2100 (illustrative)"), 5.3, 7.0, 8.9),
    )
}
