"""The manifest of a Sentinel-3 SLSTR folder: what the product is and which files belong to it."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_LAUNCH = {"A": "2016-011A", "B": "2018-039A"}  # international designators of Sentinel-3A and 3B


@dataclass(frozen=True)
class Product:
    """One SL_2_LST folder: what its name and all its files say of it.

    Attributes
    ----------
    unit : str
        "A" or "B", the satellite.
    start, stop : datetime
        UTC, without zone.
    day : bool
        Whether the pass is by day; Sentinel-3 then flies south.
    orbit : tuple of int
        Absolute orbit, cycle, relative orbit, frame.
    shape : tuple of int
        Rows and columns.
    track_offset : int
        Column under the satellite.
    """

    unit: str
    start: datetime.datetime
    stop: datetime.datetime
    day: bool
    orbit: tuple[int, int, int, int]
    shape: tuple[int, int]
    track_offset: int

    @property
    def created(self) -> datetime.datetime:
        """When the product was made, some days after the pass: it is of the non-time-critical kind."""
        return self.start + datetime.timedelta(hours=36)

    @property
    def seconds(self) -> int:
        """Duration, whole seconds."""
        return int((self.stop - self.start).total_seconds())

    @property
    def name(self) -> str:
        """Name of the folder."""
        _, cycle, relative_orbit, frame = self.orbit
        times = "_".join(f"{time:%Y%m%dT%H%M%S}" for time in (self.start, self.stop, self.created))
        return f"S3{self.unit}_SL_2_LST____{times}_{self.seconds:04d}_{cycle:03d}_{relative_orbit:03d}_{frame:04d}_LN2_O_NT_005.SEN3"


def write_manifest(
    folder: Path,
    product: Product,
    longitude: np.ndarray,
    latitude: np.ndarray,
    shares: dict[str, np.ndarray],
    defects: dict[str, np.ndarray],
    contents: dict[str, str],
) -> None:
    """Write `xfdumanifest.xml` into `folder`, whose data files are there.

    Parameters
    ----------
    folder : Path
        The .SEN3 folder.
    product : Product
        The product.
    longitude, latitude : ndarray (rows, columns)
        Degrees.
    shares, defects : dict of str to ndarray of bool (rows, columns)
        Pixels of each class and with each defect, by the name of the element that counts them.
    contents : dict of str to str
        What is in each data file, by its name, in words that XML needs no escapes for.
    """
    sections = [_section(name, body) for name, body in _metadata(product, longitude, latitude, shares, defects).items()]
    units = [
        f'<xfdu:contentUnit ID="{_identifier(file)}_Unit" textInfo="{text}">'
        f'<dataObjectPointer dataObjectID="{_identifier(file)}_Data"/></xfdu:contentUnit>'
        for file, text in contents.items()
    ]
    objects = [_data_object(folder / file, text) for file, text in contents.items()]
    xml = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>',
            '<xfdu:XFDU xmlns:xfdu="urn:ccsds:schema:xfdu:1" xmlns:gml="http://www.opengis.net/gml"'
            ' xmlns:sentinel-safe="http://www.esa.int/safe/sentinel/1.1"'
            ' xmlns:sentinel3="http://www.esa.int/safe/sentinel/sentinel-3/1.0"'
            ' xmlns:slstr="http://www.esa.int/safe/sentinel/sentinel-3/slstr/1.0"'
            ' version="esa/safe/sentinel/sentinel-3/slstr/level-2/1.0">',
            "<informationPackageMap>",
            '<xfdu:contentUnit ID="packageUnit" unitType="Information Package" textInfo="SENTINEL-3 SLSTR Level 2 Land Product">',
            *units,
            "</xfdu:contentUnit>",
            "</informationPackageMap>",
            "<metadataSection>",
            *sections,
            "</metadataSection>",
            "<dataObjectSection>",
            *objects,
            "</dataObjectSection>",
            "</xfdu:XFDU>",
            "",
        ]
    )
    (folder / "xfdumanifest.xml").write_text(xml, encoding="utf-8")


def _metadata(
    product: Product, longitude: np.ndarray, latitude: np.ndarray, shares: dict[str, np.ndarray], defects: dict[str, np.ndarray]
) -> dict[str, str]:
    """Return the content of each metadata object by its identifier."""
    absolute_orbit, cycle, relative_orbit, frame = product.orbit
    direction = "descending" if product.day else "ascending"
    rows, columns = product.shape
    classes = "".join(f'<sentinel3:{name} percentage="{100 * pixels.mean():.6f}"/>' for name, pixels in shares.items())
    quality = "".join(f'<slstr:{name} value="{pixels.sum()}" percentage="{100 * pixels.mean():.6f}"/>' for name, pixels in defects.items())
    return {
        "acquisitionPeriod": "<sentinel-safe:acquisitionPeriod>"
        f"<sentinel-safe:startTime>{_time(product.start)}</sentinel-safe:startTime>"
        f"<sentinel-safe:stopTime>{_time(product.stop)}</sentinel-safe:stopTime>"
        "</sentinel-safe:acquisitionPeriod>",
        "platform": "<sentinel-safe:platform>"
        f"<sentinel-safe:nssdcIdentifier>{_LAUNCH[product.unit]}</sentinel-safe:nssdcIdentifier>"
        "<sentinel-safe:familyName>Sentinel-3</sentinel-safe:familyName>"
        f"<sentinel-safe:number>{product.unit}</sentinel-safe:number>"
        '<sentinel-safe:instrument><sentinel-safe:familyName abbreviation="SLSTR">Sea and Land Surface Temperature Radiometer'
        "</sentinel-safe:familyName></sentinel-safe:instrument>"
        "</sentinel-safe:platform>",
        "measurementFrameSet": "<sentinel-safe:frameSet>"
        '<sentinel-safe:footPrint srsName="http://www.opengis.net/def/crs/EPSG/0/4326">'
        f"<gml:posList>{_footprint(longitude, latitude)}</gml:posList>"
        "</sentinel-safe:footPrint></sentinel-safe:frameSet>",
        "generalProductInformation": "<sentinel3:generalProductInformation>"
        f"<sentinel3:productName>{product.name}</sentinel3:productName>"
        "<sentinel3:productType>SL_2_LST___</sentinel3:productType>"
        "<sentinel3:timeliness>NT</sentinel3:timeliness>"
        "<sentinel3:baselineCollection>005</sentinel3:baselineCollection>"
        f"<sentinel3:creationTime>{product.created:%Y%m%dT%H%M%S}</sentinel3:creationTime>"
        "<sentinel3:productUnit><sentinel3:type>FRAME</sentinel3:type>"
        f"<sentinel3:duration>{product.seconds}</sentinel3:duration>"
        f"<sentinel3:alongtrackCoordinate>{frame}</sentinel3:alongtrackCoordinate></sentinel3:productUnit>"
        "</sentinel3:generalProductInformation>",
        "slstrProductInformation": "<slstr:slstrProductInformation>"
        f"<slstr:classificationSummary>{classes}</slstr:classificationSummary>"
        "<slstr:resolution><slstr:spatialResolution>1000</slstr:spatialResolution></slstr:resolution>"
        f"<slstr:nadirImageSize><sentinel3:startOffset>{frame}</sentinel3:startOffset>"
        f"<sentinel3:trackOffset>{product.track_offset}</sentinel3:trackOffset>"
        f"<sentinel3:rows>{rows}</sentinel3:rows><sentinel3:columns>{columns}</sentinel3:columns></slstr:nadirImageSize>"
        f"<slstr:pixelQualitySummary>{quality}</slstr:pixelQualitySummary>"
        "</slstr:slstrProductInformation>",
        "measurementOrbitReference": "<sentinel-safe:orbitReference>"
        f'<sentinel-safe:orbitNumber type="start" groundTrackDirection="{direction}">{absolute_orbit}</sentinel-safe:orbitNumber>'
        f'<sentinel-safe:relativeOrbitNumber type="start" groundTrackDirection="{direction}">{relative_orbit}'
        "</sentinel-safe:relativeOrbitNumber>"
        f"<sentinel-safe:cycleNumber>{cycle}</sentinel-safe:cycleNumber>"
        "</sentinel-safe:orbitReference>",
    }


def _section(identifier: str, body: str) -> str:
    """Return one metadata object."""
    return (
        f'<metadataObject ID="{identifier}" classification="DESCRIPTION" category="DMD">'
        f'<metadataWrap mimeType="text/xml" vocabularyName="Sentinel-SAFE"><xmlData>{body}</xmlData></metadataWrap></metadataObject>'
    )


def _data_object(file: Path, text: str) -> str:
    """Return the entry of one file, with its size and checksum."""
    content = file.read_bytes()
    checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return (
        f'<dataObject ID="{_identifier(file.name)}_Data"><byteStream mimeType="application/x-netcdf" size="{len(content)}">'
        f'<fileLocation locatorType="URL" textInfo="{text}" href="./{file.name}"/>'
        f'<checksum checksumName="MD5">{checksum}</checksum></byteStream></dataObject>'
    )


def _identifier(file: str) -> str:
    """Return the manifest's identifier of a file: LST_IN, SLSTR_FLAGS_IN ..."""
    stem = file[:-3].upper()
    return stem if stem.startswith("LST") else f"SLSTR_{stem}"


def _footprint(longitude: np.ndarray, latitude: np.ndarray) -> str:
    """Return the outline of the swath as "latitude longitude" pairs, one every sixteen pixels, closed."""
    rows, columns = (np.unique(np.append(np.arange(0, size, 16), size - 1)) for size in np.shape(longitude))
    outline = [
        *((0, c) for c in columns),
        *((r, -1) for r in rows[1:]),
        *((-1, c) for c in columns[-2::-1]),
        *((r, 0) for r in rows[-2::-1]),
    ]
    return " ".join(f"{latitude[index]:.5f} {longitude[index]:.5f}" for index in outline)


def _time(time: datetime.datetime) -> str:
    """Return a time as the manifest writes it."""
    return f"{time.isoformat(timespec='microseconds')}Z"
