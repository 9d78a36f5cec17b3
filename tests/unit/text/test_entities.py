from __future__ import annotations

import pytest

from assistant.text.entities import entity_key, find_entities


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("an A100 and a GH200's memory", ["A100", "GH200"]),
        ("INT4/INT8 and W4A8", ["INT4", "INT8", "W4A8"]),
        ("FlashAttention-3, LLaMA-2-7B, Qwen2.5.", ["FlashAttention-3", "LLaMA-2-7B", "Qwen2.5"]),
        ("7x7 kernels with 2:4 sparsity in 3D", ["7x7", "2:4", "3D"]),
        ("MRR@10 at https://a.org/b1.", ["MRR@10", "https://a.org/b1"]),
        ("16GB, 4-bit, 3B-8B, 1.9x-2.7x, 2.3e21", []),
        ("sub-4-bit weights", []),
    ],
)
def test_names_with_digits(text: str, names: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_entities(text)] == names


@pytest.mark.parametrize(
    ("one", "other"),
    [("FlashAttention-2", "FlashAttention2-based"), ("A100", "A100s"), ("LLaMA-2-7B", "Llama2-7B-chat")],
)
def test_equal_names_have_equal_keys(one: str, other: str) -> None:
    assert entity_key(one) == entity_key(other)


def test_other_names_have_other_keys() -> None:
    assert entity_key("LLaMA-2-7B") != entity_key("LLaMA-2-70B")
