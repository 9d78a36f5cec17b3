from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.errors import IngestError
from evals.against import compared, read_report
from evals.report import to_markdown
from evals.run import Report
from evals.scores import SampleScore, Score


def report(values: Mapping[str, float | None], commit: str = "new") -> Report:
    samples = tuple(SampleScore(id=name, input="?", values={"recall": it}) for name, it in values.items())
    score = Score(n=len(samples), unscored=0, metrics=(), samples=samples)
    return Report(task="questions", gold="gold.jsonl", commit=commit, seconds=1, score=score)


@pytest.fixture
def earlier(tmp_path: Path) -> Report:
    path = tmp_path / "earlier.json"
    values = {f"q{n}": n / 40 for n in range(40)}
    path.write_text(report({**values, "gone": 1, "none": None}, "old").model_dump_json(), encoding="utf-8")
    return read_report(path)


def test_same_gain_on_every_question_is_certain_however_much_questions_differ(earlier: Report) -> None:
    now = report({f"q{n}": n / 40 + 0.02 for n in range(40)})
    (difference,) = compared(now, earlier).differences
    assert (difference.value, difference.low, difference.high) == pytest.approx((0.02, 0.02, 0.02))


def test_only_samples_with_both_values_are_compared(earlier: Report) -> None:
    (difference,) = compared(report({"q0": 1, "none": 1, "fresh": 1}), earlier).differences
    assert (difference.value, difference.detail) == (1, "mean of 1 samples")


def test_table_names_the_earlier_report(earlier: Report) -> None:
    text = to_markdown(compared(report({"q0": 1, "q1": 1}), earlier))
    assert "Differences to questions on gold.jsonl at old, sample by sample:\n\n| measure |" in text


@pytest.mark.parametrize("text", [None, "{}", "no json"])
def test_file_that_is_no_report_is_refused_in_one_sentence(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "report.json").write_text(text, encoding="utf-8")
    with pytest.raises(IngestError, match="cannot be read as a report"):
        read_report(tmp_path / "report.json")
