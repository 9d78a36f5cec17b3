"""Papers made to break the files they are exported to, and readers of those files that are not ours."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from bibtexparser.entrypoint import parse_string
from hypothesis import strategies as st
from pybtex import database  # pyright: ignore[reportMissingTypeStubs]
from pylatexenc import latex2text, latexwalker, macrospec  # pyright: ignore[reportMissingTypeStubs]

from assistant.schema import Paper

FRAGMENTS = (
    *(
        "$",
        "{",
        "}",
        "%",
        "&",
        "#",
        "_",
        "^",
        "~",
        "\\",
        "`",
        "'",
        '"',
        "<",
        ">",
        "|",
        "[",
        "]",
        "*",
        "@",
        ";",
    ),
    *(r"\write18{rm -rf x}", r"\input{/etc/passwd}", "@article{x,", "=cmd()", "+1", "-2+3", "''", ",,", "--"),
    *("\n", "\r\n\r\n", "\x00", "\x1b[31m", "\t", "\u2028", "\u202e", "\ufeff", "ER  - ", "TY  - JOUR"),
    *("\\end{document}", "%\n", "}}", "{{", "\\", "$$x^2$$", "```", "<script>", "![x](http://x.example/)"),
    *(
        "Ünïcödé",
        "Łódź",
        "naïve",
        "日本語の論文",
        "Привет",
        "Ελληνικά",
        "עברית",
        "العربية",
        "हिन्दी",
        "한국어",
    ),
    *(
        "🚀",
        "👩‍👩‍👧",
        "𝒪(n)",
        "ﬁnal",
        "Ａ",
        "e\u0301",
        "Nguyễn",
        "ǎ",
        "×",
        "≤",
        "α",
        "µ",
        "−",
        "₂",
        "²",
        "…",
        "–",
    ),
    *(
        "\xa0",
        "Quantization",
        "of",
        "LLMs",
        "a" * 60,
        "https://x.example/a_b/c%20d?e=f&g#h",
        " and ",
        ",",
        "others",
    ),
)
AUTHORS = (
    *(
        "Elias Frantar",
        "Frantar, Elias",
        "Gödel, Kurt",
        "Łukasz Kaiser",
        "Jan van der Berg",
        "李明",
        "王, 小明",
    ),
    *(
        "Team and Friends, Inc.",
        "a, b, c, d",
        "others",
        "O'Neill, Éamon",
        "{",
        "}",
        "\\write18{x}",
        "=cmd()",
        "@x",
    ),
    *(
        "Nguyễn Văn A",
        "Ivanov, Иван",
        "משה",
        "🚀 Team",
        "x" * 200,
        "A\nB",
        "Jr., Smith, Bob",
        "%",
        "von",
        "-",
    ),
)
PRINTING = re.compile(
    r"\\(?:[&%$#_{}]|(?:text(?:backslash|ascii(?:tilde|circum|grave)|less|greater|bar|brace(?:left|right)))(?:\{\})?"
    r"|symbol\{34\}|nobreak(?=\\)|hspace\{0pt\}|(?:ensuremath|textsuperscript|textsubscript)\{(?:\\[A-Za-z]+|-|\d)\})"
)
ACCENT = re.compile(r"\{\\(?:['`^\"~=.](?:[A-Za-z]|\\[ij])|[a-zA-Z]\{(?:[A-Za-z]|\\[ij])\}|[a-zA-Z]{1,2})\}")
VERBATIM = ("url", "urls", "doi", "eprint")

texts = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)), max_size=6).map(" ".join)
papers = st.builds(
    Paper,
    id=st.uuids().map(str),
    title=texts,
    abstract=st.none() | texts,
    authors=st.lists(st.one_of(st.sampled_from(AUTHORS), texts), max_size=4).map(tuple),
    year=st.none() | st.integers(1900, 2100),
    venue=st.none() | texts,
    doi=st.none() | texts,
    arxiv_id=st.none() | texts,
    urls=st.lists(texts, max_size=2).map(tuple),
)


def fuzzed(number: int, seed: int) -> list[Paper]:
    """Return papers of hostile fields, the same ones for a seed."""
    rng = random.Random(seed)

    def text(most: int) -> str:
        words = rng.choices(FRAGMENTS, k=rng.randint(1, most))
        return rng.choice(["", " "]).join(words) * (50 if rng.random() < 0.002 else 1)

    return [
        Paper(
            id=f"{n:08x}",
            title=text(9),
            abstract=rng.choice([None, text(20)]),
            authors=tuple(rng.choices([*AUTHORS, text(3)], k=rng.randint(0, 5))),
            year=rng.choice([None, rng.randint(1950, 2030)]),
            venue=rng.choice([None, "Proceedings of X", text(4)]),
            doi=rng.choice([None, f"10.1000/{n}", text(2)]),
            arxiv_id=rng.choice([None, "2401.00001", text(1)]),
            urls=tuple(text(3) for _ in range(rng.randint(0, 2))),
        )
        for n in range(number)
    ]


def shown(text: str) -> str:
    """Return a text as a file of one line per value shows it: folded, with pictures of control characters."""
    line = " ".join(text.split())
    return re.sub(
        "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
        lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd",
        line,
    )


def same(one: str, other: str) -> bool:
    """Tell whether two texts differ in no more than the form of letters that LaTeX has only once."""
    return _plain(one) == _plain(other)


def decoded(latex: str) -> str:
    """Return the text that LaTeX prints."""
    nodes = cast("Any", latexwalker).LatexWalker(latex, latex_context=_parsing()).get_latex_nodes()[0]
    return _printing().nodelist_to_text(nodes)


_SIGNS = {
    **{"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|"},
    **{"textasciicircum": "^", "textasciigrave": "`", "textasciitilde": "~"},
}
"""Commands that pylatexenc leaves out, or decodes to another sign."""


@cache
def _parsing() -> Any:  # noqa: ANN401 - the package has no types
    context = cast("Any", latexwalker).get_default_latex_context_db()
    taking = ("symbol", "hspace", "textsubscript", "textsuperscript")
    spec = cast("Any", macrospec).MacroSpec
    macros = [*(spec(it, "") for it in _SIGNS), *(spec(it, "{") for it in taking)]
    context.add_context_category("own", prepend=True, macros=macros)
    return context


@cache
def _printing() -> Any:  # noqa: ANN401 - the package has no types
    context = cast("Any", latex2text).get_default_latex_context_db()
    spec = cast("Any", latex2text).MacroTextSpec
    macros = [spec(name, sign) for name, sign in {**_SIGNS, "symbol": '"', "hspace": ""}.items()]
    macros += [spec(name, discard=False) for name in ("textsubscript", "textsuperscript")]
    context.add_context_category("own", prepend=True, macros=macros)
    return cast("Any", latex2text).LatexNodes2Text(latex_context=context, strict_latex_spaces=True)


def inert(latex: str) -> bool:
    """Tell whether nothing is left but letters, balanced groups, and commands that print a sign."""
    left = ACCENT.sub("", PRINTING.sub("", latex))
    return not re.search(r"[\\$&#^_~%\n]", left) and balanced(left)


def balanced(text: str) -> bool:
    """Tell whether braces, but those that are printed, make groups."""
    depth = 0
    for brace in re.findall(r"[{}]", re.sub(r"\\[{}]", "", text)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def by_pybtex(bib: str) -> dict[str, dict[str, str]]:
    """Return the fields of each entry as pybtex reads them, its authors with line ends between them."""
    entries = cast("Any", database).parse_string(bib, "bibtex").entries
    read: dict[str, dict[str, str]] = {}
    for key, entry in entries.items():
        persons = entry.persons.get("author", [])
        read[key] = {**dict(entry.fields.items()), "author": "\n".join(_name(person) for person in persons)}
    return read


def by_bibtexparser(bib: str) -> dict[str, dict[str, str]]:
    """Return the fields of each entry as bibtexparser reads them."""
    library = parse_string(bib)
    assert not library.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def normal_name(name: str) -> str:
    """Return a name with given names first, however it was written."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def _name(person: Any) -> str:  # noqa: ANN401 - the package has no types
    parts: Iterable[str] = (
        *(*person.first_names, *person.middle_names),
        *(*person.prelast_names, *person.last_names),
    )
    assert not person.lineage_names
    return " ".join(parts)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(str.maketrans("⋅ϵϕ−ˆ", "·εφ-^"))
