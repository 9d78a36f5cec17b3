from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.job import Job
from evals.topics import topics_task

TITLES = ("Cache Eviction", "Cache Merging", "Weather Forecasts")
ABSTRACTS = (
    "We evict tokens from the key-value cache.",
    "We merge states of the key-value cache.",
    "We forecast the weather ten days ahead.",
)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    records = [{"title": title, "abstract": text} for title, text in zip(TITLES, ABSTRACTS, strict=True)]
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(it) + "\n" for it in records), encoding="utf-8")
    return path


def test_topic_is_scored_by_what_is_found_first(papers: Path) -> None:
    gold = papers.with_name("topics.jsonl")
    topics = [
        {"id": "t1", "topic": "smaller key-value cache", "core": TITLES[:2], "outline": ["eviction: 1"]},
        {"id": "t2", "topic": "weather forecasts", "core": TITLES[:1], "optional": TITLES[1:2]},
        {"id": "t3", "topic": "elsewhere", "core": ["Not Here"]},
    ]
    gold.write_text("".join(json.dumps(it) + "\n" for it in topics), encoding="utf-8")
    score = topics_task(Job(task="topics", gold=gold, papers=papers))
    values = {sample.id: sample.values for sample in score.samples}
    assert (score.n, score.unscored) == (2, 1)
    assert values["t1"]["core recall@10"] == 1
    assert values["t1"]["foreign among the first"] == 0
    assert values["t2"]["foreign among the first"] == 1
    assert [(it.sample, it.explanation) for it in score.misses if it.kind.startswith("foreign")] == [
        ("t2", "found before: Weather Forecasts")
    ]
