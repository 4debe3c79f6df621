"""Bounded least squares from normal equations: memory grows with the parameters, not with the data."""

from __future__ import annotations

from typing import Callable, Optional

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import lsq_linear

Normal = tuple[float, np.ndarray, np.ndarray]  # half the sum of squares, its gradient (p,), J'J (p, p)

_MOST_STEPS = 60
_MOST_TURNS = 60
_GAIN = 1e-4  # of what the slope promises, that a step must bring
_SMALLEST_EIGENVALUE = 1e-12  # relative; directions that the data do not see get no step


def minimise(
    normal: Callable[[np.ndarray], Normal],
    start: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    scale: np.ndarray,
    tolerance: float = 1e-6,
) -> tuple[np.ndarray, float]:
    """Return the parameters (p,) of the least sum of squares near `start`, and half that sum.

    Gauss-Newton steps inside the bounds and inside a box about the present point (a trust region), which doubles where the linear model
    foretold the gain and shrinks where it did not.

    Parameters
    ----------
    normal : callable
        Parameters -> half the sum of squares, gradient and J'J.
    start, lower, upper : ndarray (p,)
        Start and bounds.
    scale : ndarray (p,)
        Length of the first box in each parameter.
    tolerance : float
        Relative gain, and share of `scale`, below which a step ends the search.

    References
    ----------
    Nocedal and Wright 2006, Numerical Optimization, chapters 4 and 10.
    """
    x = np.clip(start, lower, upper)
    cost, gradient, hessian = normal(x)
    radius = 1.0
    for _ in range(_MOST_STEPS):
        step = _step(gradient, hessian, np.maximum(lower - x, -radius * scale), np.minimum(upper - x, radius * scale))
        length = float(np.max(np.abs(step) / scale))
        expected = -float(gradient @ step + step @ hessian @ step / 2)
        if length < tolerance or expected <= tolerance * cost * 1e-3:
            break
        trial = normal(x + step)
        gain = cost - trial[0]
        if gain < 0.25 * expected:
            radius = length / 4
        elif gain > 0.75 * expected:
            radius = max(radius, 2 * length)
        if gain > 0:
            x = x + step
            cost, gradient, hessian = trial
            if gain < tolerance * cost:
                break
    return x, cost


def _step(gradient: np.ndarray, hessian: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Return the step (p,) inside the bounds that minimises gradient'step + step'hessian step / 2."""
    step = _projected(gradient, hessian, lower, upper)
    return _by_eigenvalues(gradient, hessian, lower, upper) if step is None else step


def _projected(gradient: np.ndarray, hessian: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> Optional[np.ndarray]:
    """Return that step by projected Newton steps, or None where they do not settle or the matrix is singular.

    A parameter is held at a bound while it would gain beyond it; all others take a Newton step together, as long a one as still gains
    once it is cut off at the bounds.

    References
    ----------
    Bertsekas 1982, SIAM Journal on Control and Optimization 20:221.
    """
    step = np.zeros_like(gradient)
    slack = 1e-9 * max(float(np.abs(gradient).max()), np.finfo(float).tiny)
    for _ in range(_MOST_TURNS):
        slope = gradient + hessian @ step
        free = ~(((step <= lower) & (slope >= -slack)) | ((step >= upper) & (slope <= slack)))
        if not (np.abs(slope[free]) > slack).any():
            return step
        newton = np.zeros_like(step)
        try:
            newton[free] = -cho_solve(cho_factor(hessian[np.ix_(free, free)], check_finite=False), slope[free], check_finite=False)
        except np.linalg.LinAlgError:
            return None
        for length in 0.5 ** np.arange(_MOST_TURNS):
            trial = np.clip(step + length * newton, lower, upper)
            move = trial - step
            if slope @ move + move @ hessian @ move / 2 <= _GAIN * (slope @ move):
                break
        step = trial
    return None


def _by_eigenvalues(gradient: np.ndarray, hessian: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Return that step where some directions may not be seen by the data: these get none."""
    values, vectors = np.linalg.eigh(hessian)
    seen = values > _SMALLEST_EIGENVALUE * max(float(values[-1]), np.finfo(float).tiny)
    if not seen.any():
        return np.zeros_like(gradient)
    root = np.sqrt(values[seen])
    matrix = root[:, None] * vectors[:, seen].T
    target = -(vectors[:, seen].T @ gradient) / root
    free = np.linalg.lstsq(matrix, target, rcond=None)[0]
    if np.all((free >= lower) & (free <= upper)):
        return free
    return np.clip(lsq_linear(matrix, target, bounds=(lower, upper), method="bvls").x, lower, upper)
