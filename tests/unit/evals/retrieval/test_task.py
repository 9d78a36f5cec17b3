from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError, IngestError
from evals.job import Job, Searching
from evals.retrieval.collection import load_collection
from evals.retrieval.task import retrieval_task

CORPUS = {
    "1": "Tokens are evicted from the key-value cache.",
    "2": "Large kernels make convolutional networks fast.",
    "3": "The weather is forecast ten days ahead.",
}
QUERIES = {"q1": "evicted tokens", "q2": "forecast of the weather", "q3": "unrelated gibberish words"}
JUDGED = "query_id\tdoc_id\trelevance\nq1\t1\t2\nq1\t2\t0\nq2\t3\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    records = [{"id": name, "title": f"Paper {name}", "abstract": text} for name, text in CORPUS.items()]
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(it) + "\n" for it in records)
    queries = [{"id": name, "text": text} for name, text in QUERIES.items()]
    (tmp_path / "queries.jsonl").write_text(
        "".join(json.dumps(it) + "\n" for it in queries), encoding="utf-8"
    )
    (tmp_path / "qrels.tsv").write_text(JUDGED, encoding="utf-8")
    return tmp_path


def scores(folder: Path, searching: Searching = Searching()) -> Mapping[str, float | None]:  # noqa: B008
    score = retrieval_task(Job(task="retrieval", gold=folder, searching=searching))
    return {"n": score.n, **{it.name: it.value for it in score.metrics}}


def test_each_way_of_searching_is_scored_on_judged_queries(folder: Path) -> None:
    found = scores(folder)
    assert found["n"] == 2
    names = [
        f"{way} {it}" for way in ("lexical", "dense", "fused") for it in ("nDCG@10", "recall@100", "MRR")
    ]
    assert {name: found[name] for name in names} == dict.fromkeys(names, 1)


def test_nothing_is_embedded_when_text_alone_is_searched(folder: Path) -> None:
    assert not [name for name in scores(folder, Searching(lexical_only=True)) if "dense" in name]


def test_query_whose_answer_is_far_down_is_a_miss(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("query_id\tdoc_id\trelevance\nq3\t1\t1\n", encoding="utf-8")
    score = retrieval_task(Job(task="retrieval", gold=folder, searching=Searching(lexical_only=True)))
    (miss,) = score.misses
    assert (miss.sample, miss.kind) == ("q3", "lexical")
    assert "none among the first 100" in miss.explanation
    assert score.samples[0].wanted == ("Paper 1",)


def test_smallest_relevance_that_counts_can_be_raised(folder: Path) -> None:
    assert load_collection(folder, Searching(relevant_from=2)).relevance.keys() == {"q1"}


def test_paper_that_a_query_is_about_does_not_answer_it(folder: Path) -> None:
    query = {"id": "q1", "text": "evicted tokens", "query_paper": "1"}
    (folder / "queries.jsonl").write_text(json.dumps(query) + "\n", encoding="utf-8")
    (folder / "qrels.tsv").write_text("query_id\tdoc_id\trelevance\nq1\t2\t1\n", encoding="utf-8")
    score = retrieval_task(Job(task="retrieval", gold=folder, searching=Searching(lexical_only=True)))
    assert not [line for line in score.samples[0].output if "Paper 1" in line]


def test_kept_library_is_used_again_and_refuses_another_collection(folder: Path) -> None:
    kept = folder / "kept"
    assert scores(folder, Searching(keep=kept)) == scores(folder, Searching(keep=kept))
    with pytest.raises(ConfigurationError, match="another test collection"):
        scores(folder, Searching(keep=kept, limit=1))


def test_folder_that_holds_no_collection_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=r"cannot be read as a test collection .*queries\.jsonl"):
        scores(tmp_path / "nothing")


def test_line_without_a_field_is_named(folder: Path) -> None:
    (folder / "queries.jsonl").write_text('{"id": "q1"}\n{"id": "q2"}\n', encoding="utf-8")
    with pytest.raises(IngestError, match="lacks the field 'text'"):
        scores(folder)
