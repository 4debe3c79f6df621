"""Scores of methods against the truth, printed as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional

import numpy as np

MISSED = 3
"""Exit code of a benchmark that misses one of its bars."""
NINETY = 1.645  # standard deviations on either side hold 90 % of a normal distribution


def rmse(found: np.ndarray, truth: np.ndarray) -> float:
    """Return the root mean square error where both are known."""
    return float(np.sqrt(np.nanmean((np.asarray(found, np.float64) - truth) ** 2)))


def covered(found: np.ndarray, sd: np.ndarray, truth: np.ndarray) -> float:
    """Return the share of the truth that lies in the stated 90 % intervals."""
    z = np.abs(found - truth) / sd
    return float((z[np.isfinite(z)] <= NINETY).mean())


def covered_by_group(
    found: np.ndarray, sd: np.ndarray, truth: np.ndarray, groups: np.ndarray, fewest: int = 200, leave_out: Optional[int] = None
) -> tuple[float, float]:
    """Return the least and the most that is covered in a group of pixels (y, x), but `leave_out`, with at least `fewest` values."""
    shares = []
    for group in np.unique(groups[groups != leave_out]):
        part = (slice(None), groups == group)
        if np.isfinite(found[part] - truth[part]).sum() >= fewest:
            shares.append(covered(found[part], sd[part], truth[part]))
    return min(shares), max(shares)


@dataclass
class Scores:
    """A table of scores, filled line by line."""

    lines: list[str] = field(default_factory=list)
    failed: bool = False

    def add(self, truth: str, driver: str, errors: dict[str, float], most: Optional[float] = None, stated: Sequence[float] = ()) -> None:
        """Add a truth: the RMSE of each method, the last one ours, held at `most` times the first; and what our intervals cover.

        `stated` are the shares covered: pooled, and by group the least and the most.
        """
        first = next(iter(errors.values()))
        for name, error in errors.items():
            self.lines.append(f"{truth:24s} {driver:14s} {name:26s} {error:8.4f} {error / first:6.3f}")
        if stated:
            self.lines[-1] += f"  90 %: {stated[0]:.3f}" + (f" ({stated[1]:.2f} to {stated[2]:.2f})" if len(stated) > 1 else "")
        if most is not None:
            self._judge(error / first <= most, f"at most {most:.2f}")

    def interval(self, truth: str, driver: str, stated: Sequence[float]) -> None:
        """Add what 90 % intervals cover, and whether that is 87 to 93 % pooled and 80 to 97 % in each group."""
        self.lines.append(f"{truth:24s} {driver:14s} 90 % intervals cover {stated[0]:.3f}, groups {stated[1]:.3f} to {stated[2]:.3f}")
        self._judge(0.87 <= stated[0] <= 0.93 and stated[1] >= 0.80 and stated[2] <= 0.97, "0.87 to 0.93, groups 0.80 to 0.97")

    def _judge(self, passed: bool, bar: str) -> None:
        """Say in the last line whether it meets its bar."""
        self.failed |= not passed
        self.lines[-1] += f"  {'pass' if passed else 'FAIL'}: {bar}"

    def __str__(self) -> str:
        return "\n".join([f"{'truth':24s} {'driver':14s} {'method':26s} {'RMSE':>8s} {'ratio':>6s}", *self.lines])
