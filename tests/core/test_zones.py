"""Drawn zones read from polygon files."""

from __future__ import annotations

import json

import numpy as np
import pytest
from affine import Affine
from osgeo import gdal, ogr, osr

from boreal_gpp_plugin.core.calendar import SOME_YEAR
from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.grid import Grid, transform_points
from boreal_gpp_plugin.core.run import pixels
from boreal_gpp_plugin.core.strata import zones

UTM = "EPSG:32613"
GRID = Grid(UTM, Affine(30.0, 0.0, 500000.0, 0.0, -30.0, 6000000.0), 10, 12)


def square(left, top, columns, rows):
    """Return the ring of a rectangle of whole cells of the grid."""
    x0, y0 = 500000.0 + 30 * left, 6000000.0 - 30 * top
    x1, y1 = x0 + 30 * columns, y0 - 30 * rows
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]


def write(path, features, crs=UTM, layer="zones", driver="GPKG"):
    """Write (name, rings) as a polygon layer; no rings write a line."""
    reference = osr.SpatialReference()
    reference.SetFromUserInput(crs)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    flags = gdal.OF_VECTOR | gdal.OF_UPDATE
    source = gdal.OpenEx(str(path), flags) if path.exists() else ogr.GetDriverByName(driver).CreateDataSource(str(path))
    target = source.CreateLayer(layer, reference if crs else None, ogr.wkbUnknown)
    target.CreateField(ogr.FieldDefn("name", ogr.OFTString))
    for name, rings in features:
        feature = ogr.Feature(target.GetLayerDefn())
        feature.SetField("name", name)
        feature.SetGeometry(polygon(rings) if rings else ogr.CreateGeometryFromWkt("LINESTRING (500000 6000000, 500100 5999900)"))
        target.CreateFeature(feature)
    del target, source
    return str(path)


def polygon(rings):
    shape = ogr.Geometry(ogr.wkbPolygon)
    for points in rings:
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for point in points:
            ring.AddPoint_2D(*point)
        shape.AddGeometry(ring)
    return shape


def test_cells_belong_to_the_zone_that_holds_their_centre(tmp_path):
    # The second zone ends 10 m into a cell, short of its centre.
    path = write(tmp_path / "z.gpkg", [("bog", [square(0, 0, 3, 2)]), ("burn", [square(4, 1, 2 + 1 / 3, 1)])])
    found = zones.read(path, "name", GRID)
    expected = np.zeros(GRID.shape, np.int16)
    expected[:2, :3] = 1
    expected[1, 4:6] = 2
    assert np.array_equal(found.index, expected)
    assert found.index.dtype == np.int16
    assert found.names == ("bog", "burn")


def test_a_hole_is_outside_and_polygons_of_one_name_are_one_zone(tmp_path):
    path = write(
        tmp_path / "z.gpkg", [("a", [square(0, 0, 4, 4), square(1, 1, 2, 2)]), ("b", [square(6, 6, 1, 1)]), ("a", [square(8, 8, 1, 1)])]
    )
    found = zones.read(path, "name", GRID)
    assert found.names == ("a", "b")
    assert found.index[1, 1] == 0
    assert (found.index == 1).sum() == 12 + 1
    assert found.index[6, 6] == 2
    for number, outline in enumerate(found.outlines, 1):
        assert np.array_equal(np.nonzero(found.index == number), pixels.in_polygon(GRID, outline))


