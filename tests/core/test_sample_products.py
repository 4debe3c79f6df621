"""Products of the sample site but HLS: maps, swaths, coarse products, 500 m composites and towers, each held against the truth."""

from __future__ import annotations

import csv
import datetime

import numpy as np
import pytest
import rasterio
from affine import Affine

from boreal_gpp_plugin.core.grid import LONLAT, Grid, transform_bounds, transform_points
from boreal_gpp_plugin.core.readers.sinusoidal import tile_grid
from boreal_gpp_plugin.core.sample import coarse, mod17, modis, ntems, site, swath, towers, truth, vpm, weather
from boreal_gpp_plugin.core.sample import landscape as ls
from boreal_gpp_plugin.core.sample.cells import Cells, Footprints

SITE = site.site_grid(6.0)
CELLS = site.site_cells(SITE)
SPREAD = CELLS.spreader(weather.NODES)
DAY = np.datetime64("2021-07-10")


@pytest.fixture(scope="module")
def land():
    return ls.of_cells(CELLS, 1)


@pytest.fixture(scope="module")
def sky():
    return weather.simulate(1, 1)


@pytest.fixture(scope="module")
def stand(land):
    return truth.Stand(land, 2021)


@pytest.fixture(scope="module")
def today(stand, sky):
    return stand.on(sky.day(DAY, SPREAD))


@pytest.fixture(scope="module")
def pixels():
    return modis.Pixels(CELLS, SITE)


def within(inner, outer):
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


# Cells and footprints


def test_fine_and_far_cells_cover_the_country_once():
    left, bottom, right, top = CELLS.far.bounds
    area = CELLS.area.astype(np.float64).sum() * 900.0
    assert area == pytest.approx((right - left) * (top - bottom))
    assert within(SITE.padded(40).bounds, CELLS.fine.bounds)


def test_cells_reach_beyond_all_coarse_products():
    reach = transform_bounds(coarse.window(SITE).bounds, coarse.window(SITE).crs, SITE.crs)
    assert within(reach, CELLS.far.bounds)
    assert np.isfinite(Footprints(CELLS, coarse.window(SITE)).mean(CELLS.area)).all()


def test_weather_between_nodes_is_interpolated_linearly():
    east = np.broadcast_to(weather.NODES.x, weather.NODES.shape)
    np.testing.assert_allclose(SPREAD(east.astype(np.float32)), CELLS.x, rtol=1e-6)
    north = np.broadcast_to(weather.NODES.y[:, None], weather.NODES.shape)
    np.testing.assert_allclose(SPREAD(north.astype(np.float32)), CELLS.y, rtol=1e-6)


def test_a_footprint_is_the_area_mean_of_its_cells():
    fine = Grid(ls.CRS, Affine(30.0, 0.0, 300.0, 0.0, -30.0, 600.0), 10, 10)
    cells = Cells(fine, Grid(ls.CRS, Affine(300.0, 0.0, 0.0, 0.0, -300.0, 900.0), 3, 3))
    pixel = Grid(ls.CRS, Affine(600.0, 0.0, 0.0, 0.0, -600.0, 900.0), 1, 1)  # holds the fine grid and three far cells
    values = np.where(cells.area > 1, 2.0, 1.0)
    assert Footprints(cells, pixel).mean(values)[0, 0] == pytest.approx((3 * 2.0 + 1.0) / 4)
    assert Footprints(cells, pixel).part(cells.area == 1).mean(values)[0, 0] == pytest.approx(1.0)


def test_the_far_raster_holds_the_fine_part_too():
    np.testing.assert_allclose(CELLS.far_raster(CELLS.x)[0], CELLS.far.x, atol=15.1)  # half a fine cell
    np.testing.assert_allclose(CELLS.far_raster(CELLS.y)[:, 0], CELLS.far.y, atol=15.1)
    middle = CELLS.far.height // 2
    np.testing.assert_allclose(CELLS.far_raster(CELLS.x)[middle], CELLS.far.x, atol=15.1)


# Maps


