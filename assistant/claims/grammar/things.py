"""What kind of thing a noun phrase names: a device, a model, a data set, an amount of data, an activity."""

from __future__ import annotations

import re
from typing import Final, Literal

from assistant.claims.grammar.cues import find_cues
from assistant.claims.grammar.tables import alternatives, any_of

Kind = Literal["hardware", "model", "dataset", "task", "precision", "batch", "context_length", "scale"]

_MAKERS = "NVIDIA Nvidia AMD Intel Apple Google Qualcomm Snapdragon Huawei Xilinx"
_SERIES = """
    RTX GTX Titan Tesla Quadro Radeon Ryzen Xeon Core Snapdragon iPhone Pixel TPU Jetson(?:_AGX|_Orin)*
    Ascend Raspberry_Pi
"""
_CHIPS = """
    A(?:10|30|40|100|800|[2456]000)G? H(?:20|100|200|800) V100S? T4 L4 L20 L40S? P4 P40 P100 B[123]00
    GH\\d{3} GB\\d{3} MI\\d{3}X? Blackwell Hopper Ampere
"""
_DEVICE = (
    rf"(?:(?:{alternatives(_MAKERS)}) )?(?:(?:{alternatives(_SERIES)})[ -]?(?:\w*\d\w*|Nano|Orin|Xavier)"
    rf"(?: Ti| Pro| Super| Max)?|{alternatives(_CHIPS)})(?: (?:GPU|TPU|CPU|NPU)s?)?(?: \(\d+ ?GB\))?"
)
DEVICE: Final = re.compile(
    rf"(?<![\w-])(?P<name>{_DEVICE}|(?:{alternatives(_MAKERS)}) [A-Z]\w+ (?:GPU|CPU|NPU)s?)(?![\w-])"
)
"""The name of a chip or a device, with its maker and memory."""
_HARDWARE_HEADS = any_of(
    "GPUs? CPUs? TPUs? FPGAs? NPUs? devices? phones? smartphones? accelerators? microcontrollers? clusters?"
    " laptops? hardware processors? PCs? nodes? (?:single|multi)-GPU"
)
_FAMILIES = """
    LLaMA Llama Qwen QwQ GPT ChatGPT OPT BLOOM BERT RoBERTa T5 Mistral Mixtral DeepSeek Gemma Gemini
    Claude Phi Falcon Vicuna Pythia ViT DeiT Swin ResNet MobileNet EfficientNet YOLO LLaVA LLaDA Dream
    InternVL InternLM Yi ChatGLM GLM SDXL FLUX Flux Wan HunyuanVideo CogVideoX DiT PixArt Stable_Diffusion
    SAM Whisper Mamba RWKV Kimi OLMo MiniCPM StarCoder CodeLlama SmolLM o[134] Grok
"""
_FAMILY = rf"(?:{alternatives(_FAMILIES)})"
_MODEL_NAME = (
    rf"(?:{_FAMILY}(?![a-z])[\w.]*(?:-[\w.]+)*(?: ?\d[\w.]*)?|[A-Z][\w.]*(?:-[\w.]+)*-\d+(?:\.\d+)?[BM])"
)
MODELS: Final = re.compile(
    rf"(?<![\w-]){_MODEL_NAME}(?:(?:,? and |, |/){_MODEL_NAME})*"
    rf"(?: (?:models?|model series|series|backbones?))?(?![\w-])"
)
"""A model, or a list of models, by name."""
SIZED: Final = re.compile(
    r"(?<![\w.-])\d[\d.]*(?:[BM]\b|[ -](?:[mb]illion|[Mm]illion|[Bb]illion|[Tt]rillion))(?:[ -]parameters?)?"
    r"(?: (?:\w+ )?(?:models?|LLMs?|networks?|parameters))?(?![\w])"
)
"""A model by its size: "a 13B model", "1.5 trillion parameters"."""
_MODEL_LEADS = "on for with across of into to including like such_as e\\.g\\. training fine-tuning models?"
INTRODUCED_MODELS: Final = re.compile(
    rf"\b(?:{alternatives(_MODEL_LEADS)}),? (?:the |an? )?(?P<name>{MODELS.pattern})"
)
"""The same, where a word before says that something is done to or with them."""
SIZED_MODEL: Final = re.compile(
    rf"(?P<name>(?:(?<![\w-]){_FAMILY}[\w.-]* )?{SIZED.pattern})"
    r"(?:(?<=models)|(?<=model)|(?<=LLMs)|(?<=LLM)|(?<=parameters))"
)
_MODEL_HEADS = any_of(
    "models? LLMs? VLMs? LMs? MLLMs? architectures? backbones? transformers? DiTs? CNNs? encoders?"
)
_VAGUE_MODEL = re.compile(
    r"(?:(?:proposed|base|existing|other|prior|previous|most|same|our|such|these) .*|\S+)$"
)
_NETWORK = re.compile(r"\b(?!ImageNet|PhysioNet|ShapeNet|ScanNet|NC4K)(?:[A-Z]\w*Net|R-CNN)(?:-\w+)?$")
_BENCHMARKS = """
    ImageNet(?:-\\w+)? COCO ADE20K CIFAR-?\\d+ MNIST MMLU(?:-Pro)? GSM8K MATH(?:-?500)? HumanEval\\+?
    MBPP\\+? LongBench RULER WikiText-?\\d* C4 SQuAD GLUE SuperGLUE KITTI nuScenes Waymo ScanNet
    Kinetics-?\\d* LibriSpeech VOC Cityscapes SWE-[Bb]ench(?:_Verified)? AIME\\S* GPQA MS_?MARCO BEIR MTEB
    LAMBADA Wino[Gg]rande BoolQ OpenBookQA MiniF2F ProofNet LiveCodeBench BBH IFEval MathVista ChartQA DocVQA
    TextVQA GQA POPE ScienceQA UCF-?101 LVIS DOTA VBench NQ HotpotQA TriviaQA MMMU MVBench VQAv2 ShapeNet
    KernelBench PIQA ARC-[CE]\\w* HellaSwag
"""
BENCHMARK: Final = any_of(_BENCHMARKS, re.NOFLAG)
"""Well-known data sets and benchmarks."""
_DATASET_HEADS = any_of("""
    (?:sub-?|test-?)?datasets? (?:sub-?)?benchmarks? corpus corpora test-sets? suites? leaderboards? data
    (?:test|evaluation|validation|challenge)-set splits? competition examinations? exams?
""")
_SET_SHAPE = re.compile(
    r"\w{2,}.*\d|[a-z][A-Z]|[A-Z]{4,}|[A-Z]{2,}[-_]|-[A-Z]|[Bb]ench\b|^[A-Z][a-z]+$|^[A-Z]{2,}$"
)
_PRECISIONS = """
    (?:full|mixed|half)-precision \\d_bits_per_\\w+ W\\d+A\\d+(?:KV\\d+)?
    (?:(?:full|mixed|half)_)?(?:INT|int|Int|FP|fp|BF|bf|NVFP|MXFP)\\d{1,2}(?:_precision)?
    \\d(?:\\.\\d+)?-?bit(?:/weight)?(?:_quantization|_weights?|_precision)?
"""
_BATCHES = """
    (?:large|small|single)-[Bb]atch(?:-?sizes?)? [Bb]atch-?sizes?(?:_of|_up_to|_=)*_?\\d[\\w-]*
"""
_CONTEXTS = """
    (?:sequence|context|prompt|input|output)s?_(?:lengths?|windows?)_(?:of_|up_to_|=_?)*\\d[\\w,.]*(?:_tokens)?
    (?:(?:up_to|beyond|over)_)?\\d[\\d,.]*[KkM]?-?(?:tokens?|length)(?:_(?:prefill_)?(?:contexts?|sequences?|windows?))?
    \\d+[KkM]_(?:contexts?|sequence_lengths?) long(?:er)?_sequences
"""
_COUNTED = """
    GPUs nodes cores images samples objects prompts examples instances patients scenes labels participants
"""
_SCALES = f"""
    \\d{{3,4}}p(?:_resolution)? [248]K_(?:resolution|images|videos) [nNK]_?=_?\\d[\\d,]*(?!\\.)
    \\d[\\d,]*-node_(?:instances|graphs?) \\d{{2,4}}_?[x×]_?\\d{{2,4}}(?:_\\w+)?
    (?:(?:over|about|up_to)_)?\\d[\\d,]*_(?:[\\w-]+_){{0,3}}?(?:{alternatives(_COUNTED)})
"""


