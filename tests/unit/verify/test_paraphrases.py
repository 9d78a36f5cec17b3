"""Sentences as a writer phrases them: the honest must pass the gate, the dishonest must not."""

from __future__ import annotations

import pytest

from assistant.schema import Evidence, Paper
from assistant.verify.gate import Gate

HONEST = [
    ("Tilus", "Tilus is 1.03x faster than Marlin and 1.75x faster than Triton."),
    ("H_2O", "H2O improves the throughput over FlexGen by up to 3x."),
    ("PuYun", "PuYun-Short has an RMSE of 720 for Z500, against 732 for GraphCast and 740 for FuXi-Short."),
    ("MARLIN", "MARLIN reports end-to-end LLM inference speedups of up to 2.8x with vLLM."),
    ("MARLIN", "With the vLLM serving engine, MARLIN speeds up LLM inference end-to-end by up to 2.8 times."),
    ("MARLIN", "MARLIN is a set of mixed-precision kernels for batched inference with quantized weights."),
    (
        "MARLIN",
        "For 4-bit weights, MARLIN sustains close to the maximum 4x speedup at batchsizes up to 16-32.",
    ),
    ("FlexQ", "End-to-end, FlexQ accelerates inference by 1.33x over SmoothQuant and saves 1.21x memory."),
    ("FlexQ", "FlexQ saves 1.21x memory end-to-end compared with SmoothQuant."),
    ("FlexQ", "FlexQ's kernel is on average 1.39x faster than ABQ-LLM on linear layers of LLaMA-2-70B."),
    ("FlexQ", "FlexQ quantizes weights to 6 bits and keeps 8-bit activations in sensitive layers."),
    ("FlexQ", "Perplexity rises by no more than 0.05 with FlexQ on LLaMA models."),
    ("CUDA-LLM", "Kernels generated with FSR run up to 179x faster than general human-written code."),
    ("H_2O", "With 20% heavy hitters, H2O raises throughput by up to 29x over DeepSpeed Zero-Inference."),
    ("H_2O", "H₂O reduces latency by up to 1.9x at the same batch size."),
    ("H_2O", "H2O formulates KV cache eviction as a dynamic submodular problem."),
    ("SysLLMatic", "SysLLMatic improves latency by 1.85x and throughput by 2.24x on average on large codes."),
    ("InceptionNeXt", "InceptionNeXt-T trains with 1.6x higher throughput than ConvNeX-T."),
    (
        "Simple Hardware",
        "FlashButterfly trains 7.2x faster than prior work on Path256 (sequence length 64K).",
    ),
    ("Simple Hardware", "Convolutions become 2.2x faster with FlashButterfly."),
    ("Turbo-VAED", "Turbo-VAED accelerates original VAEs by up to 84.5x at 720p on GPUs."),
    (
        "Turbo-VAED",
        "Turbo-VAED keeps 96.9% of the reconstruction quality with as low as 17.5% of the parameters.",
    ),
    (
        "LLM.int8",
        "LLM.int8() keeps outlier features in 16-bit; more than 99.9% of values are multiplied in 8-bit.",
    ),
    (
        "Adding NVMe",
        "Fuyou reaches 156 TFLOPS on an RTX 4090 for a 13B GPT-3, against 45 TFLOPS for ZeRO-Infinity.",
    ),
    (
        "Actions Speak",
        "HSTU is 5.3x to 15.2x faster than FlashAttention2-based Transformers on 8192 length sequences.",
    ),
    (
        "Actions Speak",
        "HSTU runs 5.3-15.2x faster than Transformers with FlashAttention2 at sequence length 8192.",
    ),
    (
        "MegaScale",
        "MegaScale trains a 175B model on 12,288 GPUs at 55.2% MFU, 1.34x better than Megatron-LM.",
    ),
    (
        "ByteScale",
        "ByteScale outperforms the state-of-the-art system by up to 7.89x with more than 12,000 GPUs.",
    ),
    ("InstInfer", "InstInfer improves throughput by up to 11.1x over FlexGen for a 13B model on an A6000."),
    (
        "xKV",
        "xKV compresses up to 6.8x better than the inter-layer technique and is 2.7% more accurate.",
    ),
    ("CRISP", "CRISP reduces the number of vectors 11x with a 3.6% quality loss."),
    ("eDKM", "eDKM compresses LLaMA 7B from 12.6 to 2.5 GB, at 3 bits per weight."),
    ("CSKV", "CSKV cuts KV cache memory by 80%, and by up to 95% when combined with quantization."),
    ("LOOK-M", "LOOK-M decodes up to 1.5x faster and in some cases reduces KV cache memory by 80%."),
    (
        "Breaking the Bound",
        "LongInfer speeds up inference by 3.46x on average and up to 5.47x with larger batch sizes.",
    ),
]

