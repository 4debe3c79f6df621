"""What a check-up says: findings, what the inputs hold of each product, and both together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from ..language import Message, msg

LEVELS = ("pass", "warning", "error")
TITLES: Mapping[str, Message] = {
    "HLSL30": msg("HLS Landsat reflectance"),
    "HLSS30": msg("HLS Sentinel-2 reflectance"),
    "HLSL30_VI": msg("HLS Landsat vegetation index"),
    "HLSS30_VI": msg("HLS Sentinel-2 vegetation index"),
    "SLSTR": msg("Sentinel-3 surface temperature"),
    "LST_CCI": msg("Gridded surface temperature"),
    "SPL3SMP_E": msg("SMAP soil moisture, 9 km"),
    "SPL3SMP": msg("SMAP soil moisture, 36 km"),
    "SPL3FTP_E": msg("SMAP freeze/thaw, 9 km"),
    "SPL3FTP": msg("SMAP freeze/thaw, 36 km"),
    "SPL4SMGP": msg("SMAP level 4 soil moisture"),
    "SPL4SMAU": msg("SMAP level 4 soil moisture, analysis"),
    "SPL4CMDL": msg("SMAP level 4 carbon"),
    "MOD17": msg("MODIS or VIIRS GPP"),
    "MOD13": msg("MODIS or VIIRS greenness"),
    "VPM": msg("GPP in the format of VPM"),
    "VLCE2": msg("NTEMS land cover"),
    "LAND_COVER": msg("Other land cover"),
    "FIRE_YEAR": msg("NTEMS year of fire"),
    "FIRE_DNBR": msg("NTEMS burn severity"),
    "HARVEST_YEAR": msg("NTEMS year of harvest"),
    "STAND_AGE": msg("NTEMS stand age"),
    "LEAD_SPECIES": msg("NTEMS leading species"),
    "DEM": msg("Elevation"),
    "TOWER": msg("Flux towers"),
    "SERIES": msg("Declared series"),
    "ERA5_LAND": msg("ERA5-Land meteorology"),
    "DAYMET": msg("Daymet meteorology"),
}


@dataclass(frozen=True)
class Finding:
    """One thing found.

    Attributes
    ----------
    level : str
        "pass", "warning" or "error": an error keeps the job from running.
    text : Message
        What was found and where.
    fix : Message or None
        What to do about it; None for a pass.
    product : str or None
        Key of `TITLES`; None where it concerns no one product.
    """

    level: str
    text: Message
    fix: Optional[Message] = None
    product: Optional[str] = None

    @property
    def table(self) -> Optional[tuple[str, str]]:
        """Table of the user's that mends it, and the path that it is about, or None."""
        name = self.fix.values.get("table") if self.fix else None
        return (name, self.text.values.get("path", "")) if name else None

    @classmethod
    def of(cls, level: str, message: Message, product: Optional[str] = None) -> Finding:
        """Return the finding of a message that may carry its fix along."""
        if set(message.values) == {"what", "fix"}:
            return cls(level, message.values["what"], message.values["fix"], product)
        return cls(level, message, None, product)

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain values for JSON."""
        fix = self.fix.to_dict() if self.fix else None
        return {"level": self.level, "product": self.product, "text": self.text.to_dict(), "fix": fix}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Finding:
        """Return the finding that `to_dict` wrote."""
        fix = Message.from_dict(data["fix"]) if data["fix"] else None
        return cls(data["level"], Message.from_dict(data["text"]), fix, data["product"])


@dataclass(frozen=True)
class ProductCheck:
    """What the inputs hold of one product.

    Attributes
    ----------
    product : str
        Key of `TITLES`.
    granules, files, duplicates : int
        Their numbers; duplicates are granules that say what another one says.
    dates : tuple of str
        ISO days that it has something for, each once, in order; those of the calendar strip. None of maps.
    grid : str
        Readable CRS and cell size; empty where granules have no grid of their own.
    coverage : float or None
        Share of the site that any of the granules looked into has a value for; None where no one could look.
    valid_by_month : mapping of int to float
        Mean share of the site with a value, by calendar month, in the granules looked into.
    years : tuple of int
        Of maps: the years that they are of.
    path : str
        Of the first granule.
    """

    product: str
    granules: int
    files: int
    duplicates: int
    dates: tuple[str, ...]
    grid: str
    coverage: Optional[float]
    valid_by_month: Mapping[int, float]
    years: tuple[int, ...] = ()
    path: str = ""

    @property
    def title(self) -> Message:
        """Readable name of the product."""
        return TITLES[self.product]

    @property
    def percent(self) -> Optional[int]:
        """Share of the site with a value in whole per cent, 100 only where nothing lacks; None where no one could look."""
        return None if self.coverage is None else int(100 * self.coverage)

    def to_dict(self) -> dict[str, Any]:
        """Return the check as plain values for JSON."""
        months = {str(month): share for month, share in self.valid_by_month.items()}
        return {**self.__dict__, "dates": list(self.dates), "valid_by_month": months, "years": list(self.years)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ProductCheck:
        """Return the check that `to_dict` wrote."""
        months = {int(month): share for month, share in data["valid_by_month"].items()}
        return cls(**{**data, "dates": tuple(data["dates"]), "valid_by_month": months, "years": tuple(data.get("years", ()))})


@dataclass(frozen=True)
class CheckUp:
    """The check-up of an inputs folder.

    Attributes
    ----------
    folder : str
        The inputs folder.
    site : tuple of float or None
        West, south, east, north in degrees; None where no site could be told.
    period : tuple of str or None
        First and last day.
    products : tuple of ProductCheck
        In the catalogue's order.
    findings : tuple of Finding
        Errors first, then warnings, then passes.
    """

    folder: str
    site: Optional[tuple[float, ...]]
    period: Optional[tuple[str, str]]
    products: tuple[ProductCheck, ...]
    findings: tuple[Finding, ...]

    @property
    def may_run(self) -> bool:
        """Whether nothing keeps the job from running."""
        return all(finding.level != "error" for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return the check-up as plain values for JSON."""
        return {
            "folder": self.folder,
            "site": list(self.site) if self.site else None,
            "period": list(self.period) if self.period else None,
            "products": [product.to_dict() for product in self.products],
            "findings": [finding.to_dict() for finding in self.findings],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CheckUp:
        """Return the check-up that `to_dict` wrote."""
        return cls(
            data["folder"],
            tuple(data["site"]) if data["site"] else None,
            tuple(data["period"]) if data["period"] else None,
            tuple(map(ProductCheck.from_dict, data["products"])),
            tuple(map(Finding.from_dict, data["findings"])),
        )