def test_geographic_polygons_are_transformed(tmp_path):
    ring = square(2, 3, 5, 4)
    longitude, latitude = transform_points(np.array([p[0] for p in ring]), np.array([p[1] for p in ring]), UTM, "EPSG:4326")
    path = tmp_path / "z.geojson"
    feature = {
        "type": "Feature",
        "properties": {"name": "fen"},
        "geometry": {"type": "Polygon", "coordinates": [list(zip(longitude, latitude))]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    index = zones.read(str(path), "name", GRID).index
    assert (index > 0).sum() == 20
    assert (index[3:7, 2:7] == 1).all()


def test_without_a_field_every_polygon_is_a_zone_of_its_own(tmp_path):
    path = write(tmp_path / "z.gpkg", [("a", [square(0, 0, 1, 1)]), ("a", [square(2, 0, 1, 1)])])
    assert len(zones.read(path, None, GRID).names) == 2


def test_a_self_crossing_polygon_is_repaired(tmp_path):
    x, y = 500000.0, 6000000.0
    bow = [(x, y), (x + 300, y - 300), (x + 300, y), (x, y - 300), (x, y)]
    index = zones.read(write(tmp_path / "z.gpkg", [("bow", [bow])]), "name", GRID).index
    assert index[5, 0] == 1
    assert index[5, 9] == 1
    assert index[0, 5] == 0


def test_a_layer_is_found_by_its_name(tmp_path):
    write(tmp_path / "z.gpkg", [("a", [square(0, 0, 1, 1)])], layer="first")
    path = write(tmp_path / "z.gpkg", [("b", [square(0, 0, 2, 2)])], layer="second")
    assert zones.read(path, "name", GRID).names == ("a",)
    assert zones.read(f"{path}|layername=second", "name", GRID).names == ("b",)


@pytest.mark.parametrize(
    ("features", "crs", "field", "suffix", "words"),
    [
        ([("a", None)], UTM, "name", "", "Zone a"),
        ([("a", [square(0, 0, 1, 1)])], UTM, "class", "", "class"),
        ([("a", [square(0, 0, 1, 1)])], UTM, "name", "|layername=none", "none"),
        ([("a", [square(100, 100, 3, 3)])], UTM, "name", "", "site"),
        ([], UTM, "name", "", "site"),
        ([("a", [square(0, 0, 1, 1)])], "", "name", "", "coordinate reference system"),
    ],
)
def test_what_can_not_be_used_is_refused_by_name(tmp_path, features, crs, field, suffix, words):
    path = write(tmp_path / "z.gpkg", features, crs) + suffix
    with pytest.raises(InputError, match=words) as caught:
        zones.read(path, field, GRID)
    assert caught.value.fix


def test_a_missing_and_an_unreadable_file_are_refused(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        zones.read(str(tmp_path / "none.gpkg"), None, GRID)
    (tmp_path / "bad.gpkg").write_bytes(b"no geopackage")
    with pytest.raises(InputError, match="can't be read"):
        zones.read(str(tmp_path / "bad.gpkg"), None, GRID)


def test_an_unreadable_file_is_refused_where_gdal_raises(tmp_path):
    (tmp_path / "bad.gpkg").write_bytes(b"no geopackage")
    gdal.UseExceptions()
    try:
        with pytest.raises(InputError, match="can't be read"):
            zones.read(str(tmp_path / "bad.gpkg"), None, GRID)
    finally:
        gdal.DontUseExceptions()


def test_zones_replace_the_land_cover_by_their_code():
    found = zones.Zones(np.array([[1, 2, 0]], np.int16), ("220", "81.0"))
    assert zones.cover(found, np.array([[210, 20, 210]], np.uint8)).tolist() == [[220, 81, 210]]


@pytest.mark.parametrize("name", ["bog", "211", "", "nan", "inf"])
def test_a_zone_that_names_no_land_cover_is_refused(name):
    with pytest.raises(InputError, match="land cover"):
        zones.cover(zones.Zones(np.array([[1]], np.int16), (name,)), np.array([[210]], np.uint8))


def test_zones_that_burnt_or_were_cut_give_their_years(tmp_path):
    cuts = [("2021", 0), ("2019.0", 2), ("20210714", 4), ("2021-07-14", 6), ("", 8)]
    path = write(tmp_path / "z.gpkg", [(told, [square(column, 0, 1, 1)]) for told, column in cuts])
    years = zones.years_disturbed(path, "name", GRID, "disturbed")
    assert years[0, ::2].tolist() == [2021, 2019, 2021, 2021, SOME_YEAR, 0]
    assert zones.years_disturbed(path, None, GRID, "disturbed")[0, ::2].tolist() == [SOME_YEAR] * 5 + [0]
    assert not zones.years_disturbed(path, "name", GRID, "stratum").any()


def test_a_cut_whose_attribute_is_no_year_is_refused_with_its_cure(tmp_path):
    path = write(tmp_path / "z.gpkg", [("block 7", [square(0, 0, 1, 1)])])
    with pytest.raises(InputError, match="block 7") as error:
        zones.years_disturbed(path, "name", GRID, "disturbed")
    assert "dates" in str(error.value.fix)