def _shape(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(table)})(?![\w/-])")


SHAPED: Final[dict[Kind, re.Pattern[str]]] = {
    "precision": _shape(_PRECISIONS),
    "batch": _shape(_BATCHES),
    "context_length": _shape(_CONTEXTS),
    "scale": _shape(_SCALES),
}
"""Conditions that one knows by their shape."""
_ACTIVITY_HEADS = any_of("""
    tasks? scenarios? settings? workloads? cases conditions environments? search QA applications domains
    regimes setups code streams? queries retrieval re-?translation tracking flow SLAM speech problems
    games categor(?:y|ies) load instances dialogs? experiments? evaluations kernels arrivals sequences
    logs questions proofs layers codes inputs computation scenes?
""")
_ACTIVITY = re.compile(r"\w{3,}(?:ing|tion|sion|ment|sis|[ae]nce)s?$")
_DOINGS = frozenset(
    [
        "training",
        "decoding",
        "serving",
        "sampling",
        "rendering",
        "encoding",
        "fine-tuning",
        "finetuning",
        "pretraining",
    ]
)
_NO_ACTIVITY = any_of("""
    instance example average addition comparison contrast terms particular general total summary practice
    order fact performance existing experiments evaluation evaluations respective configurations?
    computational following baseline (?:state|number|range|variety|means|factor)-of.* reduction reductions
    improvement improvements degradation loss increase attention conclusion precision compression
    generation-quality
""")
POINTING: Final = re.compile(
    r"(?:these|those|this|such|some|respective|their|its|each|identical|same|other|certain|most)\b",
    re.IGNORECASE,
)
"""What begins a phrase that points to something else and names nothing."""
_LONGEST = 12
"""Words of a condition at most."""


