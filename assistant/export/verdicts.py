"""What may be said about compared claims, in words: verdicts on pairs, and whether they may be ranked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from assistant.schema import Comparability, ComparedPair, Comparison, PairVerdict, Value

_MET = "head-to-head: "


class VerdictGroup(Value):
    """The pairs on which verdict and reasons are the same."""

    verdict: Comparability
    ranking: str
    reasons: tuple[str, ...]
    """One clause each; A is the first row of a pair, B the second. Meetings of the methods stand apart."""
    pairs: tuple[tuple[int, int], ...]
    """Numbers of rows, from 1."""

    @property
    def numbers(self) -> str:
        """The pairs in words, such as ``1 and 2, 1 and 3``."""
        return _numbers(self.pairs)


def verdict_groups(pairs: Sequence[ComparedPair]) -> list[VerdictGroup]:
    """Return the pairs by verdict and reasons, comparable ones first."""
    grouped: dict[tuple[Comparability, str, tuple[str, ...]], list[tuple[int, int]]] = {}
    for pair in pairs:
        reasons = tuple(reason for reason in pair.reasons if not reason.startswith(_MET))
        grouped.setdefault((pair.verdict, ranking(pair), reasons), []).append((pair.a + 1, pair.b + 1))
    order: list[Comparability] = ["comparable", "with_caveat", "not_comparable"]
    found = [
        VerdictGroup(verdict=verdict, ranking=rank, reasons=reasons, pairs=tuple(numbers))
        for (verdict, rank, reasons), numbers in grouped.items()
    ]
    return sorted(found, key=lambda group: order.index(group.verdict))


def head_to_head_statements(pairs: Sequence[ComparedPair]) -> list[tuple[str, str]]:
    """Return what may be stated of methods that met, with the numbers of the pairs that it is about."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        for reason in pair.reasons:
            if reason.startswith(_MET):
                found[reason.removeprefix(_MET)].append((pair.a + 1, pair.b + 1))
    return [(_numbers(numbers), statement) for statement, numbers in found.items()]


def ranking(pair: PairVerdict) -> str:
    """Return in words whether two claims may be ranked."""
    if not pair.may_rank:
        return "no ranking"
    return "may be ranked" if pair.verdict == "comparable" else "head-to-head result only"


def spelled(verdict: Comparability) -> str:
    """Return a verdict as words."""
    return verdict.replace("_", " ")


def ranking_statement(comparison: Comparison) -> str:
    """Return in one or two sentences whether a ranking may be drawn, and why not; empty for a lone claim."""
    pairs = comparison.pairs
    if not pairs:
        return ""
    rankable = [f"{it.a + 1} and {it.b + 1}" for it in pairs if it.may_rank and it.verdict == "comparable"]
    if len(rankable) == len(pairs):
        return "These claims may be ranked."
    apart = [pair for pair in pairs if pair.verdict == "not_comparable"]
    caveats = sum(pair.verdict == "with_caveat" for pair in pairs)
    said = [f"{len(apart)} of {len(pairs)} pairs are not comparable{_by_field(apart)}"] if apart else []
    of_all = "" if apart else f"of {len(pairs)} pairs "
    said += [f"{caveats} {of_all}compare only with caveats"] if caveats else []
    refused = f"No ranking of these claims: {' and '.join(said) or 'their values do not differ'}."
    return f"{refused} Only these may be ranked: {', '.join(rankable)}." if rankable else refused


def _numbers(pairs: Sequence[tuple[int, int]]) -> str:
    return ", ".join(f"{a} and {b}" for a, b in pairs)


def _by_field(pairs: Sequence[ComparedPair]) -> str:
    """Return which fields decided, the most frequent first."""
    fields = Counter(pair.reasons[0].partition(":")[0] for pair in pairs if pair.reasons)
    return f" ({', '.join(f'{field}: {n}' for field, n in fields.most_common())})" if fields else ""
