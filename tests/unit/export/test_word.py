from __future__ import annotations

import re
import sys
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from assistant.errors import ExportError
from assistant.export.document import to_document
from assistant.export.word import document_to_docx
from assistant.schema import Answer, Draft
from tests.unit.export.drafts import MARLIN, PAPERS, answer, citing, draft, said

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>T</title><id>t</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="(" suffix=")" delimiter="; "><group delimiter=" ">
    <names variable="author"><name form="short"/></names>
    <date variable="issued"><date-part name="year"/></date>
  </group></layout></citation>
  <bibliography><layout suffix="."><text variable="title" prefix="Listed: "/></layout></bibliography>
</style>
"""


def words(source: Draft | Answer, style: Path | None = None) -> str:
    """Return the text of the file, one paragraph a line."""
    made = document_to_docx(to_document(source, PAPERS), style=style)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        body = archive.read("word/document.xml").decode()
    return "\n".join(unescape(re.sub("<[^>]*>", "", paragraph)) for paragraph in body.split("</w:p>"))


@pytest.fixture
def style(tmp_path: Path) -> Path:
    path = tmp_path / "style.csl"
    path.write_text(STYLE)
    return path


def test_citations_have_the_numbers_of_the_screen() -> None:
    text = words(draft())
    assert "MARLIN is 2x faster. [1] MARLIN [1] and FlexQ [2] are fast." in text
    assert "Not verified: FlexQ is 9x faster. [2] (9x does not occur in [2])" in text
    assert "[1] Elias Frantar. MARLIN: Kernels. 2024." in text


def test_style_makes_citations_and_references(style: Path) -> None:
    text = words(draft(), style)
    assert "MARLIN is 2x faster (Frantar 2024)." in text
    assert "Listed: MARLIN: Kernels." in text
    assert "[1]" not in text.replace("[1] Elias", "")


@pytest.mark.parametrize("styled", [False, True])
def test_hostile_text_is_text(style: Path, styled: bool) -> None:
    hostile = "<b> *x* @key [@key] ![y](/etc/passwd) $x$ \\input{z} ```{=openxml} A. b -- 'c' ~~d~~ ^e^"
    source = answer(said(f"{hostile}.", citing(MARLIN, 1, hostile))).model_copy(update={"question": hostile})
    text = words(source, style if styled else None)
    assert text.count(hostile) >= 2


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "cannot be read: No such file or directory; name a CSL file"),
        ("no style", "name a complete CSL file"),
        (STYLE.replace("<id>", '<link rel="independent-parent" href="http://x"/><id>'), "points to another"),
    ],
)
def test_style_that_cannot_be_used_is_refused(tmp_path: Path, content: str | None, complaint: str) -> None:
    path = tmp_path / "style.csl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ExportError, match=re.escape(complaint)):
        words(draft(), path)


def test_missing_pandoc_is_told_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(ExportError, match=r"needs pandoc; pip install quotient\[docx\]"):
        words(draft())
