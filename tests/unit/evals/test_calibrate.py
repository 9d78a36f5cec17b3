from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals.calibrate import TOPIC, Judged, Model, choice, fit, held_out, load, main


def _judged(*, kind: str = "factual", seed: int = 0) -> Judged:
    """Twenty candidates of which the first feature tells the relevant ones."""
    features = np.random.default_rng(seed).normal(size=(20, 3))
    labels = np.where(features[:, 0] > 0.5, 1, 0)
    return Judged(kind, features, (), labels, int(labels.sum()))


def test_fit_gives_weight_to_the_feature_that_tells() -> None:
    model = fit([_judged(seed=seed) for seed in range(4)])
    assert model.weights[0] > 5 * abs(model.weights[1:]).max()


def test_acceptable_papers_are_left_out_of_the_fit() -> None:
    one = _judged()
    without = Judged(one.kind, one.features[1:], (), one.labels[1:], one.relevant)
    labels = one.labels.copy()
    labels[0] = -1
    left_out = Judged(one.kind, one.features, (), labels, one.relevant)
    assert np.allclose(fit([left_out]).weights, fit([without]).weights)


def test_chances_are_probabilities_that_follow_the_weights() -> None:
    chances = Model(np.array([2.0]), -1.0).chances(np.array([[0.5], [5.0], [-5.0]]))
    assert chances[0] == 0.5
    assert chances[1] > 0.99
    assert chances[2] < 0.01


def test_each_question_is_judged_by_a_model_that_has_not_seen_it() -> None:
    questions = [_judged(seed=seed) for seed in range(9)]
    flipped = Judged("factual", questions[0].features, (), 1 - questions[0].labels, 1)
    assert np.array_equal(held_out(questions)[0], held_out([flipped, *questions[1:]])[0])


def test_threshold_chooses_by_least_and_by_share_and_always_the_best() -> None:
    chances = np.array([0.9, 0.5, 0.2])
    assert choice(chances, 0.1, 0.5).tolist() == [True, True, False]
    assert choice(chances, 0.95, 0.0).tolist() == [True, False, False]


def test_topics_are_loaded_with_their_features_and_fitted_alone(
    sample_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    core = "xKV: Cross-Layer SVD for KV-Cache Compression"
    optional = "MARLIN: Mixed-Precision Auto-Regressive Parallel Inference on Large Language Models"
    topics = [
        {"topic": topic, "core": [core], "optional": [optional]} for topic in ("KV cache compression", "SVD")
    ]
    gold = tmp_path / "topics.jsonl"
    gold.write_text("\n".join(map(json.dumps, topics)), encoding="utf-8")
    for one in load(str(sample_library), gold):
        assert (one.kind, one.relevant, one.features.shape) == (TOPIC, 1, (len(one.labels), 9))
        titles = [measured.paper.title for measured in one.measured]
        assert one.labels[titles.index(core)] == 1
        assert optional not in titles or one.labels[titles.index(optional)] == -1
    main([str(sample_library), str(gold)])
    printed = capsys.readouterr().out
    assert "first weights [" in printed
    assert "feedback" not in printed
    assert "topic\n   p >= " in printed


def test_weights_and_thresholds_are_printed(
    sample_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"type": kind, "question": f"What is {name}?", "relevant": [title], "acceptable": []}
        for kind, name, title in (
            (
                "factual",
                "MARLIN",
                "MARLIN: Mixed-Precision Auto-Regressive Parallel Inference on Large Language Models",
            ),
            ("factual", "xKV", "xKV: Cross-Layer SVD for KV-Cache Compression"),
            ("unanswerable", "football", "-"),
        )
    ]
    gold = tmp_path / "questions.jsonl"
    gold.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert len(list(load(str(sample_library), gold))) == 2
    main([str(sample_library), str(gold)])
    printed = capsys.readouterr().out
    assert "first weights [" in printed
    assert "factual\n   p >= " in printed
