"""Reference GPP laid over a site: steps, whole pixels, mixtures, and another product under the same footprints."""

import numpy as np
import pytest
from affine import Affine
from model_sample import make_sample

from boreal_gpp_plugin.core.calendar import Calendar, to_steps
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.model.calibrate import calibrate
from boreal_gpp_plugin.core.model.forms import FORMS, prepare
from boreal_gpp_plugin.core.model.sample import ReferenceSample
from boreal_gpp_plugin.core.readers.catalogue import Catalogue
from boreal_gpp_plugin.core.readers.granule import Granule
from boreal_gpp_plugin.core.reference import products
from boreal_gpp_plugin.core.reference.footprints import lay_over, lay_over_covers, under
from boreal_gpp_plugin.core.reference.sample_builder import SampleBuilder
from boreal_gpp_plugin.core.strata import classification

FORM = FORMS["boreal"]
CALENDAR = Calendar.between("2021-01-01", "2021-02-01")
SITE = Grid("EPSG:32613", Affine(30, 0, 500000, 0, -30, 5990000), 40, 40)  # 1200 m
CELLS = Grid("EPSG:32613", Affine(300, 0, 499850, 0, -300, 5990150), 5, 5)  # its outer cells reach past the site


def catalogue(*products):
    return Catalogue({p: (Granule(p, p),) for p in products}, ())


def test_the_finest_gridded_reference_other_than_mod17_is_preferred():
    assert products.choose("auto", catalogue("MOD17", "SPL4CMDL", "VPM")) == {"vpm": 1}
    assert products.choose("auto", catalogue("MOD17", "SPL4CMDL")) == {"l4c": 1}
    assert products.choose("auto", catalogue("MOD17")) == {"mod17": 1}
    assert products.choose("auto", catalogue()) == products.choose("none", catalogue("VPM")) == {}


def test_several_references_are_taken_with_their_weights():
    there = catalogue("MOD17", "SPL4CMDL", "VPM", "TOWER")
    assert products.choose("vpm:2, l4c", there) == {"vpm": 2, "l4c": 1}
    assert str(products.title_of(["vpm", "towers"])) == f"{products.TITLES['vpm']} and {products.TITLES['towers']}"


def test_a_reference_that_is_not_there_is_refused_by_name():
    with pytest.raises(InputError, match="MOD17"):
        products.choose("mod17", catalogue("VPM"))


def test_composites_that_match_the_steps_pass_unchanged():
    values = np.arange(len(CALENDAR) * 4.0).reshape(-1, 2, 2)
    found = to_steps(CALENDAR.starts, CALENDAR.ends, values, CALENDAR)
    assert np.array_equal(found, values.astype(np.float32))


def test_days_are_averaged_and_a_step_with_under_half_its_days_is_missing():
    days = CALENDAR.every_day()
    values = np.ones(len(days))
    values[:4] = 3.0
    values[8:13] = np.nan  # five of the eight days of the second step
    values[16:20] = np.nan  # four of the third
    found = to_steps(days, days + 1, values, CALENDAR)
    assert found[0] == 2.0
    assert np.isnan(found[1])
    assert found[2] == 1.0


def test_only_reference_pixels_wholly_inside_the_site_count():
    gpp = np.full((len(CALENDAR), 5, 5), 2.0, np.float32)
    footprints = lay_over(products.GriddedReference("vpm", CELLS, gpp), SITE)
    assert len(footprints.gpp) == 9
    assert set(np.unique(footprints.index)) == {-1, *range(9)}
    assert (np.bincount(footprints.index[footprints.index >= 0]) == 100).all()
    # The middle one of the nine is the cell in the middle of the site.
    assert footprints.x[4] == pytest.approx(500600)
    assert footprints.y[4] == pytest.approx(5989400)


def test_a_reference_pixel_without_any_value_is_left_out():
    gpp = np.full((len(CALENDAR), 5, 5), 2.0, np.float32)
    gpp[:, 2, 2] = np.nan
    footprints = lay_over(products.GriddedReference("vpm", CELLS, gpp), SITE)
    assert len(footprints.gpp) == 8


def test_a_reference_pixel_of_water_alone_is_left_out_as_it_would_count_as_always_right():
    gpp = np.arange(25.0).reshape(1, 5, 5).repeat(len(CALENDAR), 0)
    whole = lay_over(products.GriddedReference("vpm", CELLS, gpp), SITE)
    land = whole.index != 4
    found = lay_over(products.GriddedReference("vpm", CELLS, gpp), SITE, land)
    assert np.delete(whole.gpp, 4, axis=0).tolist() == found.gpp.tolist()
    assert (found.index[~land] == -1).all() and len(np.unique(found.index[land & (whole.index >= 0)])) == 8


def sample_of(size):
    gpp = np.full((len(CALENDAR), 5, 5), 2.0, np.float32)
    footprints = lay_over(products.GriddedReference("vpm", CELLS, gpp), SITE)
    rng = np.random.default_rng(3)
    strata = rng.choice([0, 2100, 810], SITE.shape, p=[0.2, 0.5, 0.3]).astype(np.int16)
    evi = rng.uniform(0, 1, (len(CALENDAR), *SITE.shape)).astype(np.float32)
    evi[2, 10:20, 10:20] = np.nan
    builder = SampleBuilder(footprints, strata, CALENDAR, ("evi",))
    for tile, _ in SITE.tiles(size):
        builder.add(tile, {"evi": evi[(slice(None), *tile)]})
    return builder.sample(), footprints, strata, evi


