"""The report: one self-contained page that says what was made and how good it is."""

from __future__ import annotations

import base64
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
import rasterio

from boreal_gpp_plugin.core.calendar import Calendar
from boreal_gpp_plugin.core.drivers.limitation import CLASSES
from boreal_gpp_plugin.core.fusion import lst
from boreal_gpp_plugin.core.grid import Grid
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.core.model.forms import site_forms
from boreal_gpp_plugin.core.report import parameters, summary, summary_table, write_report
from boreal_gpp_plugin.core.report.charts import Line, line_chart, nice_ticks, range_of
from boreal_gpp_plugin.core.report.html import Markup, element
from boreal_gpp_plugin.core.report.pictures import class_picture, map_picture, ramp
from boreal_gpp_plugin.core.report.strata import LISTED
from boreal_gpp_plugin.core.variables import VARIABLES
from boreal_gpp_plugin.core.wording import Wording

GRID = Grid.from_bounds((500000, 5983000, 502400, 5984800), "EPSG:32613", 30)
CALENDAR = Calendar.between("2021-01-01", "2021-12-31")
STRATA = {"coniferous": (1, "#006600"), "wetland_treed": (2, "#9933cc"), "coniferous_0_5": (3, "#669966")}
PARAMETERS = """code,stratum,parent,class,model,source,n_pixels,m,S0,S1,f
1,all,,all,boreal,fitted,48,19.9,-10.0,18.1,1.0
210,coniferous_any_age,all,ENF,boreal,fitted,30.5,24.1,-9.3,12.6,1.0
2100,coniferous,coniferous_any_age,ENF,boreal,shrunk to coniferous_any_age,1.2,24.5,-9.1,12.7,1.0
800,wetland,wetland_any_age,WET,boreal,default,0,11.1,0.4,14.1,1.0
"""
MIDDLES = CALENDAR.middles - CALENDAR.starts[0].astype(float)


def season(peak: float) -> np.ndarray:
    """A year that is highest in mid-July, g C m-2 d-1."""
    return peak * np.exp(-(((MIDDLES - 195) / 45) ** 2))


def raster(path, bands: np.ndarray, nodata: float, **options) -> None:
    profile = {"driver": "GTiff", "height": GRID.height, "width": GRID.width, "crs": GRID.crs, "transform": GRID.transform}
    with rasterio.open(path, "w", count=len(bands), dtype=bands.dtype, nodata=nodata, **profile, **options) as file:
        file.write(bands)


def row(model: str, stratum: str, scheme: str = "blocks", **changes) -> dict:
    values = {"n": 1234, "n_pixels": 30, "r2": 0.934, "nse": 0.93, "rmse": 0.612, "bias": -0.05, "sse": 462.1}
    seasons = {"bias_djf": 0.01, "bias_mam": -0.21, "bias_jja": 0.12, "bias_son": 0.03}
    against = {"sse_vs_tg": -0.46, "sse_vs_mod17": -0.81} if model == "boreal" else {"sse_vs_tg": None, "sse_vs_mod17": None}
    return {"scheme": scheme, "model": model, "stratum": stratum, **values, **seasons, **against, **changes}


def record() -> dict:
    classes = [
        {
            "code": code,
            "id": name,
            "title": msg(name.replace("_", " ").capitalize()).to_dict(),
            "colour": colour,
            "area_ha": 200.0 - 50 * code,
        }
        for name, (code, colour) in STRATA.items()
    ]
    return {
        "status": "complete",
        "plugin_version": "0.1.0",
        "versions": {"numpy": "1.24.2"},
        "request": {"inputs": "site", "zones": None, "model": "boreal"},
        "grid": GRID.to_dict(),
        "calendar": {"starts": CALENDAR.labels, "ends": [str(end) for end in CALENDAR.ends]},
        "outputs": {
            "gpp": {"file": "gpp.tif", "variable": "gpp", "steps": True},
            "gpp_total": {"file": "gpp_total.tif", "variable": "gpp_total", "steps": False},
            "strata": {"file": "strata.tif", "classes": classes},
        },
        "inputs": [
            {"product": "HLSL30", "n": 31, "first": "2021-01-03T18:00:00", "last": "2021-12-30T18:00:00"},
            {"product": "VLCE2", "n": 1, "first": None, "last": None},
            {"product": "VPM", "n": 46, "first": "2021-01-01T00:00:00", "last": "2021-12-27T00:00:00"},
        ],
        "reference": {"name": "vpm", "title": msg("500 m GPP series in the format of VPM").to_dict(), "n_pixels": 48},
        "series": {
            name: {
                "gpp": list(season(9 - code)),
                "evi": list(0.2 + season(0.3)),
                "lst": list(season(40) - 18),
                "soil_moisture": [None] * 5 + list(0.3 + season(-0.1)[5:]),
                "thaw_fraction": list(np.clip(season(3), 0, 1)),
            }
            for name, (code, _) in STRATA.items()
        },
        "warnings": [msg("The file {name} can't be read and was skipped.", name="bad.h5").to_dict()],
    }


