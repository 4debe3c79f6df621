"""The text beside the sample site: that nothing in it was measured, and how each reference was made."""

from __future__ import annotations

from ..grid import Grid
from . import coarse, hls, landscape, mod17, scene, swath, towers, vpm, weather

_TEXT = """\
Boreal GPP: synthetic training site
===================================
Nothing here was measured. A landscape, its weather and its productivity were simulated (seed {seed}), and written in the names and formats
of the real products, so that the plugin can be learnt and tested. Use these files for nothing else.

Site: {width_km:g} x {height_km:g} km near 53.9 N 105.3 W, {crs}, {first_year} to {last_year}. All products reach beyond it.

HLS/
    L30 and S30 granules, a window of tile T{tile}. S30 is brighter than L30 by {s30_nir:.2g} % in near infrared and darker by
    {s30_red:.2g} % in red. Noise {noise_visible:g} (visible) and {noise_infrared:g} (infrared) in reflectance; aerosol; some haze at the
    rims of clouds is not in the mask, nor is most snow under conifers.
Sentinel-3/
    SLSTR land surface temperature, by day and by night: means of 1 km pixels under clear sky, hence warmer in summer than the truth,
    which is of all weather. Bias {lst_bias:+g} K; noise {lst_noise:g} K a pixel and {lst_scene:g} K a pass; rims of clouds are colder.
SMAP/SPL3SMP_E/
    Soil moisture: mean of the land in 9 km cells, bias {sm_bias:+g} m3 m-3, noise {sm_noise:g}, and {sm_offset:g} that stays with a cell;
    none when frozen or under snow. Surface temperature: mean of the cell, noise {smap_kelvin:g} K.
SMAP/SPL3FTP_E/
    The state of the larger part of each 9 km cell, with mistakes in the weeks of thaw and freeze-up.
SMAP/SPL4CMDL/
    The truth of GPP averaged over 9 km cells, lakes counted as nothing, times {l4c_gain:g}; noise {l4c_noise:g} % a day, and
    {l4c_spread:g} % that stays with a cell. Means of types 1, 4, 5 and 6 are over coniferous, broadleaf, shrub and herb cover.
MODIS/VPM/
    A reference in the format of the VPM product, not made by that model: the truth of GPP averaged over 500 m pixels, lakes counted as
    nothing, times {vpm_gain:g}; noise {vpm_noise:g} % and {vpm_floor:g} g C m-2 d-1 a pixel and step.
MODIS/MOD17A2HGF/
    MOD17's published equation and table (Collection 5.1) with the site's coarse weather, the main land cover of each pixel, mistaken in
    {mistaken:g} %, and fPAR as of {fpar_excess:g} times the leaf area, noise {fpar_noise:g}, and {fpar_spread:g} that stays with a pixel:
    it knows nothing of the truth of GPP. Three pixels at the outer corner carry codes that have no place here (unclassified, urban, ice).
NTEMS/, DEM/
    Land cover of {cover_year}, fire and harvest years, elevation: as simulated.
towers/
    Three towers: the truth of GPP within 250 m, noise {tower_noise:g} % and up to {tower_floor:g} g C m-2 d-1 a day, with gaps.
truth/
    What all of it was made from, by 8-day steps on the 30 m grid. The plugin never reads it: it is there to judge results by.
    lst is that of 10:00 in all weather; evi is that of vegetation without snow.

The truth of GPP is light use with radiation under cloud, saturation, acclimation to temperature with a memory of 7 or 11 days, frost,
water, dry air, and the age of stands since fire or harvest. None of these terms is a term of the models that the plugin fits.
"""
TITLE = _TEXT.splitlines()[0]
"""By which a sample site is known."""


def text(seed: int, site: Grid, years: int) -> str:
    """Return the text for a sample site."""
    s30 = scene.SENSOR_GAIN["S30"]
    return _TEXT.format(
        seed=seed,
        width_km=site.width * site.cell_size[0] / 1000,
        height_km=site.height * site.cell_size[1] / 1000,
        crs=landscape.CRS,
        first_year=weather.FIRST_YEAR,
        last_year=weather.FIRST_YEAR + years - 1,
        tile=hls.TILE,
        s30_nir=100 * (s30["nir"] - 1),
        s30_red=100 * (1 - s30["red"]),
        noise_visible=scene.NOISE["red"],
        noise_infrared=scene.NOISE["nir"],
        lst_bias=swath.BIAS,
        lst_noise=swath.NOISE,
        lst_scene=swath.SCENE_NOISE,
        sm_bias=coarse.SOIL_MOISTURE_BIAS,
        sm_noise=coarse.SOIL_MOISTURE_NOISE,
        sm_offset=coarse.SOIL_MOISTURE_OFFSET,
        smap_kelvin=coarse.TEMPERATURE_NOISE,
        l4c_gain=coarse.CARBON_GAIN,
        l4c_noise=100 * coarse.CARBON_NOISE,
        l4c_spread=100 * coarse.CARBON_SPREAD,
        vpm_gain=vpm.GAIN,
        vpm_noise=100 * vpm.NOISE,
        vpm_floor=vpm.FLOOR_NOISE,
        mistaken=100 * mod17.MISTAKEN_SHARE,
        fpar_excess=mod17.FPAR_EXCESS,
        fpar_noise=mod17.FPAR_NOISE,
        fpar_spread=mod17.FPAR_SPREAD,
        cover_year=landscape.COVER_YEAR,
        tower_noise=100 * towers.RELATIVE_NOISE,
        tower_floor=towers.NOISE,
    )
