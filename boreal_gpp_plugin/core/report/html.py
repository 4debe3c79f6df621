"""Elements of a page, built so that no text can be taken for markup."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Union

_EMPTY = {"img", "meta", "line", "polyline", "rect", "circle", "path"}


class Markup(str):
    """Finished markup, which is not escaped again."""

    __slots__ = ()


Child = Union[str, int, float, None]


def element(name: str, /, *children: Child, **attributes: Child) -> Markup:
    """Return an element; children and attribute values are escaped unless they are `Markup`, None is left out.

    An attribute whose name Python reserves ends with an underscore; other underscores stand for hyphens.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"' for key, value in attributes.items() if value is not None
    )
    if name in _EMPTY and not children:
        return Markup(f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Return children one after another, escaped unless they are `Markup`."""
    return Markup("".join(c if isinstance(c, Markup) else html.escape(str(c)) for c in children if c is not None))


def table(head: tuple[Child, ...], rows: list[tuple[Child, ...]], numbers_from: int = 1) -> Markup:
    """Return a table that scrolls sideways where it must; columns from `numbers_from` on hold numbers."""

    def row(cells: tuple[Child, ...], tag: str) -> Markup:
        return element("tr", *(element(tag, cell, class_="number" if i >= numbers_from else None) for i, cell in enumerate(cells)))

    body = element("tbody", *(row(cells, "td") for cells in rows))
    return element("div", element("table", element("thead", row(head, "th")), body), class_="scroll")


def folded(words: str, *children: Child) -> Markup:
    """Return children that show once the words are clicked."""
    return element("details", element("summary", words), *children)


def paragraph(*children: Child, **attributes: Child) -> Markup:
    """Return a paragraph."""
    return element("p", *children, **attributes)


def fact_list(rows: Sequence[tuple[str, Child]]) -> Markup:
    """Return a list of names and values."""
    return element("dl", *(element("div", element("dt", name), element("dd", value)) for name, value in rows))
