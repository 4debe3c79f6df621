"""The variables and land-cover classes: units, ranges, colours and names that interface, legends, validation and report read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .language import Message, msg


@dataclass(frozen=True)
class Variable:
    """One quantity of the project.

    Attributes
    ----------
    id : str
        Name in files and in code.
    title : Message
        Readable name.
    short : Message
        Name where room is scarce, such as the list of layers.
    unit : str
        Unit in ASCII; "1" where the quantity has none.
    valid_range : tuple of float
        Physically possible values; others are refused or clipped.
    display_range : tuple of float
        Range of the legend: fixed, so that runs can be compared.
    colours : tuple of str
        Colour ramp from low to high, safe for colour-blind readers.
    """

    id: str
    title: Message
    short: Message
    unit: str
    valid_range: tuple[float, float]
    display_range: tuple[float, float]
    colours: tuple[str, ...]


# Ramps of ColorBrewer 2.0 (Brewer and Harrower), those marked safe for colour-blind readers.
_GREENS = ("#ffffe5", "#d9f0a3", "#78c679", "#238443", "#004529")
_HEAT = ("#313695", "#74add1", "#e0f3f8", "#fee090", "#f46d43", "#a50026")
_BLUES = ("#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b")
_BROWN_BLUE = ("#8c510a", "#dfc27d", "#f5f5f5", "#80cdc1", "#01665e")
_PURPLES = ("#fcfbfd", "#dadaeb", "#9e9ac8", "#6a51a3", "#3f007d")
_BROWN_GREEN = ("#8c510a", "#dfc27d", "#f5f5f5", "#a6dba0", "#1b7837")
_VIRIDIS = ("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725")  # of matplotlib: even steps to the eye, safe for colour-blind readers
_YELLOW_RED = ("#ffffb2", "#fecc5c", "#fd8d3c", "#f03b20", "#bd0026")
_YELLOW_BLUE = ("#ffffd9", "#c7e9b4", "#41b6c4", "#225ea8", "#081d58")

VARIABLES: dict[str, Variable] = {
    v.id: v
    for v in (
        Variable("evi", msg("Vegetation greenness (EVI)"), msg("Greenness (EVI)"), "1", (-0.2, 1.0), (0.0, 0.8), _GREENS),
        Variable(
            "lst_night", msg("Land surface temperature, night"), msg("Temperature, night"), "degC", (-70.0, 70.0), (-35.0, 40.0), _HEAT
        ),
        Variable("lst", msg("Land surface temperature, daytime"), msg("Temperature, day"), "degC", (-70.0, 70.0), (-35.0, 40.0), _HEAT),
        Variable("soil_moisture", msg("Soil moisture"), msg("Soil moisture"), "m3 m-3", (0.0, 1.0), (0.0, 0.6), _BROWN_BLUE),
        Variable("thaw_fraction", msg("Thawed share of the step"), msg("Thawed share"), "1", (0.0, 1.0), (0.0, 1.0), _BLUES[::-1]),
        Variable("gpp", msg("Gross primary productivity (GPP)"), msg("GPP"), "g C m-2 d-1", (0.0, 40.0), (0.0, 12.0), _YELLOW_BLUE),
        Variable(
            "relative_wetness",
            msg("Soil moisture between the driest and the wettest of the pixel"),
            msg("Relative wetness"),
            "1",
            (0.0, 1.0),
            (0.0, 1.0),
            _BROWN_BLUE,
        ),
        *(
            Variable(id_, title, short, unit, (0.0, top), (0.0, shown), _PURPLES)
            for id_, title, short, unit, top, shown in (
                ("gpp_sd", msg("Uncertainty of GPP (standard deviation)"), msg("GPP uncertainty"), "g C m-2 d-1", 40.0, 2.0),
                ("evi_sd", msg("Uncertainty of greenness (standard deviation)"), msg("Greenness uncertainty"), "1", 1.0, 0.12),
                ("lst_sd", msg("Uncertainty of temperature (standard deviation)"), msg("Temperature uncertainty"), "K", 70.0, 4.0),
                (
                    "lst_night_sd",
                    msg("Uncertainty of night temperature (standard deviation)"),
                    msg("Night temperature uncertainty"),
                    "K",
                    70.0,
                    4.0,
                ),
                (
                    "soil_moisture_sd",
                    msg("Uncertainty of soil moisture (standard deviation)"),
                    msg("Soil moisture uncertainty"),
                    "m3 m-3",
                    1.0,
                    0.2,
                ),
                (
                    "thaw_fraction_sd",
                    msg("Uncertainty of the thawed share (standard deviation)"),
                    msg("Thawed share uncertainty"),
                    "1",
                    1.0,
                    0.4,
                ),
            )
        ),
        Variable("gpp_total", msg("Total GPP of the period"), msg("Total GPP"), "g C m-2", (0.0, 15000.0), (0.0, 1600.0), _YELLOW_BLUE),
        *(
            Variable(id_, title, short, "g C m-2", (-15000.0, 15000.0), (-400.0, 400.0), _BROWN_GREEN)
            for id_, title, short in (
                ("gpp_total_change", msg("Change of total GPP under the scenario"), msg("Change of GPP")),
                ("gpp_total_change_low", msg("Change of total GPP, lowest of the scenario's range"), msg("Change of GPP, lowest")),
                ("gpp_total_change_high", msg("Change of total GPP, highest of the scenario's range"), msg("Change of GPP, highest")),
            )
        ),
        Variable(
            "gpp_total_change_sd",
            msg("Uncertainty of the change of total GPP (standard deviation): parameters, form of the model, greenness, drivers left out"),
            msg("Uncertainty of the change"),
            "g C m-2",
            (0.0, 15000.0),
            (0.0, 200.0),
            _PURPLES,
        ),
        Variable(
            "extrapolated",
            msg("Share of GPP that rests on drivers outside their calibrated range"),
            msg("Extrapolated share"),
            "1",
            (0.0, 1.0),
            (0.0, 1.0),
            _PURPLES,
        ),
        *(
            Variable(
                f"share_{id_}",
                msg("Share of {driver} in what GPP loses, first of all in the growing season", driver=driver),
                msg("Share: {driver}", driver=driver),
                "1",
                (0.0, 1.0),
                (0.0, 1.0),
                _PURPLES,
            )
            for id_, driver in (
                ("evi", msg("Greenness")),
                ("radiation", msg("Sunlight")),
                ("lst", msg("Temperature")),
                ("lst_memory", msg("Memory of cold")),
                ("thaw_fraction", msg("Frozen ground")),
                ("soil_moisture", msg("Soil moisture")),
                ("dryness", msg("Dry air or leaves")),
                ("several", msg("The most limiting of several")),
            )
        ),
        *(
            Variable(id_, title, short, "d", (-366.0, 732.0), shown, _VIRIDIS)
            for id_, title, short, shown in (
                ("thaw_onset", msg("Onset of thaw, day of the year"), msg("Day of thaw"), (60.0, 160.0)),
                ("freeze_onset", msg("Onset of freezing, day of the year"), msg("Day of freezing"), (260.0, 340.0)),
                ("season_onset", msg("Start of the GPP season, day of the year"), msg("Start of season"), (80.0, 160.0)),
                ("season_peak", msg("Peak of the GPP season, day of the year"), msg("Peak of season"), (155.0, 235.0)),
                ("season_end", msg("End of the GPP season, day of the year"), msg("End of season"), (240.0, 320.0)),
                ("season_length", msg("Length of the GPP season"), msg("Length of season"), (80.0, 240.0)),
            )
        ),
        Variable("fire_year", msg("Year of the last fire"), msg("Year of last fire"), "1", (0.0, 3000.0), (1985.0, 2025.0), _YELLOW_RED),
        Variable(
            "season_length_change",
            msg("Change of the length of the GPP season under the scenario"),
            msg("Change of season"),
            "d",
            (-366.0, 366.0),
            (-60.0, 60.0),
            _BROWN_GREEN,
        ),
    )
}
METEOROLOGY: dict[str, Variable] = {
    v.id: v
    for v in (
        Variable("par", msg("Photosynthetically active radiation"), msg("Light"), "MJ m-2 d-1", (0.0, 25.0), (0.0, 14.0), _HEAT),
        Variable("tmin", msg("Lowest air temperature of the day"), msg("Cold of the night"), "degC", (-80.0, 50.0), (-30.0, 20.0), _HEAT),
        Variable("vpd", msg("Vapour pressure deficit"), msg("Dryness of the air"), "kPa", (0.0, 12.0), (0.0, 3.0), _BROWN_BLUE[::-1]),
    )
}
"""What conventional models read besides, kept on the grid of its product."""
DAYS_OF_YEAR = ("thaw_onset", "freeze_onset", "season_onset", "season_peak", "season_end")
"""Maps whose values are days of the year, from 1 on; legends write them as dates."""
DRIVERS = ("evi", "lst", "soil_moisture", "thaw_fraction")

UNIT_LABELS = {  # ASCII units as legends and the report print them
    "1": "",
    "degC": "\u00b0C",
    "K": "K",
    "m3 m-3": "m\u00b3 m\u207b\u00b3",
    "g C m-2 d-1": "g C m\u207b\u00b2 d\u207b\u00b9",
    "g C m-2": "g C m\u207b\u00b2",
    "d": "d",
    "MJ m-2 d-1": "MJ m\u207b\u00b2 d\u207b\u00b9",
}


@dataclass(frozen=True)
class ClassMap:
    """A raster of classes.

    Attributes
    ----------
    id : str
        Name in files and in code.
    title : Message
        Readable name.
    short : Message
        Name where room is scarce, such as the list of layers.
    about : Message
        What the classes are.
    """

    id: str
    title: Message
    short: Message
    about: Message


CLASS_MAPS: dict[str, ClassMap] = {
    c.id: c
    for c in (
        ClassMap("strata", msg("Strata"), msg("Strata"), msg("Strata by land cover and years since fire, or drawn zones.")),
        ClassMap(
            "limiting_driver",
            msg("What limits GPP most"),
            msg("What limits most"),
            msg("The driver whose shortage or excess takes the largest share of GPP, as the calibrated model sees it."),
        ),
        ClassMap(
            "quality",
            msg("Quality of greenness"),
            msg("Quality of greenness"),
            msg("Whether a clear view, or one of snow, stands near the step, lies on both sides of it, or only on one side."),
        ),
        ClassMap(
            "lst_quality",
            msg("Quality of daytime temperature"),
            msg("Quality of temperature, day"),
            msg("Whether a clear look stands near the step, on both sides of it, or only on one; between looks the weather tells."),
        ),
        ClassMap(
            "lst_night_quality",
            msg("Quality of night temperature"),
            msg("Quality of temperature, night"),
            msg("Whether a clear look stands near the step, on both sides of it, or only on one; between looks the weather tells."),
        ),
        ClassMap(
            "soil_moisture_quality",
            msg("Quality of soil moisture"),
            msg("Quality of soil moisture"),
            msg("Whether a look at thawed ground stands near the step, lies on both sides of it, or only on one side."),
        ),
        ClassMap(
            "thaw_fraction_quality",
            msg("Quality of thaw"),
            msg("Quality of thaw"),
            msg("Whether a look stands near the step, lies on both sides of it, or only on one side."),
        ),
    )
}


@dataclass(frozen=True)
class Class:
    """One class of a raster.

    Attributes
    ----------
    code : int
        Value in the raster.
    id : str
        Name in files and in code.
    title : Message
        Readable name.
    colour : str
        #rrggbb.
    """

    code: int
    id: str
    title: Message
    colour: str


# What a driver rests on at a step. Colours: P. Tol's scheme "bright", safe for colour-blind readers.
QUALITY: tuple[Class, ...] = (
    Class(1, "observed", msg("Observed: seen in the step or within four days"), "#228833"),
    Class(2, "filled", msg("Filled: seen before and after"), "#ccbb44"),
    Class(3, "extrapolated", msg("Extrapolated: seen only before or only after"), "#ee6677"),
)

# Flux towers by their part in the run. Colour: of the same scheme, to be seen on maps of GPP, on light and on dark.
TOWERS: dict[str, Class] = {
    c.id: c
    for c in (
        Class(1, "calibrate", msg("Flux towers that calibrate"), "#ee6677"),
        Class(2, "check", msg("Flux towers, independent check"), "#ee6677"),
    )
}


@dataclass(frozen=True)
class LandCover:
    """One class of NTEMS VLCE2.

    Attributes
    ----------
    code : int
        Value in the raster.
    id : str
        Name in files and in code.
    title : Message
        Readable name.
    colour : str
        Official colour.
    prior : str or None
        Class of the model's default parameters (model/defaults.py): ENF, DBF, MF, REGEN, WET, WET-treed; None where GPP is not modelled.
    """

    code: int
    id: str
    title: Message
    colour: str
    prior: Optional[str]


# Codes and colours: VLCE2 legend (Hermosilla et al. 2022, doi:10.1016/j.rse.2022.112780).
LAND_COVER: dict[int, LandCover] = {
    c.code: c
    for c in (
        LandCover(20, "water", msg("Water"), "#3333ff", None),
        LandCover(31, "snow_ice", msg("Snow and ice"), "#ccffff", None),
        LandCover(32, "rock", msg("Rock and rubble"), "#cccccc", None),
        LandCover(33, "barren", msg("Exposed or barren land"), "#996633", None),
        LandCover(40, "bryoids", msg("Bryoids"), "#ffccff", "REGEN"),
        LandCover(50, "shrubs", msg("Shrubs"), "#ffff00", "REGEN"),
        LandCover(80, "wetland", msg("Wetland"), "#993399", "WET"),
        LandCover(81, "wetland_treed", msg("Treed wetland"), "#9933cc", "WET-treed"),
        LandCover(100, "herbs", msg("Herbs"), "#ccff33", "REGEN"),
        LandCover(210, "coniferous", msg("Coniferous"), "#006600", "ENF"),
        LandCover(220, "broadleaf", msg("Broadleaf"), "#00cc00", "DBF"),
        LandCover(230, "mixedwood", msg("Mixedwood"), "#cc9900", "MF"),
    )
}


def in_tonnes(per_area: float, hectares: float) -> float:
    """Return how much, t, is in an area (ha) that has so much per area, g m-2."""
    return per_area * hectares * 1e4 / 1e6