def shaped(kind: Kind, text: str) -> str | None:
    """Return the first condition of a kind that one knows by its shape, such as "batch size 16"."""
    found = SHAPED[kind].search(text)
    return found.group().strip(" ,.") if found else None


def kind_of(name: str, preposition: str) -> Kind | None:
    """Return what a noun phrase names as a condition; ``None`` when it is none that one can tell."""
    words = name.split(" of ", maxsplit=1)[0].split()
    if not words or len(name.split()) > _LONGEST or name in {"datasets", "benchmarks", "data"}:
        return None
    if DEVICE.search(name) or _HARDWARE_HEADS.fullmatch(words[-1]):
        return "hardware"
    if (_DATASET_HEADS.search(name) and not words[-1].startswith("evaluation")) or (
        BENCHMARK.search(name) and not find_cues(name)
    ):
        return "dataset"
    if _is_model(name, words[-1]):
        return "model"
    return _less_certain(name, words[-1], preposition)


def _less_certain(name: str, head: str, preposition: str) -> Kind | None:
    """Return whether a phrase that names nothing known is a data set by its place, or a task."""
    if any(shape.search(name) for shape in SHAPED.values()):
        return None
    if preposition in {"on", "across"} and is_set_name(name):
        return "dataset"
    return "task" if is_activity(name, head) else None


def _is_model(name: str, head: str) -> bool:
    if _MODEL_HEADS.fullmatch(head) and not _VAGUE_MODEL.match(name):
        return True
    return any((MODELS.match(name), _NETWORK.search(name), SIZED.match(name)))


def is_set_name(name: str) -> bool:
    """Tell whether a capitalised name can be that of a data set."""
    if not name[:1].isupper() or find_cues(name):
        return False
    return all(_SET_SHAPE.search(word) for word in re.split(r",? and |, | ", name) if word)


def is_activity(name: str, head: str) -> bool:
    """Tell whether a noun phrase names something that is done: a task, a scenario, training."""
    if _NO_ACTIVITY.fullmatch(head) or _NO_ACTIVITY.fullmatch(name) or POINTING.match(name):
        return False
    if _ACTIVITY_HEADS.fullmatch(head):
        return True
    if name == head and name.endswith("ing") and name not in _DOINGS:
        return False  # "challenging"
    cues = find_cues(name)
    measured = bool(cues) and name.endswith(cues[-1].word)
    return not measured and _ACTIVITY.fullmatch(head) is not None
