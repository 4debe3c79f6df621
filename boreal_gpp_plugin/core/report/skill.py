"""How good a run is, told per stratum with what the figures mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

from ..language import msg
from ..variables import UNIT_LABELS, VARIABLES
from ..wording import Wording
from . import summary
from .html import Markup, element, fact_list, folded, join, paragraph, table
from .maps import swatch
from .run import Run
from .towers import towers

_GPP_UNIT = UNIT_LABELS[VARIABLES["gpp"].unit]
_CIRCULARITY = {
    "l4c": msg(
        "The reference SMAP L4C is itself a model, and one that uses SMAP soil moisture and freeze/thaw: agreement with it shows how well "
        "that model is emulated at 30 m, not how near the map is to measured GPP."
    ),
    "vpm": msg(
        "The reference is itself a model driven by satellite data: agreement with it shows how well that model is emulated at 30 m, "
        "not how near the map is to measured GPP."
    ),
    "mod17": msg(
        "The reference MOD17 is itself a model, with known weaknesses in the boreal: agreement with it shows how well that model is "
        "emulated at 30 m, not how near the map is to measured GPP."
    ),
    "series": msg(
        "If the declared reference was made by a model, agreement with it shows how well that model is emulated at 30 m, not how near the "
        "map is to measured GPP."
    ),
    "towers": msg(
        "The reference is GPP derived from fluxes measured at towers: an independent check of the places around the towers, and of the "
        "rest of the site only as far as it is like them."
    ),
}
_TERMS = (
    (
        msg("r2"),
        msg("Share of the variation of the reference that the model follows, 0 to 1. The contrast of winter and summer makes it high."),
    ),
    (
        msg("r2, May to September, and of anomalies"),
        msg(
            "The same of the growing season alone, and of the differences from the mean of the time of year, which needs several years: "
            "low for every model, as what differs between years is small."
        ),
    ),
    (msg("RMSE"), msg("Typical error of one step.")),
    (
        msg("Bias"),
        msg(
            "Mean error: above zero where the model says more than the reference; also by season (winter is December to February) "
            "and within 30 days of thaw."
        ),
    ),
    (msg("Onset"), msg("Mean size of the error of the date when GPP passes 10 % of its peak, days.")),
    (
        msg("SSE against another model"),
        msg(
            "Change of the sum of squared errors from the other model to this one: -50 % means half of it. TG, the temperature and "
            "greenness model, is refitted on the same data; MOD17 is used as published. A dash: no comparison is possible."
        ),
    ),
)
_BIASES = ("bias_djf", "bias_mam", "bias_jja", "bias_son", "bias_thaw")
_PARTS_OF_YEAR = (msg("Winter"), msg("Spring"), msg("Summer"), msg("Autumn"), msg("About thaw"))


def skill(run: Run, say: Wording) -> Markup:
    """Return the validation: per stratum on held-out data, with what the terms mean and how far the reference can be trusted."""
    schemes = summary.main_rows(run.validation)
    told = [element("li", say.stored(note)) for note in (run.validation or {}).get("notes", ())]
    notes = element("ul", *told, class_="note") if told else None
    if not schemes:
        return join(paragraph(say(msg("Nothing was validated: there was no reference to hold back."))), _hidden_views(run, say), notes)
    circularity = [_CIRCULARITY[name] for name in _references(run) if name in _CIRCULARITY]
    parts = [
        paragraph(say(msg("Every figure below comes from data that the model was not fitted to."))),
        *(paragraph(say(words), class_="notice") for words in circularity),
    ]
    parts += [_overview(schemes, say), fact_list([(say(term), say(meaning)) for term, meaning in _TERMS])]
    for scheme, rows in schemes.items():
        title = say(msg("By stratum. {scheme}", scheme=summary.scheme_title(scheme, say)))
        parts.append(folded(title, _skill_table(run, rows, say)))
    parts.append(folded(say(msg("Every model, scheme and stratum")), _all_rows(run, say), notes))
    parts += [_hidden_views(run, say), towers(run, say)]
    return join(*parts)


def is_modelled(run: Run) -> bool:
    """Return whether a model made any of the reference, so that agreement with it is no accuracy."""
    return any(name in _CIRCULARITY and name != "towers" for name in _references(run))


def _references(run: Run) -> Sequence[str]:
    """Return the names of the references of a run."""
    reference = run.record.get("reference") or {}
    return list(reference.get("weights") or (reference.get("name"),))


def _overview(schemes: Mapping[str, Sequence[summary.Row]], say: Wording) -> Optional[Markup]:
    """Return the skill of all strata together, a row per scheme, with intervals where they are known."""
    rows = [row for rows in schemes.values() for row in rows if row["stratum"] == summary.ALL]
    if not rows:
        return None
    rivals = summary.rivals(rows)
    head = [msg("Held out"), msg("Values"), msg("r2"), msg("r2, growing season"), msg("RMSE, {unit}", unit=_GPP_UNIT), msg("Bias")]
    head += [msg("SSE against {model}", model=summary.model_title(rival, say)) for rival in rivals]
    body = [
        (
            summary.scheme_title(row["scheme"], say),
            say.number(row["n"]),
            _with_ends(row, "r2", say),
            _with_ends(row, "r2_growing", say),
            _with_ends(row, "rmse", say),
            say.number(row.get("bias"), 2, sign=True),
            *(_change_with_ends(row, rival, say) for rival in rivals),
        )
        for row in rows
    ]
    intervals = any(row.get("r2_low") is not None for row in rows)
    words = say(msg("In brackets: 5-95 % over the blocks or months that were left out in turn.")) if intervals else None
    return join(table(tuple(say(m) for m in head), body), element("small", words, class_="unit") if words else None)


def _with_ends(row: summary.Row, name: str, say: Wording) -> str:
    """Return a figure with the ends of its interval where they are known."""
    value, low, high = (say.number(row.get(name + end), 2) for end in ("", "_low", "_high"))
    return value if row.get(f"{name}_low") is None else f"{value} ({low} \u2026 {high})"


def _change_with_ends(row: summary.Row, rival: str, say: Wording) -> str:
    """Return the change of the squared error from a rival, with the ends of its interval where they are known."""
    change, ends = say.change(summary.against(row, rival)), summary.against_ends(row, rival)
    return change if ends is None else f"{change} ({say.change(ends[0])} \u2026 {say.change(ends[1])})"


def _hidden_views(run: Run, say: Wording) -> Optional[Markup]:
    """Return how well views that were hidden from the fusion were predicted; None for runs that did not check it."""
    found = (run.validation or {}).get("hidden_views")
    if not found:
        return None
    text = msg(
        "Greenness was checked without a reference: of {n} clear views that the fusion was not shown the typical error (RMSE) is {rmse}, "
        "against {linear} of a straight line between the other views; the noise of a view is part of both.",
        n=say.number(found["count"]),
        rmse=say.number(found["rmse"], 3),
        linear=say.number(found["rmse_linear"], 3),
    )
    return paragraph(say(text))


def _skill_table(run: Run, rows: Sequence[summary.Row], say: Wording) -> Markup:
    """Return the skill of the run's model per stratum under one scheme."""
    head = [msg("Stratum"), msg("Values"), msg("r2"), msg("May to September"), msg("Anomalies"), msg("RMSE"), msg("Bias"), *_PARTS_OF_YEAR]
    head.append(msg("Onset"))
    rivals = summary.rivals(rows)
    head += [msg("SSE against {model}", model=summary.model_title(rival, say)) for rival in rivals]
    colours = {stratum.id: stratum.colour for stratum in run.strata}
    body = []
    for row in rows:
        title = summary.stratum_title(row["stratum"], say, run.titles)
        mark = swatch(colours[row["stratum"]]) if row["stratum"] in colours else None
        figures = [say.number(row["n"]), *(say.number(row.get(key), 2) for key in ("r2", "r2_growing", "r2_anomaly", "rmse"))]
        figures += [say.number(row.get(key), 2, sign=True) for key in ("bias", *_BIASES)]
        figures.append(say.number(row.get("onset_error"), 1))
        body.append((join(mark, title), *figures, *(say.change(summary.against(row, rival)) for rival in rivals)))
    caption = say(msg("RMSE and biases in {unit}.", unit=_GPP_UNIT))
    return join(table(tuple(say(m) for m in head), body), element("small", caption, class_="unit"))


