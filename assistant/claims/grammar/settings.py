"""The conditions that a sentence states for its figures; what it does not state stays ``None``."""

from __future__ import annotations

import re

from assistant.claims.grammar.baselines import paired_condition
from assistant.claims.grammar.measures import find_cues, head, lead
from assistant.claims.grammar.sentences import Sentence
from assistant.schema import Scope, Setting

_DEVICE = (
    r"(?:NVIDIA |AMD |Intel |Apple |Google |Qualcomm )?(?:(?:RTX|GTX|Titan|Tesla|Quadro|Radeon|Ryzen"
    r"|Xeon|Snapdragon|iPhone|Pixel"
    r"|TPU|Jetson(?: AGX| Orin)*|Raspberry Pi)[ -]?(?:\w*\d\w*|Nano|Orin|Xavier)(?: Ti| Pro| Super)?"
    r"|A(?:10|30|40|100|800|[2456]000)G?|H(?:20|100|200|800)|V100S?|T4|L4|L20|L40S?|P4|P40|P100|B[123]00"
    r"|GH\d{3}|GB\d{3}"
    r"|MI\d{3}X?|Blackwell|Hopper|Ampere)"
)
_HARDWARE = re.compile(
    rf"(?<![\w-])(?:{_DEVICE}(?: (?:GPU|TPU|CPU)s?)?(?: \(\d+ ?GB\))?"
    r"|(?:(?:a|an|one|two|four|eight|\d+) )?(?:single|commodity|consumer|recent|modern|edge|mobile"
    r"|embedded|consumer-grade|multi|multiple) "
    r"(?:GPU|CPU|TPU|device|phone|accelerator)s?"
    r"|(?:single|multi)-GPU|(?<=on )(?:GPU|CPU|TPU|FPGA|NPU)s?)(?![\w-])"
)
_FAMILY = (
    r"(?:LLaMA|Llama|Qwen|QwQ|GPT|OPT|BLOOM|BERT|RoBERTa|T5|Mistral|Mixtral|DeepSeek|Gemma|Gemini|Claude"
    r"|Phi|Falcon|Vicuna|Pythia|ViT|DeiT|Swin|ResNet"
    r"|MobileNet|EfficientNet|YOLO|LLaVA|InternVL|InternLM|Yi|ChatGLM|GLM|SDXL|FLUX|Flux|Wan"
    r"|HunyuanVideo|CogVideoX|DiT|PixArt|Stable Diffusion"
    r"|SAM|CLIP|Whisper|Mamba|RWKV|Kimi|OLMo|MiniCPM|StarCoder|CodeLlama)"
)
_MODEL_NAME = rf"{_FAMILY}(?:(?:-|v)?[\w.]+)*(?:-[\w.]+)*(?: ?\d[\w.]*)?"
_MODEL = re.compile(
    rf"\b(?:on|to|with|for|across|into|training|fine-tuning|[Ee]valuat\w+) (?:the |an? (?:\w+ )?"
    rf"|NVIDIA's )?(?P<name>{_MODEL_NAME}(?:(?:,? and |, ){_MODEL_NAME})*(?: (?:models?|model series"
    rf"|series))?)(?![\w-])"
)
_NETWORK = re.compile(
    r"(?<![\w-])(?!ImageNet|PhysioNet|ShapeNet|ScanNet)(?:[A-Z]\w* )?(?:[A-Z]\w*Net"
    r"|R-CNN)(?:-[\w]+)?(?![\w-])"
)
_SIZE = re.compile(r"\b[0-9.]+ ?(?:B|M|[MBmb]illion|[Tt]rillion)(?: parameters?)?(?: models?)?(?![\w])")
_SOME_MODELS = re.compile(
    r"\b(?:on|across|into|with|for|using|over) (?P<name>(?:(?:the|an?) (?:[\w-]+ ){1,2}model|(?:\d+|two"
    r"|three|four|five|six|seven|eight|ten|"
    r"multiple|several|various|different) (?:[\w-]+ ){0,3}(?:models|LLMs|VLMs|architectures)))(?![\w-])"
)
_BENCHMARKS = (
    r"ImageNet(?:-[\w]+)?|COCO|ADE20K|CIFAR-?\d+|MNIST|MMLU(?:-Pro)?|GSM8K|MATH(?:-?500)?|HumanEval\+?"
    r"|MBPP\+?|LongBench|RULER|WikiText-?\d*|C4|SQuAD|GLUE"
    r"|SuperGLUE|KITTI|nuScenes|Waymo|ScanNet|Kinetics-?\d*|LibriSpeech|VOC|Cityscapes|SWE-[Bb]ench(?: "
    r"Verified)?|AIME\S*|GPQA|MS ?MARCO|BEIR|MTEB|VBench|NQ"
    r"|HotpotQA|TriviaQA|MMMU|MVBench|VQAv2|ShapeNet|KernelBench"
)
_ON_NAMED = re.compile(
    r"\b(?:[Oo]n|across) (?:the |both (?:the )?|standard |public )?(?:challenging |popular |large-scale "
    r"|full-scale |\w+ )?(?P<name>(?P<first>[A-Z][\w@.+-]*)"
    r"(?: [A-Z0-9][\w.+-]*)*(?:(?:,? and |, )[A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*)*)*)(?P<kind> (?:dataset"
    r"|benchmark|corpus|test set|test|leaderboard|problems)s?)?(?![\w-])"
)
_KNOWN = re.compile(rf"(?<![\w-])(?:{_BENCHMARKS})(?![\w-])")
_COUNTED_SETS = re.compile(
    r"\b(?:on|across|over) (?P<name>(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|several|multiple) (?:[\w-]+ ){0,3}(?:datasets|benchmarks))\b"
)
_PRECISION = re.compile(
    r"(?<![\w-])(?:(?:full|mixed|half) precision|(?:full |mixed |half )?(?:INT|int|Int|FP|fp|BF|bf|NVFP"
    r"|MXFP)\d{1,2}(?: precision)?|W\d+A\d+(?:KV\d+)?|\d(?:\.\d+)?[- ]bit(?: quantization| weights?)?|\d "
    r"bits per \w+)(?![\w/-])"
)
_BATCH = re.compile(r"\b[Bb]atch ?sizes? (?:of |up to |= ?)*[0-9][\w-]*")
_CONTEXT = re.compile(
    r"\b(?:(?:sequence|context|prompt|input|output)s? (?:lengths?|windows?) (?:of |up to |= "
    r"?)*[0-9][\w,.]*(?: tokens)?|(?:up to |beyond |over )?[0-9][\d,.]*[KkM]? ?(?:tokens?|-token)(?: "
    r"(?:contexts?|sequences?))?|[0-9]+[KkM] (?:contexts?|sequence lengths?))(?![\w/])"
)
_SCALE = re.compile(
    r"\b(?:[0-9]{3,4}p(?: resolution)?|[248]K resolution|[0-9][0-9,]* (?:GPUs|nodes|cores))(?!\w)"
)
_PROCESS = (
    r"(?:end-to-end )?(?:training(?:-free)? ?(?:inference)?|inference|decoding|prefill(?:ing)?"
    r"|pre-?training|fine-?tuning|token generation|generation|sampling|serving|"
    r"rendering|matrix multiplication|verification|retrieval|search|simulation|attention computation)"
)
_PROCESSED = re.compile(
    rf"\b(?P<name>{_PROCESS})(?= (?:speed|throughput|latency|time|accelerat|cost|efficien|convergence"
    rf"|runtime|performance|$)|s? *$|[- ](?:speed))"
)
_SPED_UP = re.compile(
    r"\b(?:accelerat\w+|speed(?:s|ing)? up) (?:the )?(?P<name>[\w-]+(?: [\w-]+){0,2}?)(?: latency| speed"
    r"| time)? (?:by|to|with|on)\b"
)
_DOINGS = (
    r"(?:scenarios?|settings?|serving|generation|multiplication|computation|inference|training|decoding"
    r"|tasks?|workloads?|detection"
    r"|segmentation|classification|recognition|forecasting|rendering|reasoning|translation|retrieval"
    r"|prediction|modeling|layers)"
)
_IN_TASK = re.compile(
    rf"[^,;:()]*?\b(?:in|for|on|during) (?:the |an? )?(?P<name>(?!top-)(?:[\w-]+ ){{0,4}}?{_DOINGS})(?![\w-])"
)
_ON_TASKS = re.compile(
    r"\b[Oo]n (?P<name>(?:(?!and |show|demonstrat)[\w-]+ ){1,4}?(?:tasks|workloads|(?=benchmarks)))"
)
_UPFRONT = re.compile(
    r"^(?:\W|Specifically|Notably|However|Moreover|Furthermore|Additionally|,)*(?:On|In|For|During|Under"
    r"|on|in|for) (?:the )?(?P<name>(?!this|our|addition|particular|contrast"
    r"|general|summary|total|average|fact|all|example|instance|comparison|terms|experiment|evaluation"
    r"|both|extensive|our)[a-z][\w-]*[^,;]{3,60}?|[A-Z][\w-]*[^,;]{0,30}? [a-z][^,;]{3,40}?),"
)
_DURING = re.compile(
    rf"\b(?:in|for|during|when|while|the) (?P<name>{_PROCESS})(?=[,.]|$| (?:on|with|while|by|of|a|an)\b| $)"
)
_SET_SHAPE = re.compile(r"\w{2,}.*\d|[a-z][A-Z]|[A-Z]{4,}|[A-Z]{2,}[-_]|-[A-Z]")
_NO_TASK = re.compile(
    r"[0-9(]|\b(?:datasets?|benchmarks?|models?|average)\b|^(?:both|commonly|multiple|various|several"
    r"|standard|these|all|different|diverse|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|popular|public|challenging|widely|many|a (?:wide"
    r"|range|variety)|extensive)\b"
)
_VARIABLE = re.compile(r"\bfor (?P<name>[A-Z][A-Z0-9]{1,6})(?: is\b[^,]*| to\b[^,]*| by\b[^,]*)? $")
_END_TO_END = re.compile(r"\bend[- ]to[- ]end\b", re.IGNORECASE)
_KERNEL = re.compile(r"\bkernels?(?:-level)?\b", re.IGNORECASE)
_LAYER = re.compile(r"\b(?:linear|individual|attention|per)[ -]layers?\b|\blayer-wise speed", re.IGNORECASE)


