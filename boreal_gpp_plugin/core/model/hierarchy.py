"""The hierarchy of strata as a calibration uses it: which strata are fitted together at each level, and from whom they borrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Optional

from ..strata.classification import Stratum


@dataclass(frozen=True)
class Hierarchy:
    """Strata with their ancestors.

    Attributes
    ----------
    lines : mapping of int to tuple of int
        By stratum code: its ancestors from the root, and itself unless it shares their parameters.
    """

    lines: Mapping[int, tuple[int, ...]]

    @classmethod
    def of(cls, codes: Iterable[int], strata: Mapping[int, Stratum], pooled: bool = False) -> Hierarchy:
        """Return the hierarchy of strata.

        An ancestor with one child among them is left out: it would be fitted to the child's own pixels, from which the child would then
        learn twice.

        Parameters
        ----------
        codes : iterable of int
            The strata with reference.
        strata : mapping of int to Stratum
            These and their parents.
        pooled : bool
            Whether every stratum shares the parameters of its parent, so that its line ends there.
        """
        whole = {code: ancestry(code, strata) for code in codes}
        if pooled:
            whole = {code: line[:-1] or line for code, line in whole.items()}
        children: dict[int, set[int]] = {}
        for line in whole.values():
            for parent, child in zip(line, line[1:]):
                children.setdefault(parent, set()).add(child)
        return cls({code: tuple(c for c in line if c == line[-1] or len(children[c]) > 1) for code, line in whole.items()})

    @property
    def depth(self) -> int:
        """Number of levels."""
        return max(len(line) for line in self.lines.values())

    def groups(self, level: int) -> dict[int, int]:
        """Return by stratum code the ancestor with which it is fitted at a level, 1 for the root; itself once the line has ended."""
        return {code: line[:level][-1] for code, line in self.lines.items()}

    def parents(self) -> dict[int, Optional[int]]:
        """Return by code of every stratum and ancestor whom it borrows from; None at the root."""
        return {code: line[i - 1] if i else None for line in self.lines.values() for i, code in enumerate(line)}

    def descendants(self, code: int) -> list[int]:
        """Return the strata that a stratum or ancestor stands for."""
        return [leaf for leaf, line in self.lines.items() if code in line]


def ancestry(code: int, strata: Mapping[int, Stratum]) -> list[int]:
    """Return the ancestors of a stratum from the root, and itself."""
    line = [code]
    while (parent := strata[line[0]].parent) in strata:
        line.insert(0, parent)
    return line