@pytest.fixture(scope="module")
def maps(tmp_path_factory, land):
    folder = tmp_path_factory.mktemp("maps")
    ntems.write_maps(folder, CELLS, land)
    ntems.write_elevation(folder, CELLS, land)
    return folder


def test_maps_lie_on_the_national_grid_without_an_authority_code(maps):
    with rasterio.open(maps / "CA_forest_VLCE2_2021.tif") as file:
        assert (file.dtypes[0], file.nodata) == ("uint8", 255)
        assert "Lambert_Conformal_Conic_2SP" in file.crs.to_wkt()
        assert not file.crs.to_wkt().endswith(('AUTHORITY["EPSG","3978"]]', 'ID["EPSG",3978]]'))  # its numbers, but not its name
        column, row = (file.transform.c + 2660910.524) / 30, (2998848.1105 - file.transform.f) / 30
        assert column == pytest.approx(round(column), abs=1e-6)
        assert row == pytest.approx(round(row), abs=1e-6)
        assert (file.read(1) == 0).any()  # outside the rotated site


def test_land_cover_on_the_national_grid_is_that_of_the_place(maps, land):
    x, y = np.meshgrid(SITE.x[::7], SITE.y[::7])
    with rasterio.open(maps / "CA_forest_VLCE2_2021.tif") as file:
        tx, ty = transform_points(x, y, SITE.crs, ntems.CRS)
        found = np.array([v[0] for v in file.sample(zip(tx.ravel(), ty.ravel()))]).reshape(x.shape)
    # A nearest cell is up to 30 m off: only edges of patches may differ.
    assert (found == CELLS.raster(land.land_cover, SITE)[::7, ::7]).mean() > 0.9


def test_fires_have_full_years_and_cuts_years_since_1900(maps):
    with rasterio.open(maps / "CA_Forest_Fire_1985-2020.tif") as file:
        assert file.dtypes[0] == "uint16"
        assert set(np.unique(file.read(1))) <= {0, 1989, 2003, 2018}
        assert file.read(1).any()
    with rasterio.open(maps / "CA_harvest_year_1985_2015.tif") as file:
        assert file.dtypes[0] == "uint8"
        years = file.read(1)
        assert ((years == 0) | ((years >= 85) & (years <= 115))).all()


def test_the_dem_holds_the_elevation_of_the_site(maps, land):
    with rasterio.open(maps / "dem.tif") as file:
        np.testing.assert_allclose(file.read(1), CELLS.raster(land.elevation, CELLS.fine), atol=0.051)


# Swaths


@pytest.fixture
def written(monkeypatch):
    """Return a list that gets the arguments of `write_slstr`."""
    calls = []

    def record(folder, platform, start, longitude, latitude, lst_degc, uncertainty_k, cloud, day, orbit, snow=None, land=None):
        calls.append(
            {"start": start, "longitude": longitude, "latitude": latitude, "lst": lst_degc, "cloud": cloud, "day": day, "orbit": orbit}
            | {"uncertainty": uncertainty_k, "land": land}
        )
        return folder

    monkeypatch.setattr(swath, "write_slstr", record)
    return calls


def clearest(sky, overpasses):
    return min(overpasses, key=lambda o: sky.cloud[int((o.date - sky.days[0]).astype(int))][weather.MIDDLE])


@pytest.mark.parametrize("by_day", [True, False])
def test_a_swath_is_a_slanting_square_lattice_that_covers_the_site_and_three_pixels_more(by_day):
    overpass = next(o for o in swath.overpasses(2021) if o.day == by_day)
    pixels = swath.Pixels(overpass, SITE, (0.3, 0.8))
    x, y = transform_points(*pixels.lonlat(), LONLAT, SITE.crs)
    along = np.hypot(x[1, 0] - x[0, 0], y[1, 0] - y[0, 0]), np.degrees(np.arctan2(x[1, 0] - x[0, 0], y[1, 0] - y[0, 0])) % 360
    assert along[0] == pytest.approx(1000, abs=0.1)
    assert along[1] == pytest.approx(196 if by_day else 344, abs=0.1)
    left, bottom, right, top = SITE.bounds
    corners = np.array([(a, b) for a in (left - 3000, right + 3000) for b in (bottom - 3000, top + 3000)])
    mean = pixels.over(corners[:, 0], corners[:, 1], np.ones(4))
    assert np.isfinite(mean(np.ones(4))).sum() == 4  # each corner in a pixel of its own