DISHONEST = [
    ("Tilus", "Tilus is 1.29x faster than Marlin."),
    ("H_2O", "H2O improves the throughput over FlexGen by up to 29x."),
    ("MARLIN", "MARLIN reports end-to-end LLM inference speedups of 2.8x with vLLM."),
    ("MARLIN", "MARLIN reports end-to-end LLM inference speedups of up to 3.8x with vLLM."),
    ("MARLIN", "MARLIN reports LLM inference speedups of at least 2.8x with vLLM."),
    ("MARLIN", "MARLIN reports kernel-level speedups of up to 2.8x."),
    ("MARLIN", "MARLIN reduces the memory of LLM inference end-to-end by up to 2.8x."),
    ("MARLIN", "MARLIN reaches end-to-end inference speedups of up to 4x with vLLM."),
    ("MARLIN", "MARLIN supports training of diffusion models on TPU pods with pruning."),
    ("FlexQ", "End-to-end, FlexQ accelerates inference by 1.21x over SmoothQuant and saves 1.33x memory."),
    ("FlexQ", "End-to-end, FlexQ delivers 1.39x inference acceleration over SmoothQuant."),
    ("FlexQ", "FlexQ is on average 1.39x faster end-to-end than ABQ-LLM on LLaMA-2-70B."),
    ("FlexQ", "FlexQ's memory savings over SmoothQuant are 1.33x."),
    ("FlexQ", "FlexQ quantizes all weights to 4 bits."),
    ("FlexQ", "FlexQ works for LLaMA-2-7B linear layers."),
    ("CUDA-LLM", "Kernels generated with FSR run 179x faster than general human-written code."),
    ("CUDA-LLM", "Kernels generated with FSR run up to 179% faster than general human-written code."),
    ("H_2O", "H2O reduces latency by up to 29x at the same batch size."),
    ("H_2O", "H2O raises throughput by up to 1.9x over FlexGen."),
    ("H_2O", "H2O increases the latency by up to 1.9x at the same batch size."),
    ("SysLLMatic", "SysLLMatic improves latency by 2.24x and throughput by 1.85x on average on large codes."),
    ("SysLLMatic", "SysLLMatic improves throughput by up to 2.24x."),
    ("Simple Hardware", "FlashButterfly trains 2.2x faster than prior work on Path256."),
    ("Turbo-VAED", "Turbo-VAED keeps 17.5% of the reconstruction quality with 96.9% of the parameters."),
    ("Turbo-VAED", "Turbo-VAED achieves an 84.5x speedup on the iPhone 16 Pro."),
    ("Adding NVMe", "Fuyou reaches 45 TFLOPS on an RTX 4090, against 156 TFLOPS for ZeRO-Infinity."),
    ("Actions Speak", "HSTU is 15.2x faster than FlashAttention2-based Transformers."),
    ("MegaScale", "MegaScale trains a 175B model on 10,000 GPUs at 55.2% MFU."),
    ("MegaScale", "MegaScale trains models of 12,288 layers at 55.2% MFU."),
    ("MegaScale", "MegaScale improves accuracy by 1.34x compared to Megatron-LM."),
    ("InstInfer", "InstInfer reduces energy by up to 11.1x compared with FlexGen."),
    ("xKV", "xKV achieves up to 3x higher compression rates than the inter-layer technique."),
    ("CRISP", "CRISP reduces the number of vectors 3x with a 3.6% quality loss."),
    ("eDKM", "eDKM compresses LLaMA 7B from 12.6 to 2.5 MB."),
    ("eDKM", "eDKM compresses LLaMA 7B from 2.5 to 12.6 GB."),
    ("CSKV", "CSKV reduces the memory of the KV cache by 95%."),
    ("LOOK-M", "LOOK-M decodes up to 80% faster."),
    ("LLM.int8", "LLM.int8() does not allow inference with 175B parameters without performance degradation."),
    ("Breaking the Bound", "LongInfer speeds up inference by 5.47x on average."),
]


def gate_for(papers: list[Paper], title: str) -> tuple[Gate, int]:
    """Return a gate over eight papers, and the key of the one whose title starts so."""
    at = next(i for i, paper in enumerate(papers) if paper.title.startswith(title))
    offered = [papers[(at + 9 * step) % len(papers)] for step in range(8)]
    return Gate([Evidence(key=i, paper=paper) for i, paper in enumerate(offered, start=1)]), 1


@pytest.mark.parametrize(("title", "sentence"), HONEST)
def test_an_honest_paraphrase_is_supported(papers: list[Paper], title: str, sentence: str) -> None:
    gate, key = gate_for(papers, title)
    statement = gate.check(f"{sentence} [{key}]")
    assert statement.verdict == "supported", statement.reasons


@pytest.mark.parametrize(("title", "sentence"), DISHONEST)
def test_a_dishonest_paraphrase_is_not_supported(papers: list[Paper], title: str, sentence: str) -> None:
    gate, key = gate_for(papers, title)
    assert gate.check(f"{sentence} [{key}]").verdict != "supported"
