"""Names in abstracts, sorted into classes within which one may be mistaken for another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.schema import Paper
from assistant.text.folding import folded

_NAME = re.compile(r"(?<![\w.-])[A-Za-z]*[A-Z][\w.+-]*[A-Z0-9][\w+-]*|(?<=[a-z,] )[A-Z][a-z]{2,}(?![\w-])")
_CLASSES: Mapping[str, re.Pattern[str]] = {
    "hardware": re.compile(
        r"(?:NVIDIA|AMD|Intel|Apple|[ABHTV][1-9]0{1,2}|[ABH]200|RTX|TPU|FPGAs?|MI[0-9]{3}|Jetson|iPhone"
        r"|Xeon|EPYC|Blackwell|Hopper|Ampere|Snapdragon|Ascend)\w*"
    ),
    "dataset": re.compile(
        r"(?:ImageNet|COCO|CIFAR|MNIST|WikiText|LongBench|MMLU|GSM8K|MATH|HumanEval|SQuAD|GLUE|SuperGLUE|KITTI"
        r"|nuScenes|ADE20K|C4|LibriSpeech|PubMed|MS-?MARCO|Cityscapes|MBPP|AIME|SWE-bench|ARC|BEIR)[\w-]*"
    ),
    "model": re.compile(
        r"(?:LLaMA|Llama|GPT|OPT|BERT|RoBERTa|ViT|ResNet|Qwen|Mistral|Mixtral|DeepSeek|Gemma|Gemini|Claude"
        r"|T5|Falcon|Vicuna|BLOOM|CLIP|LLaVA|InternVL|SDXL|Whisper|Phi|YOLO|Swin|SAM)[\w.-]*"
    ),
}
_COMMON = frozenset(
    "LLM LLMs GPU GPUs CPU CPUs AI ML NLP KV API APIs IT US U.S Code Github GitHub Figure Table Section "
    "I.e E.g English Internet Appendix SOTA SoTA CV 2D 3D RL VLM VLMs MLLM MLLMs CNN CNNs RNN RNNs".split()
)
_TITLE_CASE = re.compile(r"[A-Z]?[a-z]+(?:-[A-Za-z][a-z]+)+")
"""Words such as "Fine-Grained" and "Energy-aware", which name nothing by themselves."""
_PROPER = frozenset(
    "Mamba Adam Kalman Fleiss Bayes Gauss Markov Fourier Hessian Lean Coq Triton Orca".split()
)
_TITLED = re.compile(r"^([A-Z][\w.+^-]*(?: [A-Z][\w+-]*)?)\s*:")
_INTRODUCED = re.compile(
    r"\b(?:propose|present|introduce|develop|call(?:ed)?|named|dubbed|termed)\s+(?:\w+\s+)?"
    r"([A-Z]\w*[A-Z0-9][\w+-]*)"
)


@lru_cache(maxsize=4096)
def names_of(paper: Paper) -> Mapping[str, str]:
    """Return the class of each name in an abstract; what no list knows is a method."""
    text = folded(paper.abstract or "")
    found = dict.fromkeys(name.rstrip(".-") for name in _NAME.findall(text))
    return {name: _class_of(name) for name in found if _is_name(name, text)}


@lru_cache(maxsize=4096)
def own_name(paper: Paper) -> str | None:
    """Return the name of the paper's method, by the title or by how the abstract introduces it."""
    text = folded(paper.abstract or "")
    titled = _TITLED.match(folded(paper.title))
    if titled and titled[1] in text:
        return titled[1]
    introduced = _INTRODUCED.search(text)
    return introduced[1] if introduced and introduced[1] not in _COMMON else None


def _is_name(name: str, text: str) -> bool:
    """Tell a name from a common abbreviation and from a word that is capitalised like "Models" in a heading."""
    if name in _COMMON or len(name) < 2:  # noqa: PLR2004 - one letter names nothing
        return False
    inner = any(char.isupper() or char.isdigit() for char in name[1:])
    listed = _class_of(name) != "method"
    return listed or (inner and not _TITLE_CASE.fullmatch(name)) or (name in text.split() and name in _PROPER)


def _class_of(name: str) -> str:
    return next((kind for kind, pattern in _CLASSES.items() if pattern.match(name)), "method")
