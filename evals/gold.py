"""Reads labelled data: claims, arguable figures, pairs and links, by the titles of their papers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import IngestError
from assistant.ingest import read_papers
from assistant.ledger.pairs import Pair, title_form
from assistant.schema import Bound, Comparability, Direction, Metric, Paper

DATA = Path(__file__).parent / "data"
OUR_PAPERS = (DATA / "daily_papers.txt", DATA / "arxiv_dev_papers.jsonl")

LABELLED_SETTING = (
    "hardware",
    "model",
    "dataset",
    "task",
    "precision",
    "batch",
    "context_length",
    "scale",
)


class GoldClaim(BaseModel):
    """A labelled claim."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: str
    quote: str
    metric: Metric
    value: float
    value_max: float | None
    unit: str
    bound: Bound
    direction: Direction
    subject: str | None
    baseline: str | None
    own: bool
    setting: Mapping[str, str]
    headline: bool


class Borderline(BaseModel):
    """An arguable figure, neither right nor wrong."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    paper: str
    quote: str


class GoldPair(Pair):
    """A pair with its verdict; careful readers may differ on the fields in ``ambiguous``."""

    verdict: Comparability
    may_rank: bool
    ambiguous: tuple[str, ...] = ()

    def counts(self, field: str) -> bool:
        """Tell whether a field is scored."""
        return not {field, "both"} & set(self.ambiguous)


class GoldLink(BaseModel):
    """A place where one abstract names the method of another paper; ``quote`` may be missing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(alias="from")
    mention: str
    target: str = Field(alias="to")
    relation: str
    quote: str | None = Field(alias="claim_quote")


Line = TypeVar("Line", bound=BaseModel)


def load_lines(path: Path, kind: type[Line]) -> list[Line]:
    """Read a file of JSON lines of one kind; `IngestError` names the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise IngestError(
            f"The labels {str(path)!r} cannot be read ({exc}); give a file of JSON lines."
        ) from exc
    return [_line(line, kind, f"{path.name}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def load_borderline(gold: Path) -> list[Borderline]:
    """Read the arguable figures kept beside a file of labelled claims."""
    paths = sorted(gold.absolute().parent.glob("*borderline*.jsonl"))
    return [line for path in paths for line in load_lines(path, Borderline)]


def load_papers(path: Path | None) -> list[list[Paper]]:
    """Return the papers of each file, in its order; ours when no file is given."""
    return [list(read_papers(it).papers) for it in ([path] if path else OUR_PAPERS)]


def by_title(papers: list[list[Paper]]) -> dict[str, Paper]:
    """Return the papers of all files by what the spellings of their titles share."""
    return {title_form(paper.title): paper for file in papers for paper in file}


def _line(line: str, kind: type[Line], place: str) -> Line:
    try:
        return kind.model_validate_json(line)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise IngestError(f"{place} is no {kind.__name__} ({where}: {first['msg']}).") from exc
