"""The Python packages that the main job needs and QGIS does not always bring."""

from __future__ import annotations

from importlib.util import find_spec

from .errors import BorealGPPError
from .language import msg

REQUIRED = ("numpy", "scipy", "rasterio")


class PackageError(BorealGPPError):
    """A Python package is missing."""


def missing() -> tuple[str, ...]:
    """Return the names of the required packages that this Python lacks."""
    return tuple(name for name in REQUIRED if find_spec(name) is None)


def require() -> None:
    """Raise PackageError, which names them, when required packages are missing."""
    names = missing()
    if names:
        raise PackageError(
            msg("QGIS's Python lacks: {names}.", names=", ".join(names)),
            msg("Install them as the plugin's help says for this system, then restart QGIS."),
        )
