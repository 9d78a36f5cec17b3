"""One door for every file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IngestError
from assistant.ingest import read_papers

JSON_LINE = '{"title": "A Title", "abstract": "An abstract."}\n'
TABLE = "title,abstract\nA Title,An abstract.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a"])
@pytest.mark.parametrize(
    ("content", "kind"), [(JSON_LINE, "jsonl"), (TABLE, "csv"), (f"[{JSON_LINE}]", "json")]
)
def test_content_decides_whatever_the_name_says(name: str, content: str, kind: str, tmp_path: Path) -> None:
    [paper] = read_papers(write(tmp_path, name, content)).papers
    assert (paper.title, paper.abstract) == ("A Title", "An abstract.")
    assert paper.source is not None
    assert (paper.source.format, paper.source.file) == (kind, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_page_reads_alike_in_every_encoding_and_with_all_line_ends(
    encoding: str, ends: str, pairs: list[tuple[str, str]], lay: Callable[..., str], tmp_path: Path
) -> None:
    page = lay(pairs[:5]).replace("\n", ends).encode(encoding)
    found = read_papers(write(tmp_path, "page.txt", page))
    assert [(paper.title, paper.abstract) for paper in found.papers] == pairs[:5]
    assert found.problems == ()


def test_remarks_on_the_encoding_come_before_those_of_the_reader(tmp_path: Path) -> None:
    content = "title,year\nEl Niño,99\n".encode("cp1252")
    reasons = [problem.reason for problem in read_papers(write(tmp_path, "a.csv", content)).problems]
    assert len(reasons) == 3
    assert "read as cp1252" in reasons[0]
    assert "no abstract column" in reasons[1]
    assert "no year" in reasons[2]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jsonl", "{}\n"), ("a.json", "[]"), ("a.csv", "title,abstract\n"), ("a.csv", "title,abstract\n,x\n")],
)
def test_file_without_papers_is_refused_in_one_sentence(name: str, content: str, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=rf"^'{name}' holds no papers: expected .*[^.]\.$") as caught:
        read_papers(write(tmp_path, name, content))
    assert "\n" not in str(caught.value)


def test_file_of_too_many_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="3,000,000 lines: expected at most 2,000,000"):
        read_papers(write(tmp_path, "a.jsonl", "{}\n" * 3_000_000))
