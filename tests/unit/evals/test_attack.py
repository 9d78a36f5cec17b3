"""The attack itself: what it makes false is false, what it rewords is true, and it counts both."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from assistant.errors import IngestError
from assistant.models.connect import ChatOptions
from assistant.models.judge import SupportJudge
from assistant.schema import Paper
from evals.attack.corruptions import corrupt
from evals.attack.names import names_of, own_name
from evals.attack.paraphrases import RULES, paraphrase, reword_all
from evals.attack.run import attack, to_markdown
from evals.attack.truths import Shelf, Truth, verbatim
from tests.faults.model_server import ModelServer

VELA = Paper(
    id="a",
    title="Vela: Serving",
    abstract=(
        "Moreover, we present Vela. Vela outperforms Orion by up to 2.8x on the A100 and the H100. "
        "It does not require training, and it is evaluated on LongBench and MMLU."
    ),
)
LYRA = Paper(
    id="b", title="Lyra: Decoding", abstract="We present Lyra. Lyra runs LLaMA-2 in 12 ms on average."
)
SHELF = Shelf([VELA, LYRA])


def changes(text: str) -> dict[str, str]:
    truth = Truth(text, (VELA,), "verbatim", (1,))
    return {one.kind: one.text for one in corrupt(truth, SHELF, random.Random(1))}


def test_each_kind_changes_one_thing() -> None:
    found = changes("Vela outperforms Orion by up to 2.8x on the A100 and the H100.")
    assert set(found) >= {"digit", "unit", "direction", "qualifier", "role reversal", "citation, nearest"}
    assert found["direction"].startswith("Vela underperforms Orion")
    assert found["role reversal"].startswith("Orion outperforms Vela")
    assert "up to 2.8x" not in found["qualifier"]


def test_a_negation_is_taken_out_or_put_in() -> None:
    text = "It does not require training, and it is evaluated on LongBench and MMLU."
    assert changes(text)["negation"].count(" not ") != 1


def test_a_change_that_the_abstract_states_is_no_corruption() -> None:
    paper = Paper(id="c", title="T", abstract="Vela is faster here. Vela is slower here.")
    truth = Truth("Vela is faster here.", (paper,), "verbatim", (1,))
    assert "direction" not in {one.kind for one in corrupt(truth, Shelf([paper, LYRA]), random.Random(0))}


def test_names_are_sorted_into_classes() -> None:
    names = names_of(VELA)
    assert (names["A100"], names["MMLU"]) == ("hardware", "dataset")
    assert own_name(VELA) == "Vela"


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        (
            "reported speech",
            "Large caches are slow to evict.",
            "The authors report that large caches are slow to evict.",
        ),
        (
            "we as authors",
            "We test our cache on three models.",
            "The authors test their cache on three models.",
        ),
        ("we by name", "It reduces the cache by half.", "Vela reduces the cache by half."),
        ("leading adverb dropped", "Moreover, caches are slow.", "Caches are slow."),
        ("passive", "We propose a cache, which is fast.", "A cache is proposed, which is fast."),
        ("passive", "Vela outperforms Orion by 2x.", "Orion is outperformed by Vela by 2x."),
        ("British spelling", "We optimize the behavior of size.", "We optimise the behaviour of size."),
        ("times", "It is 2.8x faster.", "It is 2.8 times faster."),
        (
            "fronted",
            "The cache reaches a high hit rate on long prompts.",
            "On long prompts, the cache reaches a high hit rate.",
        ),
    ],
)
def test_a_rule_rewords(rule: str, text: str, said: str) -> None:
    assert RULES[rule](text, "Vela") == said


def test_rewordings_cite_their_papers() -> None:
    truths = verbatim(SHELF)
    assert all(one.text.endswith("[1]") for one in paraphrase(truths[1], "Vela"))
    assert {len(one.papers) for one in reword_all(SHELF, truths, random.Random(0))} == {1, 2}


def test_the_attack_counts_and_lists_every_miss(tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    lines = [paper.model_dump_json(include={"title", "abstract"}) for paper in (VELA, LYRA)]
    file.write_text("\n".join(lines), encoding="utf-8")
    found = attack(file)
    assert attack(tmp_path) == found
    assert sum(rate.n - rate.hit for rate in found.caught) == len(found.misses)
    assert found.false_alarms[0].hit == 0
    assert "| digit | 1.000 |" in to_markdown(found)


def test_a_judge_is_asked_apart_from_the_gate(tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    lines = [paper.model_dump_json(include={"title", "abstract"}) for paper in (VELA, LYRA)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with ModelServer(reply='{"verdict": "unsure", "reason": "Who knows."}') as server:
        judge = SupportJudge(ChatOptions(model="stub-large", base_url=server.url, timeout=5.0, retries=0))
        found = attack(file, judge=judge)
    assert found.judged
    assert set(found.judged.true) == {"unsure"}
    assert found.caught == attack(file).caught


def test_one_paper_cannot_be_attacked(tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(VELA.model_dump_json(include={"title", "abstract"}), encoding="utf-8")
    with pytest.raises(IngestError, match="at least 2"):
        attack(file)
