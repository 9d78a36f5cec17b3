from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.job import Job
from evals.topics import COVERAGE, THEMES, GoldTopic, adjusted_rand, topics_task

PAPERS = {
    "Cache Eviction": "We evict tokens from the key-value cache of language models. It saves 40% of memory.",
    "Cache Merging": "We merge states of the key-value cache of language models. It saves 30% of memory.",
    "Weather Forecasts": "We forecast the weather ten days ahead with a cascade.",
}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    lines = [json.dumps({"title": title, "abstract": text}) + "\n" for title, text in PAPERS.items()]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_drafts_are_scored_by_what_they_cite_and_say(papers: Path) -> None:
    gold = papers.with_name("topics.jsonl")
    cache, merging, weather = PAPERS
    topics = [
        {"id": "t1", "topic": "the key-value cache", "core": [cache, merging], "outline": ["a: 1", "b: 2"]},
        {"id": "t2", "topic": "weather forecasts", "core": [cache], "optional": [merging]},
        {"id": "t3", "topic": "elsewhere", "core": ["Not Here"]},
    ]
    gold.write_text("".join(json.dumps(it) + "\n" for it in topics), encoding="utf-8")
    score = topics_task(Job(task="topics", gold=gold, papers=papers))
    values = {sample.id: sample.values for sample in score.samples}
    assert (score.n, score.unscored) == (2, 1)
    assert values["t1"]["core papers cited"] == 1
    assert values["t1"]["number fidelity"] == 1
    assert values["t1"][COVERAGE] == 1
    assert values["t2"]["core papers cited"] == 0
    assert values["t2"]["papers cited that belong"] == 0
    assert ("t2", f"cited beside them: {weather}") in [(it.sample, it.explanation) for it in score.misses]
    assert THEMES not in values["t2"]


def test_paper_of_two_themes_belongs_to_the_first() -> None:
    outline = ("eviction and pruning: 47, 62", "selection: 43, 62", "none")
    assert GoldTopic(id="t", topic="x", core=(), outline=outline).groups() == {47: 0, 62: 0, 43: 1}


def test_rand_index_is_one_for_the_same_groups_and_about_zero_for_chance() -> None:
    assert adjusted_rand([0, 0, 1, 1], [5, 5, 3, 3]) == 1
    assert adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)
    assert adjusted_rand([0, 0, 0], [0, 0, 0]) == 1
