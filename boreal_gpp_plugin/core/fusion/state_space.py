"""Linear Gaussian state space: states that are remembered for a while, seen now and then, smoothed over all that was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np


@dataclass(frozen=True)
class Memory:
    """What is known of a state before anything is seen: independent Ornstein-Uhlenbeck processes around their means.

    Attributes
    ----------
    mean : ndarray (state,)
        Mean of each component.
    covariance : ndarray (state, state)
        Covariance at any one time; zero between components whose time constants differ.
    days : ndarray (state,)
        Time constant of each component, days; infinite for a constant.
    """

    mean: np.ndarray
    covariance: np.ndarray
    days: np.ndarray

    def kept(self, elapsed: float) -> np.ndarray:
        """Return the share of each component's departure from its mean that is left after `elapsed` days, (state,)."""
        return np.exp(-elapsed / self.days)

    def gained(self, kept: np.ndarray) -> np.ndarray:
        """Return the covariance that has come in while the shares `kept` were left, (state, state)."""
        return self.covariance * (1 - np.outer(kept, kept))


@dataclass(frozen=True)
class Sight:
    """What is seen of a state at one time, summed up: observations z = H x + e with independent errors of variance r.

    Attributes
    ----------
    information : ndarray (state, state)
        H' diag(1/r) H.
    score : ndarray (state,)
        H' diag(1/r) z.
    energy : float
        z' diag(1/r) z.
    log_noise : float
        Sum of log r.
    count : int
        Number of observations.
    """

    information: np.ndarray
    score: np.ndarray
    energy: float = 0.0
    log_noise: float = 0.0
    count: int = 0

    def __add__(self, other: Sight) -> Sight:
        """Return what both say together."""
        return Sight(
            self.information + other.information,
            self.score + other.score,
            self.energy + other.energy,
            self.log_noise + other.log_noise,
            self.count + other.count,
        )

    def with_shared_error(self, variance: float, column: int) -> Sight:
        """Return the sight when all its observations also share one error of `variance`; the design is 1 throughout `column`.

        References
        ----------
        Woodbury's identity for the inverse of a diagonal matrix plus a matrix of rank one.
        """
        shared, score = self.information[column], self.score[column]
        loss = variance / (1 + variance * shared[column])
        return Sight(
            self.information - loss * np.outer(shared, shared),
            self.score - loss * score * shared,
            self.energy - loss * score**2,
            self.log_noise + float(np.log1p(variance * shared[column])),
            self.count,
        )

    def repeated(self, times: float) -> Sight:
        """Return the sight as one of `times` that all have the same errors, so that together they say no more than one."""
        return replace(self, information=self.information / times, score=self.score / times, energy=self.energy / times)

    @classmethod
    def of(cls, design: np.ndarray, values: np.ndarray, variances: np.ndarray) -> Sight:
        """Return the sum of observations `values` (n,) of `design` (n, state) with error variances (n,)."""
        weighted = design / variances[:, None]
        return cls(
            design.T @ weighted, weighted.T @ values, float(values @ (values / variances)), float(np.log(variances).sum()), len(values)
        )