def test_a_clear_day_is_hotter_than_the_all_weather_truth_and_a_night_colder(stand, sky, written):
    for by_day in (True, False):
        passes = [o for o in swath.overpasses(2021) if o.day == by_day and 6 <= o.time.month <= 8]
        overpass = clearest(sky, passes)
        today = stand.on(sky.day(overpass.date, SPREAD))
        assert swath.write(None, overpass, SITE, CELLS, stand, today, 1) is None or written
    day, night = written
    assert day["day"]
    assert not night["day"]
    assert np.isfinite(day["lst"]).all()
    assert np.nanmedian(day["lst"][~day["cloud"] & day["land"]]) > np.nanmedian(night["lst"][~night["cloud"] & night["land"]]) + 5
    assert ((day["uncertainty"] > 0.5) & (day["uncertainty"] < 3)).all()


def test_pixels_without_cloud_hold_the_mean_surface_temperature_under_clear_sky(stand, sky, written):
    overpass = clearest(sky, [o for o in swath.overpasses(2021) if o.day and 5 <= o.time.month <= 9])
    today = stand.on(sky.day(overpass.date, SPREAD))
    swath.write(None, overpass, SITE, CELLS, stand, today, 1)
    (seen,) = written
    clear = stand.surface_temperature(today.day, today.green, truth.MORNING, np.float32(0.1))
    near = np.hypot(CELLS.x - SITE.x.mean(), CELLS.y - SITE.y.mean()) < 3000
    x, y = transform_points(seen["longitude"], seen["latitude"], LONLAT, SITE.crs)
    pixel = (np.hypot(x - SITE.x.mean(), y - SITE.y.mean()) < 2500) & ~seen["cloud"]
    # Means of some twenty pixels and of the circle around them: noise 0.5 K a pixel, 0.4 K a pass, and what the rims leave out.
    assert seen["lst"][pixel].mean() == pytest.approx(clear[near].mean() + swath.BIAS, abs=1.5)


def test_passes_under_cloud_are_not_fetched(stand, sky, written):
    overpass = swath.overpasses(2021)[100]
    day = sky.day(overpass.date, SPREAD)
    overcast = day.on(lambda values: values if values is not day.cloud else np.full_like(values, 0.9999))
    assert swath.write(None, overpass, SITE, CELLS, stand, stand.on(overcast), 1) is None
    assert not written


def test_passes_come_by_day_and_by_night_several_times_a_week():
    passes = swath.overpasses(2021)
    assert 200 < sum(o.day for o in passes) < 260
    assert 40 < sum(not o.day for o in passes) < 70
    for overpass in passes:
        local = overpass.time - datetime.timedelta(hours=7)
        assert (9 <= local.hour <= 10) if overpass.day else (21 <= local.hour <= 22)
        absolute, cycle, relative, _ = overpass.orbit
        assert 1 <= relative <= 385
        assert absolute == cycle * 385 + relative - 1


# Coarse products


@pytest.fixture
def smap(monkeypatch, tmp_path, land):
    """Return the writer, and what it hands to the writers of files."""
    calls = {}
    for name in ("write_soil_moisture", "write_freeze_thaw", "write_carbon"):
        monkeypatch.setattr(coarse, name, lambda folder, date, cells, *arrays, name=name: calls.update({name: (cells, *arrays)}))
    return coarse.CoarseProducts(tmp_path, CELLS, land, SITE, 1), calls


def passing(sky, month):
    """Return days of a month on which SMAP passes in the morning and in the evening."""
    return [d for d in sky.days if int(str(d)[5:7]) == month and coarse.CoarseProducts._passes(d.astype(object)).all()]