@pytest.mark.parametrize("size", [40, 16, 7])
def test_a_sample_holds_the_area_means_of_each_stratum_whatever_the_tiles(size):
    sample, footprints, strata, evi = sample_of(size)
    for row in range(len(sample.pixel)):
        inside = (footprints.index == sample.pixel[row]) & (strata == sample.stratum[row])
        assert sample.fraction[row] == pytest.approx(inside.sum() / 100)
        assert sample.drivers["evi"][row] == pytest.approx(np.nanmean(evi[:, inside], axis=1), rel=1e-6)
    assert len(sample.pixel) == 18
    # Water and rock have no GPP: the fractions of a pixel sum to what is modelled.
    modelled = np.bincount(sample.pixel, sample.fraction)
    assert modelled == pytest.approx(np.bincount(footprints.index[strata > 0] + 1)[1:] / 100)


def test_another_product_is_averaged_over_each_footprint():
    gpp = np.full((len(CALENDAR), 5, 5), 2.0, np.float32)
    footprints = lay_over(products.GriddedReference("vpm", CELLS, gpp), SITE)
    finer = Grid("EPSG:32613", Affine(150, 0, 499850, 0, -150, 5990150), 10, 10)
    values = np.broadcast_to(np.arange(100.0).reshape(10, 10), (len(CALENDAR), 10, 10)).astype(np.float32)
    found = under(footprints, products.GriddedReference("mod17", finer, values), SITE)
    blocks = values[0].reshape(5, 2, 5, 2).mean((1, 3))[1:4, 1:4].ravel()
    assert found[:, 0] == pytest.approx(blocks)
    values = values.copy()
    values[:, 2:4, 2:4] = np.nan
    assert np.isnan(under(footprints, products.GriddedReference("mod17", finer, values), SITE)[0]).all()


def l4c(means, by_cover):
    fields = {name: np.full((len(CALENDAR), 5, 5), value, np.float32) for name, value in {0: means, **by_cover}.items()}
    return products.GriddedReference("l4c", CELLS, fields.pop(0), fields)


def test_the_mean_of_a_functional_type_is_laid_over_the_cells_of_its_cover_alone():
    land_cover = np.full(SITE.shape, 210, np.uint8)
    land_cover[:, :20] = 80  # an open wetland, of which L4C knows nothing
    land_cover[0, 0] = 220  # too little to stand for the cell
    conifer, broadleaf = lay_over_covers(l4c(2.0, {210: 3.0, 220: 9.0}), SITE, land_cover)
    assert (conifer.gpp == 3.0).all()
    assert len(conifer.gpp) == 6  # the left three of the nine whole cells hold none
    assert (land_cover[conifer.index >= 0] == 210).all()
    assert len(broadleaf.gpp) == 0
    assert lay_over_covers(products.GriddedReference("vpm", CELLS, conifer.gpp), SITE, land_cover) == []


def test_functional_types_tell_strata_apart_that_cell_means_alone_can_not():
    """Every cell is half conifer, half broadleaf: the mean says what they have together, the types what each has."""
    calendar, side = Calendar.between("2021-01-01", "2021-12-31"), 40
    land_cover = np.where(np.arange(side) % 2, 210, 220).astype(np.uint8) * np.ones((side, 1), np.uint8)
    truth = {2100: {**FORM.default("ENF"), "m": 15.0}, 2200: {**FORM.default("DBF"), "m": 30.0}}
    codes = land_cover.astype(np.int16) * 10
    legend = classification.legend(truth)
    drivers = make_sample({2100: truth[2100]}, pixels=1).drivers
    prepared = prepare(drivers, calendar, lay_over(l4c(1.0, {}), SITE).latitude.mean())
    gpp = {code: (values["m"] * FORM.response(prepared, values))[0] for code, values in truth.items()}
    fields = {0: (gpp[2100] + gpp[2200]) / 2, 210: gpp[2100], 220: gpp[2200]}
    noise = 0.5 * np.random.default_rng(3).standard_normal((3, len(calendar), 1, 1))
    fields = {code: np.tile(series[:, None, None] + n, (1, 5, 5)).astype(np.float32) for (code, series), n in zip(fields.items(), noise)}
    cells = products.GriddedReference("l4c", CELLS, fields.pop(0), fields)

    def error_of(footprints):
        builders = [SampleBuilder(laid, codes, calendar, tuple(drivers)) for laid in footprints]
        for builder in builders:
            builder.add((slice(None), slice(None)), {n: np.tile(v[0][:, None, None], (1, side, side)) for n, v in drivers.items()})
        sample = ReferenceSample.stacked([builder.sample() for builder in builders], [1.0] * len(builders))
        fitted = calibrate(sample, FORM, legend).parameters
        return max(abs((fitted[code]["m"] * FORM.response(prepared, fitted[code])).sum() / gpp[code].sum() - 1) for code in truth)

    means = lay_over(cells, SITE)
    told = error_of([means, *lay_over_covers(cells, SITE, land_cover)])
    assert told < 0.05
    assert error_of([means]) > 3 * told  # two seasons with noise on their sum can hardly be taken apart


def test_functional_types_stand_for_their_covers():
    """Of SPL4CMDL 1 is evergreen needleleaf, 4 deciduous broadleaf, 5 shrub, 6 grass."""
    fields = {"mean": np.zeros((1, 1)), **{f"pft{n}": np.full((1, 1), n) for n in range(1, 9)}}
    types = products._mean_and_types(fields)[1:, 0, 0]
    assert dict(zip(products._COVER_OF_TYPE.values(), types)) == {210: 1, 220: 4, 50: 5, 100: 6}


def test_a_file_without_functional_types_gives_the_mean_alone():
    fields = products._mean_and_types({"mean": np.ones((2, 2)), "pft1": np.zeros((2, 2))})
    assert fields.shape == (5, 2, 2)
    assert (fields[:2] == [[[1.0]], [[0.0]]]).all()
    assert np.isnan(fields[2:]).all()
