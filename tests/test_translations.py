"""Every text that a person may see has its French."""

from __future__ import annotations

import ast
import string

import translations

FOUND = translations.collect()
FRENCH = {entry.source: entry for entry in translations.read()}


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_has_a_finished_translation():
    """To mend: `make translations`, then translate what i18n/boreal_gpp_fr.ts calls unfinished."""
    assert not [text for text in FOUND if text not in FRENCH or FRENCH[text].state]


def test_a_translation_has_the_placeholders_of_its_source():
    finished = translations.finished()
    assert not [text for text, french in finished.items() if placeholders(french) != placeholders(text)]


def test_source_texts_are_ascii_but_for_the_ellipsis_of_buttons():
    assert not [text for text in FOUND if not text.replace("\u2026", "").isascii()]


def test_marked_texts_are_literals():
    """A text put together at run time is never found by its translation."""
    put_together = (ast.JoinedStr, ast.BinOp, ast.Call)
    for path in sorted((translations.ROOT / "boreal_gpp_plugin").rglob("*.py")):
        arguments = translations.marked_arguments(ast.parse(path.read_text(encoding="utf-8")))
        assert not [f"{path.name}:{a.lineno}" for a in arguments if isinstance(a, put_together)]


def test_collecting_keeps_translations_and_marks_what_vanished():
    old = [
        translations.Entry("Kept", "Garde", ("a.py",)),
        translations.Entry("Gone", "Parti", ("a.py",)),
        translations.Entry("Gone untranslated", "", ("a.py",)),
    ]
    new = translations.merged(old, {"Kept": ("b.py",), "New": ("b.py",)})
    assert [(entry.source, entry.translation, entry.state) for entry in new] == [
        ("Kept", "Garde", ""),
        ("New", "", "unfinished"),
        ("Gone", "Parti", "vanished"),
    ]


def test_what_is_written_is_read_back(tmp_path):
    entries = [
        translations.Entry('Less < more & "quotes"\nand lines', "Moins < plus « é »", ("a.py",)),
        translations.Entry("New", "", ("b.py",)),
    ]
    translations.write(entries, tmp_path / "x.ts")
    assert translations.read(tmp_path / "x.ts") == entries


def test_texts_are_found_in_both_branches_of_a_condition(tmp_path):
    path = tmp_path / "x.py"
    path.write_text('tr("yes" if x else "no")\nself.msg("a" "b")\nother("not marked")\ntr(variable)\n')
    assert translations.texts_of(path) == ["yes", "no", "ab"]
