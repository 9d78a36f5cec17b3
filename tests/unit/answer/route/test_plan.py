from __future__ import annotations

from assistant.answer.route import plan_by_rules


def test_plan_is_made_from_the_question_as_it_reads_without_its_thread() -> None:
    plan = plan_by_rules("And on LongBench?", "How can MARLIN do on LongBench with an LLM?")
    assert (plan.question, plan.kind, plan.broad) == ("And on LongBench?", "fact", True)
    assert plan.names == ("MARLIN", "LongBench")


def test_question_without_names_has_none() -> None:
    assert plan_by_rules("Why?", "Why is the cache evicted by an LLM?").names == ()