def find_setting(sentence: Sentence, index: int, taken: str) -> Setting:
    """Return the conditions of one figure; the words of ``taken``, subject and baseline, are none."""
    text = sentence.text
    return Setting(
        hardware=_near(_HARDWARE, sentence, index),
        model=_model(sentence, index, taken),
        dataset=_dataset(sentence, index, taken),
        task=_task(sentence, index),
        precision=_free(_PRECISION, text, taken),
        batch=_free(_BATCH, text, ""),
        context_length=_free(_CONTEXT, text, ""),
        scale=_free(_SCALE, text, ""),
        scope=_scope(text),
    )


def _free(pattern: re.Pattern[str], text: str, taken: str) -> str | None:
    """Return the first match that is not part of a name already taken."""
    return next(
        (match.group().strip(" ,.") for match in pattern.finditer(text) if match.group() not in taken), None
    )


def _near(pattern: re.Pattern[str], sentence: Sentence, index: int) -> str | None:
    """Return what the figure's own phrase states, else what the sentence states once."""
    own = pattern.search(sentence.after(index)) or None
    if own:
        return own.group()
    everywhere = list(pattern.finditer(sentence.text))
    before = [match for match in everywhere if match.end() <= sentence.figures[index].start]
    return (before[-1] if before else everywhere[0]).group() if len(everywhere) == 1 or before else None


