"""The page of a check-up: findings first, then each product with its calendar strip, from a `CheckUp` to one self-contained HTML file."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from ..checkup.check import CheckUp, Finding, ProductCheck
from ..errors import OutputError
from ..language import msg
from ..wording import Wording
from .html import Markup, element, folded, join, paragraph, table

_STYLE = Path(__file__).with_name("style.css")
_LEVELS = {"error": msg("Error"), "warning": msg("Warning"), "pass": msg("Fine")}
_WIDTH, _HEIGHT = 730, 14  # of a year's strip: two units a day


def write_checkup(check: CheckUp, path: str, language: str = "en") -> str:
    """Return the path of the page written for a check-up in `language`.

    Raises
    ------
    OutputError
        The file can't be written.
    """
    try:
        Path(path).write_text(page(check, language), encoding="utf-8")
    except OSError as error:
        raise OutputError(
            msg("{path} can't be written: {reason}.", path=path, reason=error.strerror), msg("Choose another file.")
        ) from error
    return path


def page(check: CheckUp, language: str = "en") -> str:
    """Return the whole page."""
    say = Wording(language)
    title = say(msg("Check-up of the inputs"))
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(_STYLE.read_text(encoding="utf-8"))),
    )
    verdict = msg("A run can begin.") if check.may_run else msg("A run can't begin before the errors are mended.")
    top = element("header", element("p", "Boreal GPP", class_="brand"), element("h1", title), paragraph(say(verdict), class_="headline"))
    parts = [paragraph(check.folder), _about(check, say), sections(check, say)]
    return "<!DOCTYPE html>\n" + element("html", head, element("body", top, element("main", *parts)), lang=language) + "\n"


def sections(check: CheckUp, say: Wording) -> Markup:
    """Return the findings and the products of a check-up, for a page of their own or as part of a report."""
    wrong, fine = ([f for f in check.findings if (f.level == "pass") is passed] for passed in (False, True))
    parts = [element("h3", say(msg("Findings"))), findings(wrong, say) if wrong else paragraph(say(msg("Nothing is amiss.")))]
    if fine:
        title = say(msg("What is fine: {n}", n=len(fine)))
        parts.append(folded(title, findings(fine, say)))
    if check.products:
        columns = (msg("Product"), msg("Granules"), msg("First"), msg("Last"), msg("Grid"), msg("Share of the site"))
        rows = [_product(product, say) for product in check.products]
        parts += [element("h3", say(msg("Products"))), table(tuple(map(say, columns)), rows, numbers_from=6)]
        days = [_calendar(product, say) for product in check.products if product.dates]
        parts += [folded(say(msg("Day by day")), *days)] if days else []
    return join(*parts)


def findings(found: Sequence[Finding], say: Wording) -> Markup:
    """Return the table of what was found."""
    head = tuple(map(say, (msg("Level"), msg("What was found"), msg("What to do"))))
    return table(head, [_finding(finding, say) for finding in found], numbers_from=3)


def _about(check: CheckUp, say: Wording) -> Markup:
    """Return where and when was looked."""
    west, south, east, north = check.site or (None,) * 4
    where = (
        msg("Site: {west} to {east} degrees east, {south} to {north} degrees north.", **_degrees(west, south, east, north))
        if check.site
        else None
    )
    when = msg("Period: {first} to {last}.", first=check.period[0], last=check.period[1]) if check.period else None
    return paragraph(*(f"{say(text)} " for text in (where, when) if text is not None))


def _degrees(west: float, south: float, east: float, north: float) -> dict[str, float]:
    """Return the bounds of a site by name, degrees."""
    return {"west": round(west, 3), "south": round(south, 3), "east": round(east, 3), "north": round(north, 3)}


def _finding(finding: Finding, say: Wording) -> tuple[str, ...]:
    """Return the row of a finding."""
    return say(_LEVELS[finding.level]), say(finding.text), say(finding.fix) if finding.fix else ""


def _product(check: ProductCheck, say: Wording) -> tuple[str, ...]:
    """Return the row of a product."""
    times = check.dates or [str(year) for year in check.years] or [""]
    share = "" if check.percent is None else f"{say.number(check.percent)} %"
    return say(check.title), say.number(check.granules), times[0], times[-1], say.decimals(check.grid), share


def _calendar(check: ProductCheck, say: Wording) -> Markup:
    """Return the calendar strip of a product, a line for each year, and the valid share of each month."""
    years: dict[int, list[int]] = {}
    for text in check.dates:
        day = datetime.date.fromisoformat(text)
        years.setdefault(day.year, []).append(day.timetuple().tm_yday - 1)
    parts = [element("h3", say(check.title))]
    for year, days in years.items():
        strip = element("rect", x=0, y=0, width=_WIDTH, height=_HEIGHT, fill="var(--panel)")
        marks = (element("rect", x=2 * day, y=0, width=2, height=_HEIGHT, fill="var(--accent)") for day in days)
        label = say(msg("Days in {year}: {count}", year=year, count=len(days)))
        drawing = element("svg", strip, *marks, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", width="100%", role="img", aria_label=label)
        parts.append(element("figure", drawing, element("figcaption", label)))
    if check.valid_by_month:
        months = ", ".join(f"{say.month(month)} {say.number(100 * share)}\u00a0%" for month, share in check.valid_by_month.items())
        parts.append(paragraph(say(msg("Site with a value, by month: {months}", months=months)), class_="note"))
    return join(*parts)