def test_coarse_products_reach_three_cells_beyond_the_site():
    window = coarse.window(SITE)
    left, bottom, right, top = transform_bounds(SITE.bounds, SITE.crs, window.crs)
    cell = window.cell_size[0]
    assert within((left - 3 * cell, bottom - 3 * cell, right + 3 * cell, top + 3 * cell), window.bounds)


def test_l4c_is_the_truth_averaged_over_cells_but_for_its_stated_bias_and_noise(smap, stand, today):
    writer, calls = smap
    writer.write(stand, today)
    window, mean, by_type = calls["write_carbon"]
    whole = Footprints(CELLS, window).mean(today.gpp)
    ratio = mean / whole
    assert ratio.mean() == pytest.approx(coarse.CARBON_GAIN, abs=0.03)
    assert 0.04 < ratio.std() < 0.14
    assert set(by_type) == {1, 4, 5, 6}
    assert np.nanmean(by_type[4]) > np.nanmean(by_type[1]) > np.nanmean(by_type[6])
    assert np.isfinite(mean).all()


def test_soil_moisture_is_that_of_thawed_land_and_missing_in_winter(smap, sky, stand):
    writer, calls = smap
    summer, winter = (stand.on(sky.day(passing(sky, month)[0], SPREAD)) for month in (7, 1))
    writer.write(stand, summer)
    _, wet, warm, recommended = calls["write_soil_moisture"]
    assert np.isfinite(wet).mean() > 0.9
    assert np.nanmean(wet) == pytest.approx(summer.soil_moisture.mean() + coarse.SOIL_MOISTURE_BIAS, abs=0.06)
    assert 270 < np.nanmean(warm) < 305
    assert 0 <= recommended.mean() < 0.5
    writer.write(stand, winter)
    _, wet, warm, _ = calls["write_soil_moisture"]
    assert np.isnan(wet).all()
    assert np.isfinite(warm).all()


def test_freeze_thaw_is_one_when_frozen_and_missing_where_smap_does_not_pass(smap, sky, stand):
    writer, calls = smap
    for month, state in ((1, 1.0), (7, 0.0)):
        writer.write(stand, stand.on(sky.day(passing(sky, month)[0], SPREAD)))
        assert (calls["write_freeze_thaw"][1] == state).all()
    unseen = next(d for d in sky.days if not coarse.CoarseProducts._passes(d.astype(object))[0])
    writer.write(stand, stand.on(sky.day(unseen, SPREAD)))
    assert np.isnan(calls["write_freeze_thaw"][1][0]).all()
    assert np.isnan(calls["write_soil_moisture"][2][0]).all()


# 500 m composites


def test_the_reference_is_the_truth_averaged_over_pixels_but_for_its_stated_bias_and_noise(tmp_path, pixels, today):
    path = vpm.write(tmp_path, pixels, np.datetime64("2021-07-04"), today.gpp, 1)
    assert path.name == "GPP.2021185.h11v03.tif"
    with rasterio.open(path) as file:
        assert (file.dtypes[0], file.nodata, file.shape, file.compression.name) == ("uint16", 65535, (2400, 2400), "lzw")
        tile = tile_grid(11, 3)
        assert file.transform.almost_equals(tile.transform, 1e-6)
        row, column = (round(float(v)) for v in tile.fractional_index(pixels.grid.x[0], pixels.grid.y[0]))
        raw = file.read(1)
    stored = raw[row : row + pixels.grid.height, column : column + pixels.grid.width]
    assert (raw != 65535).sum() == (stored != 65535).sum() > 0.9 * stored.size
    mean = pixels.mean(today.gpp)
    known = (stored != 65535) & (mean > 2)
    ratio = stored[known] * 0.001 / mean[known]
    assert ratio.mean() == pytest.approx(vpm.GAIN, abs=0.02)
    assert 0.05 < ratio.std() < 0.12


