"""Fits the weights of `assistant.retrieve.relevance` and `topics` on labels, and prints them.

``python -m evals.calibrate LIBRARY LABELS [LIBRARY LABELS ...]``: each library holds the papers that its file
of questions, or of topics, is about, with their vectors. Relevant papers, or the core of a topic, are
positive, acceptable or optional ones are left out; so are follow-ups and questions without an answer. Of each
type of question it also prints how well thresholds on the probability choose papers that the weights were not
fitted on (eight folds).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from assistant.ledger.pairs import title_form
from assistant.retrieve.relevance import Measured, closeness, relative_features
from assistant.retrieve.topics import topic_features

RIDGE = 3.0
STEPS = 50
FOLDS = 8
THRESHOLDS = [(least, share) for least in (0.1, 0.2, 0.3, 0.4, 0.5) for share in (0.0, 0.15, 0.3, 0.5, 0.7)]

TOPIC = "topic"

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """The candidates of one question: features, and 1 for relevant, 0 for not, -1 for acceptable."""

    kind: str
    features: Array
    measured: Sequence[Measured]
    labels: NDArray[np.int64]
    relevant: int


@dataclass(frozen=True)
class Model:
    """Weights of the features as they are, and the bias."""

    weights: Array
    bias: float

    def chances(self, features: Array) -> Array:
        """Return the probability of each row."""
        return 1 / (1 + np.exp(-(features @ self.weights + self.bias)))


def fit(questions: Sequence[Judged]) -> Model:
    """Fit by Newton's method with a ridge on the standardised features."""
    rows = np.concatenate([one.features[one.labels >= 0] for one in questions])
    labels = np.concatenate([one.labels[one.labels >= 0] for one in questions])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    design: Array = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    ridge: Array = np.r_[np.full(rows.shape[1], RIDGE), 1e-6]
    found: Array = np.zeros(len(design[0]))
    for _ in range(STEPS):
        found = _stepped(found, design, labels, ridge=ridge)
    weights: Array = found[:-1] / spread
    return Model(weights, float(found[-1] - weights @ mean))


def _stepped(found: Array, design: Array, labels: NDArray[np.int64], *, ridge: Array) -> Array:
    chances: Array = 1 / (1 + np.exp(-design @ found))
    slope: Array = design.T @ (chances - labels) + ridge * found
    curve: Array = (design * (chances * (1 - chances))[:, None]).T @ design + np.diag(ridge)
    return found - np.linalg.solve(curve, slope)


def load(folder: str, gold: Path) -> Iterator[Judged]:
    """Yield the candidates of each topic, and of each question that a library should answer."""
    with Assistant.open(folder) as assistant:
        for line in gold.read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            if "topic" in asked:
                measured = assistant.relevance.measure(asked["topic"])
                labels = _labels(measured, asked["core"], asked["optional"])
                yield Judged(
                    TOPIC, topic_features(measured, asked["topic"]), measured, labels, len(asked["core"])
                )
            elif asked["type"] not in {"followup", "unanswerable"}:
                measured = assistant.relevance.measure(asked["question"])
                labels = _labels(measured, asked["relevant"], asked["acceptable"])
                features = relative_features(np.array([one.features() for one in measured]))
                yield Judged(asked["type"], features, measured, labels, len(asked["relevant"]))


def _labels(measured: Sequence[Measured], wanted: Sequence[str], allowed: Sequence[str]) -> NDArray[np.int64]:
    right, left_out = ({title_form(it) for it in titles} for titles in (wanted, allowed))
    forms = [title_form(one.paper.title) for one in measured]
    return np.array([1 if form in right else -1 if form in left_out else 0 for form in forms])


def with_feedback(questions: Sequence[Judged], model: Model) -> list[Judged]:
    """Return the questions with the closeness to the papers that a first model finds likeliest."""
    found: list[Judged] = []
    for one in questions:
        close = closeness(one.measured, model.chances(one.features))
        column = np.zeros(len(one.labels)) if close is None else close
        found.append(replace(one, features=np.c_[one.features, column]))
    return found


def held_out(questions: Sequence[Judged]) -> list[Array]:
    """Return the probabilities of each question by a model that was fitted without it."""
    models = [
        fit([one for place, one in enumerate(questions) if place % FOLDS != fold]) for fold in range(FOLDS)
    ]
    return [models[place % FOLDS].chances(one.features) for place, one in enumerate(questions)]


def choice(chances: Array, least: float, share: float) -> NDArray[np.bool_]:
    """Return which papers a threshold chooses; the first one always."""
    return (chances >= max(least, share * chances.max())) | (chances == chances.max())


def main(arguments: Sequence[str]) -> None:
    """Print the weights, and the best thresholds by type."""
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    questions = [one for folder, gold in pairs for one in load(folder, Path(gold))]
    models = {"first": fit(questions)}
    if questions[0].kind != TOPIC:
        questions = with_feedback(questions, models["first"])
        models["feedback"] = fit(questions)
    for name, model in models.items():
        print(name, "weights", [round(float(one), 2) for one in model.weights], "bias", round(model.bias, 2))
    chances = held_out(questions)
    for kind in sorted({one.kind for one in questions}):
        print(kind, *_best(kind, questions, chances), sep="\n   ")


def _best(kind: str, questions: Sequence[Judged], chances: Sequence[Array]) -> list[str]:
    rows: list[tuple[float, str]] = []
    for least, share in THRESHOLDS:
        recalls: list[float] = []
        precisions: list[float] = []
        for one, each in zip(questions, chances, strict=True):
            if one.kind == kind:
                chosen = one.labels[choice(each, least, share)]
                recalls.append(float((chosen == 1).sum()) / max(1, one.relevant))
                precisions.append(float((chosen != 0).mean()))
        recall, precision = float(np.mean(recalls)), float(np.mean(precisions))
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        rows.append(
            (f1, f"p >= {least} and {share} of the best: recall {recall:.3f}, precision {precision:.3f}")
        )
    return [text for _, text in sorted(rows, reverse=True)[:4]]


if __name__ == "__main__":
    main(sys.argv[1:])