def _model(sentence: Sentence, index: int, taken: str) -> str | None:
    pair = paired_condition(sentence, index)
    if pair and _SIZE.match(pair):
        return pair
    for text in (sentence.after(index), sentence.text):
        named = [match["name"].rstrip(".") for match in _MODEL.finditer(text) if match["name"] not in taken]
        if named:
            return named[0]
    near = _NETWORK.search(_ahead(sentence, index))
    if near and near.group() not in taken:
        return near.group()
    some = _SOME_MODELS.search(sentence.text)
    return some["name"] if some and some["name"] not in taken else None


def _ahead(sentence: Sentence, index: int) -> str:
    """Return the text after a figure up to the next comma."""
    return re.split(r"[,;]", sentence.after(index), maxsplit=1)[0]


def _dataset(sentence: Sentence, index: int, taken: str) -> str | None:
    pair = paired_condition(sentence, index)
    if pair and _is_set(pair, taken) and not _SIZE.match(pair):
        return pair
    for text in (lead(sentence, index), _ahead(sentence, index), sentence.text):
        if found := _named_set(text, taken):
            return found
    counted = _COUNTED_SETS.search(sentence.text)
    return counted["name"] if counted else None


def _named_set(text: str, taken: str) -> str | None:
    for match in _ON_NAMED.finditer(text):
        name, kind = _untaken(match["name"].rstrip(".,"), taken), match["kind"]
        if (kind or _SET_SHAPE.search(name)) and _is_set(name, taken) and not _HARDWARE.search(match.group()):
            return name
    known = [match.group() for match in _KNOWN.finditer(text) if match.group() not in taken]
    return known[-1] if known else None