def _all_rows(run: Run, say: Wording) -> Markup:
    """Return every row of the validation."""
    head = [msg("Held out"), msg("Stratum"), msg("Model"), msg("Values"), msg("r2"), msg("NSE"), msg("RMSE"), msg("Bias")]
    head += [msg("Mean size of seasonal biases"), msg("SSE")]
    rows = [
        (
            summary.scheme_title(row["scheme"], say),
            summary.stratum_title(row["stratum"], say, run.titles),
            summary.model_title(row["model"], say),
            say.number(row["n"]),
            _with_interval(row, "r2", say),
            say.number(row.get("nse"), 3),
            _with_interval(row, "rmse", say),
            _with_interval(row, "bias", say),
            say.number(row.get("seasonal_bias"), 3),
            say.number(row.get("sse"), 1),
        )
        for row in run.validation["rows"]
    ]
    note = say(msg("In brackets: 5 to 95 % intervals over the blocks, years or months held out, drawn anew."))
    return join(table(tuple(map(say, head)), rows, numbers_from=3), element("small", note, class_="unit"))


def _with_interval(row: summary.Row, key: str, say: Wording) -> str:
    """Return a figure with its interval where it has one."""
    low, high = (row.get(f"{key}_{end}") for end in ("low", "high"))
    text = say.number(row.get(key), 3)
    return text if low is None or high is None else f"{text} ({say.number(low, 3)} \u2026 {say.number(high, 3)})"
