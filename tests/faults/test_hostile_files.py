"""Whatever bytes a file holds: papers or one clear sentence, and soon."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IngestError
from assistant.ingest import read_papers

SAMPLE = Path(__file__).parents[2] / "evals" / "data" / "daily_papers.txt"
SECONDS = 5

SPLICES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\r", b"\r\n", b"\n\n",
    b'"', b"'", b",", b"{", b"}", b"[", b"]", b"\\ud800", b"\\u0000", b"1e999999", b"-", b"NaN", b"null",
    b"\t", b";", b"|", b"title", b"../../x", b"=cmd|' /C calc'!A0", b"<script>alert(1)</script>", b"\x1b[31m",
    b"[" * 2000, b"9" * 6000, "\u2028\u0085é".encode(), b"Oct 6", b"Submitted by",
]  # fmt: skip


def _page() -> bytes:
    return SAMPLE.read_bytes()[:9000]


def _records() -> list[dict[str, object]]:
    lines = [line for line in _page().decode().split("\n") if line][6:18]
    return [
        {
            "title": title,
            "abstract": abstract,
            "authors": ["Jane Doe"],
            "year": 2025,
            "url": "https://a.example",
        }
        for title, abstract in zip(lines[0::2], lines[1::2], strict=False)
    ]


def _json_lines() -> bytes:
    return b"\n".join(json.dumps(record).encode() for record in _records())


def _array() -> bytes:
    return json.dumps(_records(), indent=1).encode()


def _table() -> bytes:
    rows = [f'"{record["title"]}","{record["abstract"]}",2025'.encode() for record in _records()]
    return b"\n".join([b"title,abstract,year", *rows])


SEEDS: dict[str, Callable[[], bytes]] = {
    "page.txt": _page,
    "papers.jsonl": _json_lines,
    "papers.json": _array,
    "papers.csv": _table,
}


def _mutated(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 6)):
        at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        data = rng.choice(
            [
                data[:at] + rng.choice(SPLICES) + data[at:],
                data[:at] + rng.randbytes(rng.randint(1, 20)) + data[at:],
                data[:at] + data[to:],
                data[:at] + data[at:to] * 2 + data[to:],
                data[:at] or b"x",
                data.replace(rng.choice([b"\n", b" ", b'"', b":"]), rng.choice(SPLICES), rng.randint(1, 30)),
            ]
        )
    return data


def _outcome(path: Path) -> str:
    """Read the file; anything but papers or an IngestError propagates."""
    try:
        found = read_papers(path)
    except IngestError as exc:
        return _refused(str(exc))
    found.model_dump_json().encode()
    assert found.papers
    return "read"


def _refused(message: str) -> str:
    assert message.endswith(".")
    assert "\n" not in message
    return "refused"


@pytest.mark.parametrize("name", SEEDS)
def test_unharmed_file_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SEEDS[name]())
    assert _outcome(tmp_path / name) == "read"


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("seed", range(80))
def test_mutated_file_is_read_or_refused_in_bounded_time(name: str, seed: int, tmp_path: Path) -> None:
    rng = random.Random(f"{name} {seed}")
    (tmp_path / name).write_bytes(_mutated(SEEDS[name](), rng))
    started = time.perf_counter()
    _outcome(tmp_path / name)
    assert time.perf_counter() - started < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_thousands_of_mutated_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    rng = random.Random(name)
    outcomes: set[str] = set()
    for _ in range(1250):
        (tmp_path / name).write_bytes(_mutated(SEEDS[name](), rng))
        outcomes.add(_outcome(tmp_path / name))
    assert outcomes == {"read", "refused"}


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.json"])
@pytest.mark.parametrize(
    "content",
    [
        b"[" * 1_000_000,
        b"{" * 1_000_000,
        b'{"a":' * 200_000,
        b'[{"title":' * 100_000,
        b"title,abstract\n" + b'"a\n' * 200_000,
        b"title,abstract\n" + b"," * 1_000_000,
        b'{"title": "x", "abstract": "' + b"$ {" * 60_000 + b'"}',
        b'{"title": "x", "authors": "' + b" " * 1_000_000 + b'x"}',
        b"1\n" * 200_000,
        b"Jane Doe, Li Wei\n" * 50_000,
        b"1" * 1_000_000,
        b"\xe9" * 1_000_000,
        b"\x00" * 1_000_000,
    ],
    ids=range(13),
)
def test_content_made_to_cost_time_is_bounded(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    started = time.perf_counter()
    _outcome(tmp_path / name)
    assert time.perf_counter() - started < 2 * SECONDS


@pytest.mark.parametrize("name", ["a\n\x1b[31m.csv", "..\\..\\x.csv", "=cmd.csv", "\u202egnp.csv", "'\".csv"])
def test_odd_file_name_is_quoted_in_the_refusal_and_kept_in_the_source(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"title,abstract\n")
    with pytest.raises(IngestError) as caught:
        read_papers(tmp_path / name)
    assert str(caught.value).isprintable()
    (tmp_path / name).write_bytes(b"title,abstract\nA Title,Some text.\n")
    [paper] = read_papers(tmp_path / name).papers
    assert paper.source is not None
    assert paper.source.file == name
