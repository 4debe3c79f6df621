"""Virtual rasters are mosaics of what lies beside them; no file of the inputs has anything fetched from anywhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pytest
from osgeo import gdal
from reader_files import SITE, write_raster

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.readers import catalogue, cf, elevation
from boreal_gpp_plugin.core.readers.raster import Encoding, header, read_values
from boreal_gpp_plugin.core.readers.virtual_raster import driver_of
from boreal_gpp_plugin.core.strata import zones

METRES = np.full(SITE.shape, 500, np.int16)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this computer, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_POST = do_GET

        def log_message(self, *about) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


def virtual(
    source: str, relative: int = 1, element: str = '<SourceFilename relativeToVRT="{}">{}</SourceFilename>', about: str = ""
) -> str:
    """Return a mosaic of one sheet."""
    corner = ", ".join(map(str, SITE.transform.to_gdal()))
    return (
        f'<VRTDataset rasterXSize="{SITE.width}" rasterYSize="{SITE.height}"{about}><SRS>EPSG:32613</SRS>'
        f'<GeoTransform>{corner}</GeoTransform><VRTRasterBand dataType="Int16" band="1">'
        f"<SimpleSource>{element.format(relative, source)}<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
    )


WMS = (
    '<GDAL_WMS><Service name="TMS"><ServerUrl>{}/${{z}}/${{x}}/${{y}}.png</ServerUrl></Service><DataWindow><UpperLeftX>390000</UpperLeftX>'
    "<UpperLeftY>5985000</UpperLeftY><LowerRightX>390300</LowerRightX><LowerRightY>5984760</LowerRightY><TileLevel>1</TileLevel>"
    "<TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin></DataWindow><Projection>EPSG:32613</Projection>"
    "<BandsCount>1</BandsCount></GDAL_WMS>"
)
WARPED = (
    '<GDALWarpOptions><SourceDataset relativeToVRT="{}">{}</SourceDataset>'
    '<BandList><BandMapping src="1" dst="1"/></BandList></GDALWarpOptions>'
)
LEADING_AWAY = {
    "a file on a server": lambda url: ("dem.vrt", virtual(f"/vsicurl/{url}/a.tif", 0)),
    "a file on a server, as if it were beside": lambda url: ("dem.vrt", virtual(f"/vsicurl/{url}/a.tif")),
    "an address": lambda url: ("dem.vrt", virtual(f"{url}/a.tif", 0)),
    "an address in an attribute": lambda url: ("dem.vrt", virtual(f"{url}/a.tif", element='<a SOURCEFILENAME="{1}"/>')),
    "a service": lambda url: ("dem.vrt", virtual(escape(WMS.format(url)), 0)),
    "a netCDF on a server": lambda url: ("dem.vrt", virtual(escape(f'NETCDF:"{url}/a.nc":a', {'"': "&quot;"}), 0)),
    "a file in an archive": lambda url: ("dem.vrt", virtual("/vsizip/sheets.zip/a.tif", 0)),
    "a file elsewhere": lambda url: ("dem.vrt", virtual("../elsewhere/sheet.tif")),
    "a file of the system": lambda url: ("dem.vrt", virtual("/etc/hostname", 0)),
    "a text beside": lambda url: ("dem.vrt", virtual("notes.txt")),
    "a file beside the program's folder": lambda url: ("dem.vrt", virtual("sheet.tif", 0)),
    "itself": lambda url: ("dem.vrt", virtual("dem.vrt")),
    "a warped one": lambda url: ("dem.vrt", virtual(f"/vsicurl/{url}/a.tif", 0, WARPED, ' subClass="VRTWarpedDataset"')),
    "a mosaic under another name": lambda url: ("dem.tif", virtual(f"/vsicurl/{url}/a.tif", 0)),
    "a service under another name": lambda url: ("dem.tif", WMS.format(url)),
    "a catalogue of tiles": lambda url: ("dem.img", f'{{"stac_version": "1.0.0", "asset_templates": {{"a": {{"href": "{url}"}}}}}}'),
    "far too much nesting": lambda url: ("dem.vrt", "<VRTDataset>" + "<a>" * 9000 + virtual("../a.tif") + "</a>" * 9000 + "</VRTDataset>"),
    "a document with its own names": lambda url: ("dem.vrt", f'<!DOCTYPE a [<!ENTITY b "{url}">]>' + virtual("&b;")),
    "no document": lambda url: ("dem.vrt", virtual("sheet.tif")[:-4]),
}


@pytest.mark.parametrize("case", LEADING_AWAY)
def test_a_raster_that_leads_elsewhere_is_refused_and_nothing_is_asked_for(tmp_path, server, case):
    url, asked = server
    folder = tmp_path / "inputs"
    write_raster(folder / "sheet.tif", METRES, SITE)
    write_raster(tmp_path / "elsewhere" / "sheet.tif", METRES, SITE)
    (folder / "notes.txt").write_text("500 m")
    name, content = LEADING_AWAY[case](url)
    (folder / name).write_text(content)
    asked.clear()
    found = catalogue.scan(str(folder))
    assert not found.of("DEM")
    (problem,) = map(str, found.problems)
    assert problem.startswith(str(folder / name)) and problem.endswith(("GeoTIFF.", "Translate).", "out of the folder."))
    for read in (lambda path: read_values(path, SITE, Encoding()), header, cf.describe):
        with pytest.raises(InputError):
            read(str(folder / name))
    assert not asked


@pytest.mark.parametrize("absolute", [False, True])
@pytest.mark.parametrize("nested", [False, True])
def test_a_mosaic_of_sheets_beside_it_is_read(tmp_path, absolute, nested):
    sheet = write_raster(tmp_path / "données" / "sheets" / "n54 w106.tif", METRES, SITE)
    path = tmp_path / "données" / "dem.vrt"
    if nested:
        (path.parent / "sheets" / "row.vrt").write_text(virtual("n54 w106.tif"), encoding="utf-8")
        sheet = str(path.parent / "sheets" / "row.vrt")
    path.write_text(virtual(sheet if absolute else str(Path(sheet).relative_to(path.parent)), int(not absolute)), encoding="utf-8")
    (granule,) = catalogue.scan(str(tmp_path)).of("DEM")
    assert (elevation.read(granule, SITE) == 500).all()


@pytest.mark.parametrize("make", [gdal.BuildVRT, lambda path, sheets: gdal.Translate(path, sheets[0], format="VRT")])
def test_what_gdal_makes_of_sheets_is_read(tmp_path, make):
    sheets = [write_raster(tmp_path / f"{side}.tif", METRES, SITE.subgrid(0, at, *SITE.shape)) for side, at in (("west", 0), ("east", 10))]
    made = make(str(tmp_path / "dem.vrt"), sheets)
    made.FlushCache()
    del made
    assert driver_of(str(tmp_path / "dem.vrt")) == "VRT" and (read_values(str(tmp_path / "dem.vrt"), SITE, Encoding()) == 500).all()


def test_a_mosaic_reached_by_a_link_may_name_its_sheets_where_they_really_are(tmp_path):
    sheet = write_raster(tmp_path / "store" / "sheet.tif", METRES, SITE)
    (tmp_path / "store" / "dem.vrt").write_text(virtual(sheet, 0))
    (tmp_path / "inputs").symlink_to(tmp_path / "store")
    assert len(catalogue.scan(str(tmp_path / "inputs")).of("DEM")) == 1


@pytest.mark.parametrize(("name", "driver"), [("dem.tif", "GTiff"), ("dem.img", "HFA"), ("dem.img", "ENVI"), ("dem.tif", "AAIGrid")])
def test_formats_that_hold_their_pixels_themselves_are_read(tmp_path, name, driver):
    source = gdal.Open(write_raster(tmp_path / "source.tif", METRES, SITE))
    gdal.GetDriverByName(driver).CreateCopy(str(tmp_path / name), source).FlushCache()
    assert driver_of(str(tmp_path / name)) == driver and (read_values(str(tmp_path / name), SITE, Encoding()) == 500).all()


POLYGON = '{"type": "Polygon", "coordinates": [[[-107, 53], [-106, 53], [-106, 55], [-107, 55], [-107, 53]]]}'
ZONES = {
    "zones.vrt": '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/{}/a.json</SrcDataSource></OGRVRTLayer>'
    "</OGRVRTDataSource>",
    "zones.xml": "<OGRWFSDataSource><URL>{}/wfs</URL></OGRWFSDataSource>",
    "zones.geojson": '{{"type": "FeatureCollection", "crs": {{"type": "link", "properties": {{"href": "{}/crs", "type": "ogcwkt"}}}}, '
    f'"features": [{{{{"type": "Feature", "properties": {{{{}}}}, "geometry": {POLYGON.replace("{", "{{").replace("}", "}}")}}}}}]}}}}',
}


@pytest.mark.parametrize("name", ZONES)
def test_zones_have_nothing_fetched(tmp_path, server, name):
    url, asked = server
    (tmp_path / name).write_text(ZONES[name].format(url))
    asked.clear()
    if name.endswith("json"):
        assert zones.read(str(tmp_path / name), None, SITE).names  # as if it named no coordinate system: in degrees
    else:
        with pytest.raises(InputError, match=r"can't be read\. Save the zones as a GeoPackage"):
            zones.read(str(tmp_path / name), None, SITE)
    assert not asked
