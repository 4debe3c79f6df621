"""The Python packages that the main job needs and QGIS does not always bring."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Optional

from .errors import BorealGPPError
from .language import msg

REQUIRED = {
    "numpy": msg("arithmetic; it comes with QGIS"),
    "scipy": msg("fusion and calibration"),
    "pandas": msg("reading tables"),
    "rasterio": msg("reading and writing maps"),
}
UNTOUCHED = "numpy"  # another version breaks QGIS and other plugins


class PackageError(BorealGPPError):
    """A Python package is missing, or can't be installed."""


def missing() -> tuple[str, ...]:
    """Return the names of the required packages that this Python lacks."""
    return tuple(name for name in REQUIRED if find_spec(name) is None)


def lack() -> Optional[PackageError]:
    """Return the error that names the required packages that are missing, None where all are there."""
    names = missing()
    if not names:
        return None
    return PackageError(
        msg("QGIS's Python lacks: {names}.", names=", ".join(names)),
        msg("Press Install in the Boreal GPP panel, or do as the plugin's help says for this system."),
    )


def require() -> None:
    """Raise PackageError, which names them, when required packages are missing."""
    error = lack()
    if error is not None:
        raise error