@dataclass(frozen=True)
class Smoothed:
    """States given everything that was seen.

    Attributes
    ----------
    mean : ndarray (time, state)
        Means.
    covariance : ndarray (time, state, state)
        Covariances.
    gain : ndarray (time - 1, state, state)
        Smoother gains: the covariance of times i and i + 1 is ``gain[i] @ covariance[i + 1]``.
    """

    mean: np.ndarray
    covariance: np.ndarray
    gain: np.ndarray

    def without(self, time: int, sight: Sight) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and covariance of the state at a time as they were had `sight`, seen at that time, been held out."""
        covariance = self.covariance[time]
        left = np.eye(len(covariance)) - covariance @ sight.information
        return np.linalg.solve(left, self.mean[time] - covariance @ sight.score), np.linalg.solve(left, covariance)

    def averaged(self, members: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray]:
        """Return mean (group, state) and covariance (group, state, state) of averages over times.

        Parameters
        ----------
        members : ndarray of int (time,)
            Group of each time, -1 for none; times of a group follow each other, with none of another group between them.
        groups : int
            Number of groups; those without a member give NaN.
        """
        size = self.mean.shape[1]
        mean, covariance = np.zeros((groups, size)), np.zeros((groups, size, size))
        count = np.bincount(members[members >= 0], minlength=groups).astype(np.float64)
        count[count == 0] = np.nan
        present, reach = -1, np.zeros((size, size))
        for i, group in enumerate(members):
            # `reach` @ covariance[i] is the covariance of the group's sum up to now with the state now.
            reach = reach @ self.gain[i - 1] if i else reach
            if group < 0:
                continue
            reach = (reach if group == present else 0) + np.eye(size)
            present = group
            mean[group] += self.mean[i]
            cross = reach @ self.covariance[i]
            covariance[group] += cross + cross.T - self.covariance[i]
        return mean / count[:, None], covariance / count[:, None, None] ** 2


@dataclass(frozen=True)
class _Filtered:
    """States given what was seen up to each time, and before what was seen at that time."""

    mean: np.ndarray
    covariance: np.ndarray
    covariance_before: np.ndarray
    mean_before: np.ndarray
    log_likelihood: float


def _filter(memory: Memory, days: np.ndarray, sights: Sequence[Optional[Sight]]) -> _Filtered:
    """Return the states at `days` given what was seen until then."""
    times, size = len(days), len(memory.mean)
    mean, covariance = np.empty((times, size)), np.empty((times, size, size))
    mean_before, covariance_before = np.empty_like(mean), np.empty_like(covariance)
    log_likelihood, identity = 0.0, np.eye(size)
    m, p = memory.mean, memory.covariance
    for i, sight in enumerate(sights):
        if i:
            kept = memory.kept(days[i] - days[i - 1])
            m = memory.mean + kept * (m - memory.mean)
            p = kept[:, None] * p * kept + memory.gained(kept)
        mean_before[i], covariance_before[i] = m, p
        if sight is not None:
            surprise = sight.score - sight.information @ m
            scale = identity + sight.information @ p
            p = np.linalg.solve(scale.T, p).T
            p = 0.5 * (p + p.T)
            misfit = sight.energy - 2 * m @ sight.score + m @ sight.information @ m - surprise @ p @ surprise
            log_likelihood -= 0.5 * (np.linalg.slogdet(scale)[1] + sight.log_noise + misfit)
            m = m + p @ surprise
        mean[i], covariance[i] = m, p
    return _Filtered(mean, covariance, covariance_before, mean_before, log_likelihood)


def log_likelihood(memory: Memory, days: np.ndarray, sights: Sequence[Optional[Sight]]) -> float:
    """Return the log-likelihood of what was seen at `days` (time,), ascending, up to a constant."""
    return _filter(memory, days, sights).log_likelihood


def smooth(memory: Memory, days: np.ndarray, sights: Sequence[Optional[Sight]]) -> Smoothed:
    """Return the states at `days` (time,), ascending, given what was seen at each of them (None for nothing).

    References
    ----------
    Rauch, Tung and Striebel 1965, Maximum likelihood estimates of linear dynamic systems, AIAA Journal 3:1445, doi:10.2514/3.3166.
    """
    forward = _filter(memory, days, sights)
    mean, covariance = forward.mean.copy(), forward.covariance.copy()
    times, size = mean.shape
    gain = np.empty((max(times - 1, 0), size, size))
    for i in range(times - 2, -1, -1):
        kept = memory.kept(days[i + 1] - days[i])
        after = forward.covariance_before[i + 1]
        ridge = 1e-12 * np.trace(after) / size  # components without any variance keep the matrix from being singular
        gain[i] = np.linalg.solve(after + ridge * np.eye(size), kept[:, None] * covariance[i]).T
        mean[i] += gain[i] @ (mean[i + 1] - forward.mean_before[i + 1])
        covariance[i] += gain[i] @ (covariance[i + 1] - after) @ gain[i].T
    return Smoothed(mean, covariance, gain)


def smooth_cells(
    values: np.ndarray, noise: np.ndarray, days: np.ndarray, variance: np.ndarray, memory_days: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and variance, each (time, cell), of one Ornstein-Uhlenbeck process of mean zero per cell.

    Parameters
    ----------
    values : ndarray (time, cell)
        Observations; NaN where there is none.
    noise : ndarray (time, cell)
        Error variances of the observations.
    days : ndarray (time,)
        Times, ascending.
    variance : ndarray or float, (cell,)
        Variance of the process at any one time.
    memory_days : float
        Time constant.
    """
    seen = np.isfinite(values)
    gain = np.zeros(values.shape)
    mean, spread = np.empty(values.shape), np.empty(values.shape)
    m, p = np.zeros(values.shape[1]), np.broadcast_to(np.asarray(variance, np.float64), values.shape[1:]).copy()
    stationary = p.copy()
    kept = np.exp(-np.diff(days) / memory_days)
    for i in range(len(days)):
        if i:
            m, p = kept[i - 1] * m, kept[i - 1] ** 2 * p + (1 - kept[i - 1] ** 2) * stationary
        gain = np.where(seen[i], p / np.maximum(p + noise[i], 1e-30), 0.0)
        m = m + gain * np.where(seen[i], values[i] - m, 0.0)
        p = p * (1 - gain)
        mean[i], spread[i] = m, p
    for i in range(len(days) - 2, -1, -1):
        k = kept[i]
        ahead = k**2 * spread[i] + (1 - k**2) * stationary
        back = k * spread[i] / np.maximum(ahead, 1e-30)
        mean[i] += back * (mean[i + 1] - k * mean[i])
        spread[i] += back**2 * (spread[i + 1] - ahead)
    return mean, spread
