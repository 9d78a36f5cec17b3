"""The measure of support on files shaped like SciFact's."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from assistant.errors import IngestError
from evals.support import Search, measure_support, to_markdown

DOCUMENTS = [
    {
        "id": "1",
        "title": "Aspirin and the heart",
        "abstract": "Aspirin reduces the risk of stroke in adults.",
    },
    {"id": "2", "title": "Statins", "abstract": "Statins do not change the weight of patients."},
    {"id": "3", "title": "Vineyards", "abstract": "Soil moisture varies in vineyards."},
]
CLAIMS: list[dict[str, object]] = [
    {
        "claim": "Aspirin reduces stroke risk.",
        "cited_doc_ids": ["1"],
        "evidence": {"1": {"label": "SUPPORT"}},
    },
    {"claim": "Statins change weight.", "cited_doc_ids": ["2"], "evidence": {"2": {"label": "CONTRADICT"}}},
    {"claim": "Grapes taste of soil.", "cited_doc_ids": ["3"], "evidence": {}},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = "\n".join(json.dumps(it) for it in DOCUMENTS)
    (tmp_path / "corpus.jsonl.gz").write_bytes(gzip.compress(corpus.encode()))
    claims = [json.dumps({"split": split, **it}) for split in ("train", "dev") for it in CLAIMS]
    (tmp_path / "claims.jsonl").write_text("\n".join(claims), encoding="utf-8")
    return tmp_path


def test_supported_claims_are_told_from_others(folder: Path) -> None:
    report = measure_support(folder)
    assert report.pairs["supported"] == report.pairs["contradicted"] == report.pairs["cited, silent"] == 1
    silent = [it for it in report.separations if it.against == "cited, silent"]
    assert [it.auc for it in silent] == [1.0] * len(silent)
    assert report.gate["supported"] == 0.0
    assert report.gate["contradicted"] == 1.0
    assert "ROC AUC" in to_markdown(report)


def test_search_finds_the_nearest_other_text() -> None:
    search = Search({it["id"]: it["abstract"] for it in DOCUMENTS})
    assert search.nearest("risk of stroke", []) == "1"
    assert search.nearest("risk of stroke in patients", ["1"]) == "2"
    assert search.nearest("zebra", []) is None


def test_a_folder_without_scifact_is_named(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=r"claims\.jsonl and corpus\.jsonl\.gz"):
        measure_support(tmp_path)
