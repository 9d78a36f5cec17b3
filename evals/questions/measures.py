"""Every measure of an answer, and how the samples' shares become one figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.intervals import mean_metric, pooled_metric
from evals.questions import answering, citing
from evals.questions.samples import Sample
from evals.scores import Metric, Share

Scorer = Callable[[Sample], Share | None]
"""Returns nothing where a sample has nothing to say on the measure."""


@dataclass(frozen=True)
class Measure:
    """A scorer, its name in reports, and how its shares are put together."""

    name: str
    scorer: Scorer
    together: Literal["mean", "pooled", "count"] = "mean"

    def metric(self, shares: Sequence[Share]) -> Metric:
        """Return one figure of the samples' shares."""
        if self.together == "mean":
            return mean_metric(self.name, shares)
        if self.together == "pooled":
            return pooled_metric(self.name, shares)
        right, total = (sum(getattr(share, side) for share in shares) for side in ("right", "total"))
        return Metric(name=self.name, value=right, detail=f"of {total:g}", count=True)


MEASURES = (
    Measure("cited-paper recall", citing.cited_recall),
    Measure("cited-paper precision", citing.cited_precision),
    Measure("required numbers stated", answering.required_numbers),
    Measure("citation validity", citing.citation_validity, "pooled"),
    Measure("cited-sentence rate", citing.cited_sentences, "pooled"),
    Measure("cited-sentence rate, inheriting", citing.inherited_sentences, "pooled"),
    Measure("number fidelity", citing.number_fidelity, "pooled"),
    Measure("rounded-number rate", citing.rounded_numbers, "pooled"),
    Measure("swap rate", citing.swapped_numbers, "pooled"),
    Measure("uncited-number rate", citing.uncited_numbers, "pooled"),
    Measure("quote fidelity", citing.quote_fidelity, "pooled"),
    Measure("refusal recall", answering.refusal_recall),
    Measure("refusal precision", answering.refusal_precision),
    Measure("false-refusal rate", answering.false_refusals),
    Measure("false premises corrected", answering.corrections),
    Measure("nearest misses shown", answering.nearest_shown),
    Measure("labelled paper among the nearest", answering.nearest_labelled),
    Measure("must_not figures shown (proxy)", answering.forbidden_figures, "count"),
    Measure("failed statements shown", citing.failed_statements, "count"),
    Measure("supported statements with a wrong number", citing.wrong_supported, "count"),
)
