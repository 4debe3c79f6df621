"""The page of a report: its sections, from the files of a run folder to one self-contained HTML file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

import numpy as np

from ..answer import between, how_much, site_total
from ..checkup.check import CheckUp
from ..grid import LONLAT, transform_points
from ..language import Message, msg
from ..variables import CLASS_MAPS, UNIT_LABELS, VARIABLES, in_tonnes
from ..wording import Wording
from . import checkup, summary
from .attribution import attribution
from .chronosequence import chronosequence
from .html import Markup, element, fact_list, folded, join, paragraph, table
from .limitation import limitation
from .maps import maps
from .parameters import parameters
from .run import Run, load
from .seasons import seasons
from .skill import is_modelled, skill
from .sources import SOURCES
from .totals import totals

FILE = "report.html"
_STYLE = Path(__file__).with_name("style.css")
_GPP_UNIT = UNIT_LABELS[VARIABLES["gpp"].unit]
_WARNINGS_SHOWN = 10


def write_report(folder: str, language: str = "en") -> str:
    """Return the path of the report of the run in `folder`, written in `language` from the run folder alone."""
    run, say = load(Path(folder)), Wording(language)
    path = Path(folder) / FILE
    path.write_text(_page(run, say), encoding="utf-8")
    return str(path)


def _page(run: Run, say: Wording) -> str:
    """Return the whole page."""
    title = say(msg("GPP of a boreal site, {first} to {last}", **run.period))
    sections = [
        (msg("Maps"), maps),
        (msg("How much carbon"), totals),
        (msg("How good it is"), skill),
        (msg("What limits GPP"), limitation),
        (msg("Through the year"), seasons),
        (msg("After fire"), chronosequence),
        (msg("What each driver adds"), attribution),
        (msg("Model and parameters"), parameters),
        (msg("Inputs"), _inputs),
        (msg("Check-up of the inputs"), _checkup),
        (msg("Warnings"), _warnings),
        (msg("Files, versions, sources"), _sources),
    ]
    parts, links = [], []
    for number, (heading, section) in enumerate(sections, 1):
        contents = section(run, say)
        if contents is not None:
            parts.append(element("section", element("h2", say(heading)), contents, id=f"section-{number}"))
            links.append(element("a", say(heading), href=f"#section-{number}"))
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(_STYLE.read_text(encoding="utf-8"))),
    )
    brand = element("p", "Boreal GPP", class_="brand")
    top = element("header", brand, element("h1", title), *_headline(run, say), _cards(run, say), _facts(run, say))
    body = element("body", top, element("nav", *links), element("main", *parts))
    return "<!DOCTYPE html>\n" + element("html", head, body, lang=say.language) + "\n"


def _headline(run: Run, say: Wording) -> list[Markup]:
    """Return the result in few sentences: how much carbon, what limits it, how good that is."""
    sentences = [_how_much(run, say), _what_limits(run, say), *_how_good(run, say)]
    return [paragraph(say(sentence), class_="headline") for sentence in sentences if sentence is not None]


def _how_much(run: Run, say: Wording) -> Message:
    """Return how much carbon the site took up."""
    total = site_total(run.totals)
    if total is None:
        return msg("The vegetation took up {total} g of carbon per square metre in the period.", total=say.rounded(run.mean_total))
    return how_much(total, say)


def _what_limits(run: Run, say: Wording) -> Optional[Message]:
    """Return what limits GPP most, and on how much of the land, the widest first; None for runs that do not tell."""
    entry = run.record["outputs"].get("limiting_driver", {})
    area = sum(c["area_ha"] for c in entry.get("classes", ()))
    if "season_band" not in entry or not area:
        return None
    shares = [(100 * c["area_ha"] / area, say(Message.from_dict(c["title"]))) for c in entry["classes"]]
    named = [f"{title[0].lower()}{title[1:]} ({say.number(share)} %)" for share, title in sorted(shares, reverse=True) if share >= 1]
    return msg(
        "What limits it most in the growing season, as the model sees it, by share of the land: {drivers}.",
        drivers="; ".join(named),
    )


def _how_good(run: Run, say: Wording) -> list[Message]:
    """Return how well the model follows the reference, and what that is worth."""
    overall = summary.overall(run.validation)
    if overall is None:
        return [msg("Nothing could be checked, for no reference could be held back.")]
    agrees = msg(
        "On data held back from calibration the model explains {share} % of the variation of the reference.",
        share=say.number(100 * overall["r2"]),
    )
    modelled = msg("The reference is itself a model: this is agreement with it, not accuracy.")
    return [agrees, modelled] if is_modelled(run) else [agrees]


def _cards(run: Run, say: Wording) -> Markup:
    """Return the numbers that matter most, each with how sure it is or of how many values, as cards."""
    total = site_total(run.totals)
    tonnes = in_tonnes(run.mean_total, run.area_ha)
    cards = []
    for name, unit, title, value in (
        ("gpp_tc", "t C", msg("GPP of the whole site"), tonnes),
        ("gpp_gc_m2", "g C m\u207b\u00b2", msg("mean GPP"), run.mean_total),
    ):
        known = total is not None and total[name]
        ends = between(total, name, say) if known else None
        label = say(title) + (f", {total['year']}" if known else "")
        interval = say(msg("90 % interval {low} to {high}", **ends)) if ends else None
        cards.append((say.rounded(float(total[name]) if known else value), unit, label, interval))
    overall = summary.overall(run.validation)
    if overall is not None:
        for name, unit, title in (("r2", "", msg("r2 with the reference")), ("rmse", _GPP_UNIT, msg("typical error (RMSE) of a step"))):
            cards.append((say.number(overall[name], 2), unit, say(title), _how_sure(overall, name, say)))
    shown = [
        element(
            "div",
            element("b", value),
            " ",
            element("span", unit) if unit else None,
            element("small", label),
            element("small", more) if more else None,
            class_="card",
        )
        for value, unit, label, more in cards
    ]
    return element("div", *shown, class_="cards")


def _how_sure(row: summary.Row, name: str, say: Wording) -> str:
    """Return the interval of a figure where it is known, what was held out, and of how many values the figure is."""
    scheme = msg("{scheme}; {n} values", scheme=summary.scheme_title(row["scheme"], say).lower(), n=say.number(row["n"]))
    ends = [row.get(f"{name}_{end}") for end in ("low", "high")]
    if None in ends:
        return say(scheme)
    low, high = (say.number(end, 2) for end in ends)
    return f"{say(msg('90 % interval {low} to {high}', low=low, high=high))}; {say(scheme)}"


def _facts(run: Run, say: Wording) -> Markup:
    """Return site, period, area and reference."""
    reference = run.record.get("reference") or {}
    facts = [(say(msg("Site")), _site(run, say))]
    facts.append(
        (say(msg("Period")), say(msg("{first} to {last}, {n} steps of {days} days", **run.period, n=len(run.starts), days=_step(run))))
    )
    facts.append((say(msg("Modelled area")), f"{say.number(run.area_ha)} ha"))
    facts.append((say(msg("Reference")), _reference_name(reference, say)))
    return fact_list(facts)


def _inputs(run: Run, say: Wording) -> Optional[Markup]:
    """Return the table of the inputs, None where there were none."""
    rows = [_input(entry, say) for entry in run.record.get("inputs", ())]
    head = tuple(say(m) for m in (msg("Input"), msg("Files or views"), msg("First"), msg("Last")))
    return table(head, rows) if rows else None


def _site(run: Run, say: Wording) -> str:
    """Return where the site is and how large, in words."""
    left, bottom, right, top = run.grid.bounds
    longitude, latitude = (float(v[0]) for v in transform_points([(left + right) / 2], [(bottom + top) / 2], run.grid.crs, LONLAT))
    place = say.place(latitude, longitude)
    metres = run.metres_per_unit
    if metres is None:
        return place
    width, height = (say.number(length * metres / 1000, 1) for length in (right - left, top - bottom))
    return say(msg("{place}; {width} x {height} km in cells of {cell} m", place=place, width=width, height=height, cell=_cell(run, say)))


def _cell(run: Run, say: Wording) -> str:
    size = run.grid.cell_size[0]
    return say.number(size, 0 if size == round(size) else 2)


def _step(run: Run) -> int:
    """Return the usual length of a step in days."""
    return int(np.median(run.days))


def _reference_name(reference: Mapping[str, Any], say: Wording) -> str:
    """Return the name of the reference and how many of its pixels were used."""
    if not reference.get("name"):
        return say(msg("none: default parameters by cover class"))
    name = say.stored(reference["title"]) if "title" in reference else reference["name"]
    return say(msg("{name}, {n} pixels or sites", name=name, n=say.number(reference.get("n_pixels"))))


def _input(entry: Mapping[str, Any], say: Wording) -> tuple[str, ...]:
    """Return the name of an input, how many files or views of it there are, and the first and last date or year."""
    source = SOURCES.get(entry["product"])
    length = 10 if source is None or source.dated else 4  # of 2021-06-30
    dates = ((entry.get(key) or "")[:length] for key in ("first", "last"))
    return say(source.title) if source else entry["product"], say.number(entry["n"]), *dates


def _checkup(run: Run, say: Wording) -> Optional[Markup]:
    """Return what was found of the inputs before the run, or None for runs that did not keep it."""
    kept = run.record.get("checkup")
    return checkup.sections(CheckUp.from_dict(kept), say) if kept else None


def _warnings(run: Run, say: Wording) -> Markup:
    """Return what was skipped or left out."""
    texts = [element("li", say.stored(message)) for message in run.record.get("warnings", ())]
    if not texts:
        return paragraph(say(msg("None: every file was read.")))
    rest = texts[_WARNINGS_SHOWN:]
    more = say(msg("{n} more", n=len(rest)))
    return join(element("ul", *texts[:_WARNINGS_SHOWN]), folded(more, element("ul", *rest)) if rest else None)


def _sources(run: Run, say: Wording) -> Markup:
    """Return the files of the run, the versions it was made with, and what to cite."""
    record = run.record
    written = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    versions = ", ".join(f"{name} {version}" for name, version in record.get("versions", {}).items())
    facts = [(say(msg("Plugin")), f"Boreal GPP {record.get('plugin_version', '')}"), (say(msg("Report written")), written)]
    if versions:
        facts.append((say(msg("Libraries")), versions))
    outputs = record["outputs"].items()
    files = [(entry["file"], *_contents(name, entry, say)) for name, entry in outputs if (run.folder / entry["file"]).is_file()]
    request = [(name, "" if value is None else str(value)) for name, value in record.get("request", {}).items()]
    products = [SOURCES[entry["product"]] for entry in record.get("inputs", ()) if entry["product"] in SOURCES]
    return join(
        fact_list(facts),
        table(tuple(say(m) for m in (msg("File"), msg("Contents"), msg("Unit"))), files, numbers_from=3) if files else None,
        folded(say(msg("Everything that was asked for")), fact_list(request)) if request else None,
        element("h3", say(msg("How to cite"))),
        paragraph(say(msg("Name the plugin with its version, and every product that the result stands on."))),
        table(
            tuple(say(m) for m in (msg("Product"), msg("To cite"), msg("Terms of use"))),
            [(say(source.title), source.cite, say(source.terms)) for source in products],
            numbers_from=3,
        )
        if products
        else None,
    )


def _contents(name: str, entry: Mapping[str, Any], say: Wording) -> tuple[str, str]:
    """Return what an output file holds and its unit."""
    variable = VARIABLES.get(entry.get("variable", ""))
    known = variable or CLASS_MAPS.get(name)
    title = say(known.title) if known else name
    unit = UNIT_LABELS[variable.unit] if variable else ""
    contents = say(msg("{title}, one band per step", title=title)) if entry.get("steps") else title
    return f"{contents}. {say(Message.from_dict(entry['about']))}" if "about" in entry else contents, unit
