"""Where each product comes from: what to cite and on which terms it may be used."""

from __future__ import annotations

from dataclasses import dataclass

from ..language import Message, msg


@dataclass(frozen=True)
class Source:
    """A product's origin.

    Attributes
    ----------
    title : Message
        Readable name.
    cite : str
        Publication or data set to cite, a DOI where one is stable across versions.
    terms : Message
        On which terms it may be used.
    dated : bool
        Whether its files are of days; others are of years.
    """

    title: Message
    cite: str
    terms: Message
    dated: bool = True


_NASA = msg("Free and open; NASA asks to be acknowledged and the data set to be cited in the version used.")
_COPERNICUS = msg("Free and open; results must say that they contain modified Copernicus Sentinel data of the year.")
_CANADA = msg("Open Government Licence - Canada.")
_OWNERS = msg("Ask the owner of the data on which terms it may be used.")

SOURCES: dict[str, Source] = {
    "HLSL30": Source(msg("HLS Landsat surface reflectance, 30 m"), "HLSL30 v2.0, NASA LP DAAC, doi:10.5067/HLS/HLSL30.002", _NASA),
    "HLSS30": Source(msg("HLS Sentinel-2 surface reflectance, 30 m"), "HLSS30 v2.0, NASA LP DAAC, doi:10.5067/HLS/HLSS30.002", _NASA),
    "SLSTR": Source(
        msg("Sentinel-3 land surface temperature, 1 km"), "SL_2_LST, Copernicus Sentinel-3 SLSTR, ESA and EUMETSAT", _COPERNICUS
    ),
    "SPL3SMP_E": Source(msg("SMAP soil moisture, 9 km"), "SPL3SMP_E, NASA NSIDC DAAC", _NASA),
    "SPL3FTP_E": Source(msg("SMAP freeze/thaw state, 9 km"), "SPL3FTP_E, NASA NSIDC DAAC", _NASA),
    "SPL3SMP": Source(msg("SMAP soil moisture, 36 km"), "SPL3SMP, NASA NSIDC DAAC", _NASA),
    "SPL3FTP": Source(msg("SMAP freeze/thaw state, 36 km"), "SPL3FTP, NASA NSIDC DAAC", _NASA),
    "SPL4CMDL": Source(msg("SMAP Level-4 carbon (L4C), 9 km"), "SPL4CMDL, NASA NSIDC DAAC", _NASA),
    "VPM": Source(
        msg("Vegetation Photosynthesis Model GPP, 500 m"),
        "Zhang et al. 2017, Scientific Data 4:170165, doi:10.1038/sdata.2017.165",
        _OWNERS,
    ),
    "MOD17": Source(msg("MODIS GPP (MOD17), 500 m"), "MOD17A2HGF v6.1, NASA LP DAAC, doi:10.5067/MODIS/MOD17A2HGF.061", _NASA),
    "MOD13": Source(
        msg("MODIS or VIIRS greenness (MOD13, VNP13), 250 or 500 m"), "MOD13Q1 v6.1, NASA LP DAAC, doi:10.5067/MODIS/MOD13Q1.061", _NASA
    ),
    "VLCE2": Source(
        msg("NTEMS land cover, 30 m"),
        "Hermosilla et al. 2022, Remote Sensing of Environment 268:112780, doi:10.1016/j.rse.2022.112780",
        _CANADA,
        False,
    ),
    "FIRE_YEAR": Source(
        msg("NTEMS year of fire, 30 m"), "Canada's National Terrestrial Ecosystem Monitoring System (NTEMS)", _CANADA, False
    ),
    "HARVEST_YEAR": Source(
        msg("NTEMS year of harvest, 30 m"), "Canada's National Terrestrial Ecosystem Monitoring System (NTEMS)", _CANADA, False
    ),
    "DEM": Source(msg("Elevation"), "", _OWNERS),
    "TOWER": Source(msg("Flux towers"), "", msg("The policy of the flux network applies; tell the site's principal investigator."), False),
}
