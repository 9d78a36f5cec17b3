from __future__ import annotations

import pytest

from assistant.export.glyphs import declarations


def declared(text: str) -> list[str]:
    return [line for line in declarations([text]) if line.startswith(r"\DeclareUnicodeCharacter")]


@pytest.mark.parametrize(
    ("letter", "shown"),
    [
        ("ǎ", r"\v{a}"),
        ("ễ", r"\~{\^{e}}"),
        ("ﬁ", "fi"),
        ("𝒪", "O"),
        ("％", r"\%"),
        ("王", r"\missing{738B}"),
        ("🚀", r"\missing{1F680}"),
        ("␀", r"\missing{2400}"),
        ("\u0301", ""),
        ("\u200d", ""),
    ],
)
def test_letter_without_a_glyph_is_replaced(letter: str, shown: str) -> None:
    assert declared(letter) == [rf"\DeclareUnicodeCharacter{{{ord(letter):04X}}}{{{shown}}}"]


def test_letters_that_every_distribution_has_are_left_alone() -> None:
    assert declarations(["Gödel, Łódź, naïve – “it’s 5 €…”\n"]) == []


def test_comments_name_what_is_replaced() -> None:
    comments = [line for line in declarations(["ǎ", "王🚀\u200d"]) if line.startswith("% ")]
    assert comments == [
        "% pdfLaTeX makes these letters out of others: ǎ",
        "% pdfLaTeX leaves these marks out: U+200D",
        "% pdfLaTeX has no letter for these and shows their codes: 王 🚀",
        "% XeLaTeX and LuaLaTeX print them in a font that has them (fontspec).",
    ]
