"""Papers small enough to read in a test."""

from __future__ import annotations

import pytest

from assistant.schema import Paper


@pytest.fixture
def marlin() -> Paper:
    return Paper(
        id="m" * 16,
        title="MARLIN: Mixed-Precision Inference",
        abstract=(
            "MARLIN is a kernel for quantized weights. "
            "It keeps speedups of up to 4x for batch sizes up to 16-32. "
            "With vLLM it runs end-to-end inference up to 2.8x faster."
        ),
    )


@pytest.fixture
def flexq() -> Paper:
    return Paper(
        id="f" * 16,
        title="FlexQ: Post-training INT6 Quantization",
        abstract="FlexQ quantizes weights to 6 bits. Its kernel is 1.39x faster than ABQ-LLM on average.",
    )