def test_the_500_m_pixels_of_the_site_are_whole(pixels):
    inside = modis.MODIS_500M.covering(SITE)
    row, column = (round(float(v)) for v in pixels.grid.fractional_index(inside.x[0], inside.y[0]))
    pixel = pixels.grid.cell_of(SITE)
    touched = np.unique(pixel)
    assert (row, column) == (3, 3)
    fine = CELLS.area == 1
    share = pixels.part(fine).area / pixels.area
    assert (share.ravel()[touched] == 1).all()


@pytest.mark.parametrize(
    ("cover", "row"),
    [
        (ls.CONIFEROUS, (1.211, -8, 8.31, 650, 3000)),
        (ls.BROADLEAF, (1.526, -6, 9.94, 650, 2900)),
        (ls.MIXEDWOOD, (1.226, -7, 9.50, 650, 2900)),
        (ls.WETLAND_TREED, (1.498, -8, 11.39, 650, 3500)),
        (ls.SHRUBS, (1.495, -8, 8.61, 650, 4300)),
        (ls.HERBS, (1.215, -8, 12.02, 650, 4200)),
    ],
)
def test_mod17_uses_its_published_table(cover, row):
    """Biome property look-up table, Collection 5.1."""
    biome = mod17.BIOMES[cover]
    assert (biome.light_use, biome.tmin_closed, biome.tmin_open, biome.vpd_open, biome.vpd_closed) == row


def test_mod17_efficiency_is_a_product_of_two_ramps():
    biome = mod17.BIOMES[ls.CONIFEROUS]
    efficiency = mod17.light_use_efficiency(biome, np.array([-9.0, 0.0, 20.0]), np.array([0.0, 1500.0, 650.0]))
    # At 0 degC and 1500 Pa by hand: 1.211 * (0 + 8) / 16.31 * (3000 - 1500) / 2350.
    np.testing.assert_allclose(efficiency, [0.0, 0.37915, 1.211], atol=1e-4)


def test_mod17_is_its_equation_on_the_coarse_weather_whatever_the_truth_of_gpp(tmp_path, pixels, land, sky):
    writer = mod17.Mod17(tmp_path, pixels, land, sky, 1)
    path = writer.write(np.datetime64("2021-07-04"), np.datetime64("2021-07-12"), np.full(len(CELLS), 0.5, np.float32))
    assert path.name.startswith("MOD17A2HGF.A2021185.h11v03.061.")
    tile = tile_grid(11, 3)
    row, column = (round(float(v)) for v in tile.fractional_index(pixels.grid.x[0], pixels.grid.y[0]))
    with rasterio.open(path) as file:
        assert (file.dtypes[0], file.nodata, file.shape) == ("int16", 32767, (2400, 2400))
        whole = file.read(1)
    raw = whole[row : row + pixels.grid.height, column : column + pixels.grid.width]
    assert set(np.unique(whole[whole > 30000])) == set(range(32761, 32768))
    days = (sky.days >= np.datetime64("2021-07-04")) & (sky.days < np.datetime64("2021-07-12"))
    near = np.abs(weather.NODES.y - ls.CENTRE[1]) < 25000, np.abs(weather.NODES.x - ls.CENTRE[0]) < 25000
    tmin, vpd, shortwave = (getattr(sky, n)[days][:, near[0]][:, :, near[1]].mean(axis=(1, 2)) for n in ("tmin", "vpd", "shortwave"))
    fpar = 1 - 0.5**mod17.FPAR_EXCESS
    for cover, biome in mod17.BIOMES.items():
        here = (writer.cover == cover) & (raw <= 30000)
        cold = np.clip((tmin - biome.tmin_closed) / (biome.tmin_open - biome.tmin_closed), 0, 1)
        dry = np.clip((biome.vpd_closed - 1000 * vpd) / (biome.vpd_closed - biome.vpd_open), 0, 1)
        expected = (biome.light_use * cold * dry * 0.45 * shortwave * fpar).sum()  # g C m-2 in 8 days
        if here.sum() > 20:  # noise of fPAR is 0.06 a pixel
            assert raw[here].mean() * 0.1 == pytest.approx(expected, rel=0.06)