def _untaken(names: str, taken: str) -> str:
    """Return a list of names up to the first that is named otherwise: "On X, OurMethod achieves"."""
    items = re.split(r"(,? and |, )", names)
    kept = next((place for place, item in enumerate(items) if item in taken and place), len(items))
    return "".join(items[:kept]).removesuffix(" and ").rstrip(", ")


def _is_set(name: str, taken: str) -> bool:
    """Tell whether a capitalised name can be that of a data set: no model, no metric, not named otherwise."""
    if not name[:1].isupper() or name in taken or find_cues(name):
        return False
    return not (re.match(_FAMILY, name) or _HARDWARE.search(name) or _NETWORK.search(name))


def _task(sentence: Sentence, index: int) -> str | None:
    """Return what is done when the figure is measured: told after it, beside it, or first."""
    return (
        _told_after(sentence, index)
        or _beside(sentence, index)
        or _told_first(sentence, index)
        or ("average" if "average" in sentence.figures[index].hedges else None)
        or ("median" if "median" in sentence.figures[index].hedges else None)
    )


def _told_after(sentence: Sentence, index: int) -> str | None:
    task = _IN_TASK.match(sentence.after(index))
    return task["name"] if task and not find_cues(task["name"].split()[-1]) else None


def _beside(sentence: Sentence, index: int) -> str | None:
    """Return the process that the figure's own words name: "faster inference", "decoding latency"."""
    before = sentence.text[: sentence.figures[index].start]
    near = f"{lead(sentence, index)} {head(sentence, index)}"
    if whole := _END_TO_END.search(near) or re.search(r"^End-to-end", sentence.text):
        process = re.match(
            r" (?:LLM )?(?:inference|training|generation)",
            near[near.find(whole.group()) + len(whole.group()) :],
        )
        return whole.group() + (process.group() if process else "")
    if process := _PROCESSED.search(head(sentence, index)):
        return process["name"]
    if variable := _VARIABLE.search(lead(sentence, index)):
        return variable["name"]
    if sped := _SPED_UP.search(before[-90:] + " by"):
        return None if re.match("original|existing|standard", sped["name"]) else sped["name"]
    for pattern in (_PROCESSED, _DURING):
        if found := list(pattern.finditer(before)):
            return found[-1]["name"]
    return None


def _told_first(sentence: Sentence, index: int) -> str | None:
    upfront = _UPFRONT.match(sentence.text)
    if (
        upfront
        and upfront.end() <= sentence.figures[index].start
        and not _NO_TASK.search(upfront["name"])
        and not _KNOWN.search(upfront["name"])
    ):
        return upfront["name"]
    tasks = _ON_TASKS.search(sentence.text)
    return tasks["name"].strip() if tasks and not _NO_TASK.search(tasks["name"]) else None


def _scope(text: str) -> Scope | None:
    if _END_TO_END.search(text):
        return "end_to_end"
    if _LAYER.search(text):
        return "layer"
    return "kernel" if _KERNEL.search(text) else None