def validation() -> dict:
    rows = [row(model, stratum) for model in ("boreal", "tg", "mod17") for stratum in ("all", *STRATA)]
    series = {
        name: {
            "dates": CALENDAR.labels,
            "reference": [None if i % 7 == 0 else float(v) for i, v in enumerate(season(9.2 - code))],
            "boreal": list(season(9 - code)),
            "tg": list(season(8 - code) + 0.5),
            "mod17": list(season(6 - code)),
        }
        for name, (code, _) in list(STRATA.items())[:2]
    }
    return {"rows": rows, "series": series, "notes": [msg("Blocks are {size} km wide.", size=3).to_dict()]}


@pytest.fixture
def folder(tmp_path):
    """A run folder as a run leaves it, with small rasters."""
    _, x = np.mgrid[: GRID.height, : GRID.width]
    share = (x / GRID.width).astype(np.float32)
    total = 1600 * share
    total[:10] = -9999
    raster(tmp_path / "gpp_total.tif", total[None], -9999)
    raster(tmp_path / "gpp.tif", np.array(season(10), np.float32)[:, None, None] * share, -9999)
    raster(tmp_path / "strata.tif", (1 + x * 3 // GRID.width).astype(np.int16)[None], 0)
    (tmp_path / "parameters.csv").write_text(PARAMETERS, "utf-8")
    (tmp_path / "run.json").write_text(json.dumps(record()), "utf-8")
    (tmp_path / "validation.json").write_text(json.dumps(validation()), "utf-8")
    return tmp_path


def change(folder, name, edit) -> None:
    """Edit a JSON file of the run folder."""
    data = json.loads((folder / name).read_text("utf-8"))
    edit(data)
    (folder / name).write_text(json.dumps(data), "utf-8")


class Page(HTMLParser):
    """The texts and links of a page, and whether its elements are closed in order."""

    def __init__(self, text: str):
        super().__init__()
        self.open, self.links, self.words, self.tags = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.handle_startendtag(tag, attributes)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("href", "src", "xlink:href", "action")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words).replace("\u00a0", " ")


def page(folder, language="en") -> Page:
    write_report(str(folder), language)
    return Page((folder / "report.html").read_text("utf-8"))


def test_the_report_is_written_into_the_run_folder(folder):
    assert write_report(str(folder)) == str(folder / "report.html")


def test_the_page_needs_nothing_from_outside(folder):
    found = page(folder)
    assert all(link.startswith(("data:image/png;base64,", "#")) for link in found.links)
    assert not {"script", "link", "iframe"} & set(found.tags)


def test_every_element_is_closed_in_order(folder):
    assert page(folder).open == []


def test_the_headline_says_what_share_of_the_variation_is_explained(folder):
    assert "explains 93 % of the variation" in page(folder).text


def test_the_validation_shows_skill_and_squared_errors_against_the_other_models(folder):
    text = page(folder).text
    assert "0.61" in text
    assert "\u221246\u202f%" in text
    assert "\u221281\u202f%" in text


def test_the_change_against_tg_is_told_with_its_interval(folder):
    change(folder, "validation.json", lambda found: found["rows"][0].update(sse_vs_tg_low=-0.53, sse_vs_tg_high=-0.34))
    assert "\u221246 % (\u221253 % \u2026 \u221234 %)" in page(folder).text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_growing_season_anomalies_thaw_and_onset_are_told_beside_the_whole_year(folder):
    known = {"r2_growing": 0.8123, "r2_anomaly": 0.2345, "bias_thaw": -0.3456, "onset_error": 4.56, "r2_low": 0.911, "r2_high": 0.951}
    change(folder, "validation.json", lambda v: v["rows"][0].update(known))
    text = page(folder).text
    assert " 0.93 0.81 0.23 0.61 " in text
    assert "\u22120.35 4.6" in text
    assert "0.934 (0.911 \u2026 0.951)" in text


def test_a_modelled_reference_is_called_so(folder):
    assert "itself a model" in page(folder).text
    change(folder, "run.json", lambda run: run["reference"].update(name="towers"))
    assert "itself a model" not in page(folder).text


def test_the_answer_comes_first_and_agreement_with_a_model_is_not_called_accuracy(folder):
    text = page(folder).text
    assert text.index("g of carbon per square metre") < text.index("this is agreement with it, not accuracy") < text.index("Maps")
    change(folder, "run.json", lambda run: run["reference"].update(name="towers"))
    assert "not accuracy" not in page(folder).text


def test_towers_are_told_apart_from_agreement_with_products(folder):
    assert "At flux towers" not in page(folder).text
    row = {"tower": "all", "model": "boreal", "n": 46, "r2": 0.87, "nse": 0.8, "rmse": 0.77, "bias": 0.1, "sse": 30.0}
    change(folder, "validation.json", lambda validation: validation.update(towers=[row, {**row, "tower": "AA-One"}]))
    text = page(folder).text
    assert "At flux towers" in text
    assert "AA-One" in text
    assert "0.77" in text


def test_every_one_of_several_references_is_called_what_it_is(folder):
    change(folder, "run.json", lambda run: run["reference"].update(weights={"vpm": 1.0, "l4c": 1.0}))
    text = page(folder).text
    assert "SMAP L4C is itself a model" in text
    assert "itself a model driven by satellite data" in text


def test_totals_are_shown_with_their_intervals(folder):
    assert "How much carbon" not in page(folder).text
    lines = [
        "kind,id,year,days,area_ha,gpp_tc,gpp_tc_low,gpp_tc_high,gpp_gc_m2,gpp_gc_m2_low,gpp_gc_m2_high",
        "site,all,2021,365,100.0,800.0,700.0,900.0,800.0,700.0,900.0",
        "zone,West block,2021,365,10.0,64.0,51.0,77.0,640.0,510.0,770.0",
    ]
    (folder / "totals.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = page(folder).text
    assert "In 2021 the vegetation took up 800 t of carbon on 100 ha of land, with 90 % confidence 700 to 900 t." in text
    assert "How much carbon" in text
    assert "West block" in text
    assert "510 \u2026 770" in text


def test_zones_are_listed_before_strata_and_the_smallest_of_many_strata_are_folded_away(folder):
    figures = "800.0,700.0,900.0,800.0,700.0,900.0"
    strata = [f"zone_{i}_coniferous" for i in range(LISTED + 2)]
    lines = ["kind,id,year,days,area_ha,gpp_tc,gpp_tc_low,gpp_tc_high,gpp_gc_m2,gpp_gc_m2_low,gpp_gc_m2_high"]
    lines += [
        f"{kind},{id_},2021,365,9,{figures}" for kind, id_ in (("site", "all"), *(("stratum", id_) for id_ in strata), ("zone", "West"))
    ]
    (folder / "totals.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = page(folder).text
    part = text[text.index("How much carbon") :]
    found = [part.index(words) for words in ("West", strata[LISTED - 1], "The other strata: 2", strata[LISTED], strata[-1])]
    assert found == sorted(found)


def test_the_maps_are_those_of_total_peak_and_strata(folder):
    found = page(folder)
    assert len([link for link in found.links if link.startswith("data:image/png")]) == 3
    assert "GPP of the most productive step, 2021-07-12 to 2021-07-19" in found.text  # step 25 has its middle nearest to day 195


def test_the_scale_bar_is_a_round_length_of_the_map(folder):
    write_report(str(folder))
    text = (folder / "report.html").read_text("utf-8")
    width = float(re.search(r'class="scale" style="width: ([\d.]+)%">500 m', text).group(1))
    assert width == pytest.approx(100 * 500 / (30 * GRID.width), abs=0.01)


def test_parameters_say_where_they_come_from(folder):
    text = page(folder).text
    assert "fitted to the reference" in text
    assert "little reference: drawn towards Coniferous, any fire age" in text
    assert "default of the class WET" in text


def test_the_equation_and_the_bounds_of_its_parameters_are_shown(folder):
    text = page(folder).text
    assert "GPP = m * max(EVI - E0, 0)" in text
    assert "one for all strata, that of these which fits best: 0.00; 0.05; 0.10; 0.15" in text
    assert "\u221210.0 \u2026 8.0" in text  # of S0


def test_every_symbol_of_an_equation_is_a_parameter_or_told(folder):
    assert "S daytime surface temperature, smoothed with a memory of tau days, \u00b0C" in page(folder).text
    functions = {"GPP", "max", "min", "clip", "exp", "sqrt"}
    for form in site_forms().values():
        known = functions | {parameter.name for parameter in form.parameters} | parameters._SYMBOLS.keys()
        assert not set(re.findall(r"[A-Za-z]\w*", form.equation)) - known, form.id


def test_the_first_figures_of_skill_say_their_interval_and_how_many_values_they_are_of(folder):
    change(folder, "validation.json", lambda found: found["rows"][0].update(r2_low=0.91, r2_high=0.95))
    text = page(folder).text
    assert "90 % interval 0.91 to 0.95; held out in space: blocks of the site; 1 234 values" in " ".join(text.split())


def test_a_map_of_a_year_is_dated_by_its_year(folder):
    change(folder, "run.json", lambda run: run["inputs"][1].update(first="2019-01-01T00:00:00", last="2019-01-01T00:00:00"))
    text = page(folder).text
    assert "2019" in text
    assert "2019-01-01" not in text


def test_warnings_are_told(folder):
    assert "The file bad.h5 can't be read and was skipped." in page(folder).text


def test_what_is_shown_can_not_become_markup(folder):
    attack = '<script>alert("x")</script>'

    def edit(run):
        run["warnings"] = [msg("{name}", name=attack).to_dict()]
        run["plugin_version"] = attack
        run["outputs"]["strata"]["classes"][0]["title"] = msg(attack).to_dict()
        run["request"]["inputs"] = attack

    change(folder, "run.json", edit)
    change(folder, "validation.json", lambda v: v["rows"].append(row("boreal", attack)))
    found = page(folder)
    assert "script" not in found.tags
    assert found.text.count(attack) >= 4


def test_a_run_without_reference_says_that_nothing_was_checked(folder):
    (folder / "validation.json").unlink()
    change(folder, "run.json", lambda run: run.update(reference={"name": None, "n_pixels": 0}))
    text = page(folder).text
    assert "Nothing could be checked" in text
    assert "Nothing was validated" in text
    assert "explains" not in text


@pytest.mark.parametrize("missing", ["gpp.tif", "gpp_total.tif", "strata.tif", "parameters.csv"])
def test_a_missing_file_leaves_out_its_part_only(folder, missing):
    (folder / missing).unlink()
    assert "How good it is" in page(folder).text


def test_a_run_with_one_stratum_is_reported(folder):
    change(folder, "run.json", lambda run: run["outputs"]["strata"].update(classes=run["outputs"]["strata"]["classes"][:1]))
    assert "100.0" in page(folder).text  # per cent of the area


def test_a_run_without_strata_or_series_is_reported(folder):
    change(folder, "run.json", lambda run: (run["outputs"].pop("strata"), run.update(series={})))
    assert page(folder).open == []


def test_missing_values_are_dashes_and_gaps(folder):
    change(folder, "validation.json", lambda v: [r.update(r2=None, sse_vs_mod17=None) for r in v["rows"]])
    assert "\u2013" in page(folder).text


@pytest.mark.parametrize("name", ["boreal", "product", "gr"])
def test_origins_of_parameters_are_told_in_french(folder, name):
    change(folder, "run.json", lambda run: run["request"].update(model=name))
    text = page(folder, "fr").text
    assert re.search("tours boréales|un choix", text) and not re.search("fits to|a choice", text)


def test_french_numbers_have_commas(folder):
    found = page(folder, "fr")
    assert "0,61" in found.text
    assert "0.61" not in found.text


@pytest.mark.parametrize(
    ("language", "value", "digits", "said"),
    [
        ("en", 1234567.891, 1, "1\u202f234\u202f567.9"),
        ("fr", 1234567.891, 1, "1\u202f234\u202f567,9"),
        ("en", -0.04, 1, "0.0"),
        ("en", -3.0, 0, "\u22123"),
        ("en", float("nan"), 2, "\u2013"),
        ("en", None, 2, "\u2013"),
    ],
)
def test_numbers_are_said_as_readers_expect(language, value, digits, said):
    assert Wording(language).number(value, digits) == said


def test_numbers_are_rounded_to_the_figures_they_deserve():
    say = Wording("fr")
    assert [say.rounded(value) for value in (106236.4, 1276.2, 39.12, 0.05123, 0, -794.3, float("nan"))] == [
        "106\u202f000",
        "1\u202f280",
        "39,1",
        "0,0512",
        "0",
        "\u2212794",
        "\u2013",
    ]


@pytest.mark.parametrize(("language", "said"), [("en", "EPSG:6933, 9.008 km; v. 2."), ("fr", "EPSG:6933, 9,008 km; v. 2.")])
def test_numbers_in_a_text_get_the_decimals_of_the_language(language, said):
    assert Wording(language).decimals("EPSG:6933, 9.008 km; v. 2.") == said


def test_a_place_is_said_with_its_half_of_the_globe():
    assert Wording("en").place(53.878, -105.304) == "53.878\u00b0\u00a0N, 105.304\u00b0\u00a0W"
    assert Wording("fr").place(-1.5, -2.0, 1) == "1,5\u00b0\u00a0S, 2,0\u00b0\u00a0O"


def test_the_summary_has_a_line_per_stratum_with_its_figures():
    lines = summary_table(validation()).splitlines()
    assert lines[1].split() == ["Stratum", "Values", "r2", "RMSE", "SSE", "against", "TG,", "refitted", "SSE", "against", "MOD17"]
    assert len(lines) == 2 + 1 + len(STRATA)
    assert lines[2].startswith("All strata")
    assert lines[2].split() == ["All", "strata", "1", "234", "0.934", "0.61", "-46", "%", "-81", "%"]
    assert summary_table(validation()).isascii()
    assert len({len(line) for line in lines[1:]}) == 1


def test_the_summary_names_strata_as_people_do():
    assert "Coniferous, burnt 6 to 15 years ago" in summary_table({"rows": [row("boreal", "coniferous_fire_6_15")]})


def test_the_summary_leaves_out_a_rival_that_nothing_was_compared_with():
    data = validation()
    for scored in data["rows"]:
        scored["sse_vs_mod17"] = None
    assert "MOD17" not in summary_table(data)


def test_the_headline_takes_the_hardest_scheme(folder):
    change(folder, "validation.json", lambda v: v["rows"].append(row("boreal", "all", "steps", r2=0.871)))
    assert "explains 87 % of the variation" in page(folder).text


def test_the_summary_of_nothing_says_so():
    assert "Nothing was validated" in summary_table({"rows": []})


def test_an_element_escapes_text_and_attributes_but_not_markup():
    inner = element("b", "<")
    assert (
        element("p", "a & b", inner, None, title='"x"', class_="c", data_x=None)
        == '<p title="&quot;x&quot;" class="c">a &amp; b<b>&lt;</b></p>'
    )
    assert isinstance(inner, Markup)


def test_a_line_is_broken_where_values_are_missing():
    values = np.array([1.0, 2.0, np.nan, 3.0, 4.0])
    dates = np.arange("2021-01-01", "2021-01-06", dtype="datetime64[D]")
    assert line_chart("x", dates, [Line("model", values)], Wording()).count("<polyline") == 2


def test_a_chart_holds_values_beyond_the_usual_range():
    lines = [Line("driver", np.array([0.2, 1.4]))]
    assert range_of(lines, (0.0, 1.0)) == (0.0, 1.4)
    assert range_of(lines, (-1.0, 2.0)) == (-1.0, 2.0)


def test_the_reference_is_drawn_as_dots():
    values = np.array([1.0, np.nan, 3.0])
    dates = np.arange("2021-01-01", "2021-01-04", dtype="datetime64[D]")
    assert line_chart("x", dates, [Line("reference", values)], Wording()).count("<circle") == 2


@pytest.mark.parametrize("values", [[np.nan, np.nan], [0.0, 0.0], [5.0, 5.0], [-3.0, -1.0]])
def test_a_chart_of_any_values_can_be_drawn(values):
    dates = np.array(["2021-01-01", "2021-01-09"], "datetime64[D]")
    assert "nan" not in line_chart("x", dates, [Line("model", np.array(values))], Wording())


def test_a_chart_of_one_step_can_be_drawn():
    assert "nan" not in line_chart("x", np.array(["2021-01-01"], "datetime64[D]"), [Line("model", np.array([1.0]))], Wording())


def test_a_year_is_labelled_by_months_and_a_decade_by_years():
    year = np.arange("2021-01-01", "2022-01-01", dtype="datetime64[D]")
    decade = np.arange("2011-01-01", "2021-01-01", dtype="datetime64[D]")
    labels = [
        re.findall(r'text-anchor="middle">(\w+)<', line_chart("x", d, [Line("model", np.zeros(len(d)))], Wording())) for d in (year, decade)
    ]
    assert labels[0] == list("JFMAMJJASOND")
    assert labels[1] == [str(y) for y in range(2011, 2021)]


@pytest.mark.parametrize(
    ("low", "high", "count", "ticks"),
    [
        (0, 9.3, 5, [0, 2, 4, 6, 8, 10]),
        (0.05, 0.6, 3, [0, 0.2, 0.4, 0.6]),
        (-25, 35, 3, [-40, -20, 0, 20, 40]),
        (0, 1, 2, [0, 0.5, 1]),
        (0, 12.3, 6, [0, 2.5, 5, 7.5, 10, 12.5]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low, high, count, ticks):
    assert nice_ticks(low, high, count) == pytest.approx(ticks)


a_picture_has_no_place = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


def colours(uri: str) -> np.ndarray:
    """The red, green, blue and alpha of a PNG, (4, y, x)."""
    with rasterio.MemoryFile(base64.b64decode(uri.split(",")[1])) as memory, memory.open() as file:
        table, index = file.colormap(1), file.read(1)
    return np.array([table[i] for i in index.ravel()]).T.reshape(4, *index.shape)


@a_picture_has_no_place
def test_a_map_runs_from_the_first_to_the_last_colour_and_is_clear_where_missing(folder):
    picture = colours(map_picture(folder / "gpp_total.tif", 1, VARIABLES["gpp_total"]))
    assert (picture[3, :10] == 0).all()
    assert (picture[3, 10:] == 255).all()
    assert tuple(picture[:3, 30, 0]) == (255, 255, 217)  # ffffd9
    assert abs(picture[:3, 30, -1] - (8, 29, 88)).max() < 8  # 081d58; the last column is a little below the end of the ramp


@a_picture_has_no_place
def test_classes_keep_their_colours(folder):
    picture = colours(class_picture(folder / "strata.tif", {1: "#006600", 2: "#9933cc"}))
    assert tuple(picture[:, 0, 0]) == (0, 0x66, 0, 255)
    assert tuple(picture[:, 0, 40]) == (0x99, 0x33, 0xCC, 255)
    assert picture[3, 0, -1] == 0  # a class without a colour


def test_a_ramp_passes_through_its_colours():
    assert ramp(("#000000", "#ff0000", "#ffffff"), 5) == [
        (0, 0, 0, 255),
        (128, 0, 0, 255),
        (255, 0, 0, 255),
        (255, 128, 128, 255),
        (255, 255, 255, 255),
    ]


def test_the_bounds_of_an_interval_are_no_model_to_compare_with():
    rows = [{"sse_vs_tg": -0.4, "sse_vs_tg_low": -0.5, "sse_vs_tg_high": -0.3, "sse_vs_mod17": None}]
    assert summary.rivals(rows) == ["tg"]


def test_shares_of_skill_are_told_with_their_intervals_and_called_association(folder):
    assert "What each driver adds" not in page(folder).text
    rows = ("all,lst,0.43,0.39,0.48,1.2,0.71,1.87", "all,evi,0.36,0.34,0.39,0.04,-0.09,0.19", "coniferous,lst,0.5,,,0.9,,")
    head = "stratum,driver,shapley,shapley_low,shapley_high,without,without_low,without_high"
    (folder / "attribution.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    text = page(folder).text
    assert "43 % [39, 48]" in text and "120 % [71, 187]" in text and "50 % [\u2013, \u2013]" in text
    assert "not cause" in text
    assert text.index("43 %") < text.index("36 %")


def test_land_after_fire_is_told_by_age_with_its_pixels(folder):
    head = "cover,years_since_fire,n_pixels,n_blocks,gpp_total,gpp_total_se,evi_jja,evi_jja_se"
    unburnt = "wetland,,900,20,410,12.1,0.31,0.01"
    (folder / "chronosequence.csv").write_text(f"{head}\n{unburnt}\n", encoding="utf-8")
    assert "After fire" not in page(folder).text
    burnt = "coniferous,3,1200,4,212.4,8.2,0.214,0.012\nconiferous,,5000,1,640.2,,0.4,"
    (folder / "chronosequence.csv").write_text(f"{head}\n{burnt}\n{unburnt}\n", encoding="utf-8")
    text = page(folder).text
    assert "After fire" in text and "212 \u00b1 8" in text and "0.21 \u00b1 0.01" in text and "640 \u00b1 \u2013" in text
    assert "no fire on record" in text and "410" not in text


def test_views_hidden_from_the_fusion_are_told_beside_a_straight_line(folder):
    assert "hidden" not in page(folder).text and "not shown" not in page(folder).text
    score = {"count": 4321, "rmse": 0.0312, "rmse_linear": 0.0498, "coverage": 0.9}
    change(folder, "validation.json", lambda data: data.update(hidden_views=score))
    assert "of 4\u202f321 clear views" in page(folder).text
    assert "is 0.031, against 0.050 of a straight line" in page(folder).text
    change(folder, "validation.json", lambda data: data.update(rows=[], series={}))
    assert "0.031" in page(folder).text


def test_what_limits_is_shown_as_a_map_and_by_stratum_and_season(folder):
    limits = np.ones((len(CALENDAR.labels) + 1, *GRID.shape), np.uint8)
    limits[-1] = CLASSES["lst"].code
    raster(folder / "limiting_driver.tif", limits, 0)
    classes = [
        {"code": c.code, "id": c.id, "title": c.title.to_dict(), "colour": c.colour, "area_ha": {"lst": 432.0, "evi": 48.0}.get(c.id, 0.0)}
        for c in CLASSES.values()
    ]
    entry = {"file": "limiting_driver.tif", "classes": classes, "steps": True, "season_band": len(limits)}
    share = np.full((2, *GRID.shape), 0.5)
    share[1] = 0.75
    raster(folder / "share_lst.tif", share, -9999.0)
    shared = {"file": "share_lst.tif", "bands": ["djf", "growing"]}
    change(folder, "run.json", lambda data: data["outputs"].update(limiting_driver=entry, share_lst=shared))
    rows = ["code,stratum,season,loss,share_evi,share_lst,share_thaw_fraction"]
    rows += [f"{code},{name},{season},0.4,0.25,0.75,0.0" for name, (code, _) in STRATA.items() for season in ("growing", "jja")]
    (folder / "limitation.csv").write_text("\n".join(rows), "utf-8")
    text = page(folder).text
    assert "by share of the land: temperature (90 %); greenness (10 %)." in text
    assert "Temperature, 432 ha" in text and "Sunlight" not in text
    assert text.count("Growing season") == 1  # the heading of its table
    part = text[text.index("Season by season") :]
    assert "Coniferous Summer 40 25 75" in " ".join(part.split())
    assert "What limits GPP most, one band per step" in text
    season = class_picture(folder / "limiting_driver.tif", {CLASSES[id_].code: CLASSES[id_].colour for id_ in ("evi", "lst")}, len(limits))
    assert season in page(folder).links
    assert map_picture(folder / "share_lst.tif", 2, VARIABLES["share_lst"]) in page(folder).links


@pytest.mark.parametrize(("language", "said"), [("en", "clear and cloudy days"), ("fr", "jours clairs et nuageux")])
def test_files_are_listed_with_what_they_show_beyond_their_names(folder, language, said):
    change(folder, "run.json", lambda data: data["outputs"]["gpp"].update(about=lst.ALL_SKY.to_dict()))
    assert said in page(folder, language).text