def test_mod17_codes_stand_where_they_belong(tmp_path, pixels, land, sky):
    writer = mod17.Mod17(tmp_path, pixels, land, sky, 1)
    wet, lake = (pixels.mean((land.land_cover == code).astype(np.float32)) > 0.6 for code in (ls.WETLAND, ls.WATER))
    path = writer.write(np.datetime64("2021-12-27"), np.datetime64("2022-01-01"), np.full(len(CELLS), 0.5, np.float32))
    tile = tile_grid(11, 3)
    row, column = (round(float(v)) for v in tile.fractional_index(pixels.grid.x[0], pixels.grid.y[0]))
    with rasterio.open(path) as file:
        raw = file.read(1)[row : row + pixels.grid.height, column : column + pixels.grid.width]
    assert (raw[wet][3:] == 32763).all()
    assert (raw[lake][3:] == 32766).all()
    assert (raw[raw <= 30000] == 0).mean() > 0.9  # the last days of December


# Towers


@pytest.fixture(scope="module")
def stations(land, stand, sky):
    placed = towers.place(CELLS, land, SITE)
    for date in np.arange(np.datetime64("2021-06-01"), np.datetime64("2021-10-01")):
        towers.record(placed, stand.on(sky.day(date, SPREAD)), 1)
    return placed


def test_towers_stand_in_their_cover(stations, land):
    covers = {"ENF": ls.CONIFEROUS, "WET": ls.WETLAND_TREED, "DBF": ls.BROADLEAF}
    assert {t.igbp for t in stations} == set(covers)
    for tower in stations:
        assert (land.land_cover[tower.footprint] == covers[tower.igbp]).mean() > 0.6
        x, y = transform_points(np.array([tower.longitude]), np.array([tower.latitude]), LONLAT, SITE.crs)
        assert within((x[0], y[0], x[0], y[0]), SITE.bounds)


def test_tower_tables_are_named_and_laid_out_as_fluxnet2015(tmp_path, stations):
    towers.write(tmp_path, stations)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"sites.csv", *(f"FLX_{t.site}_FLUXNET2015_FULLSET_DD_2021-2021_1-4.csv" for t in stations)}
    with open(tmp_path / "sites.csv", newline="", encoding="utf-8") as file:
        sites = list(csv.DictReader(file))
    assert [s["site"] for s in sites] == ["CA-Xc1", "CA-Xw1", "CA-Xb1"]
    assert all(53 < float(s["latitude"]) < 55 and -106 < float(s["longitude"]) < -104 for s in sites)
    with open(tmp_path / "FLX_CA-Xc1_FLUXNET2015_FULLSET_DD_2021-2021_1-4.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {"TIMESTAMP", "GPP_NT_VUT_REF", "GPP_DT_VUT_REF", "NEE_VUT_REF_QC", "TA_F", "SW_IN_F", "VPD_F"} <= set(rows[0])
    assert rows[0]["TIMESTAMP"] == "20210601"
    missing = [row["GPP_NT_VUT_REF"] == "-9999" for row in rows]
    assert 0.01 < np.mean(missing) < 0.4
    assert all((row["GPP_DT_VUT_REF"] == "-9999") == gone for row, gone in zip(rows, missing))


def test_towers_measure_the_truth_but_for_noise(stations, stand, sky):
    column = towers._COLUMNS.index("GPP_NT_VUT_REF")
    for tower in stations:
        by_date = {row[0]: row[column] for row in tower.rows if row[column] != towers.MISSING}
        days = [np.datetime64(f"{d[:4]}-{d[4:6]}-{d[6:]}") for d in by_date][::10]
        seen = np.array([by_date[str(d).replace("-", "")] for d in days])
        real = np.array([stand.on(sky.day(d, SPREAD)).gpp[tower.footprint].mean() for d in days])
        # A dozen days with noise of 6 % and up to 0.25: the mean's standard error is about 3 %.
        assert seen.mean() == pytest.approx(real.mean(), rel=0.1)
        assert np.corrcoef(seen, real)[0, 1] > 0.8  # within one summer, conifers vary little
