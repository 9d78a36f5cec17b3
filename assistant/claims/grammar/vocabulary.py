"""The words by which abstracts say what a figure measures and which way it moves.

In the tables a hyphen stands for a hyphen or a blank, and a name ends where a word ends.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.schema import Metric

_WORDS: Final[dict[Metric, str]] = {
    "speedup": r"""
        speed-?ups? speeds? speeding faster slower slowdowns? accelerat\w+ latenc(?:y|ies) throughputs?
        run-?times?
        wall-clock(?:-times?)? wall-times? time-to-\w+(?:-token)? times? delays? makespan converg\w+
        response-times?
        (?:training|inference|computational|decoding|sampling|runtime|serving|execution|generation)-efficiency
        """,
    "memory": r"""
        memory footprints? kv-?caches? storage (?:model|checkpoint|cache|disk|file|index|binary)-sizes?
        """,
    "compression": r"""
        compression compress\w* parameters? params tokens? sparsity bits? vectors? smaller prun(?:ed|ing)
        bit-?rates? primitives gaussians neurons sequence-lengths?
        """,
    "data": r"""
        training-data (?:labell?ed|annotated|real|training|human)-(?:data|samples|examples|images) data
        samples?
        examples? annotations? labels? trajectories demonstrations computations? compute
        computational-(?:costs?|complexity|overhead|load|burden|demand|resources|requirements?) operations
        iterations epochs (?:sample|data)-efficiency episodes queries interactions rollouts gpu-hours
        communication
        """,
    "energy": r"(?:energy|power)(?:-(?:consumption|efficiency|usage))? carbon emissions? efficiency-gain",
    "cost": r"costs? pric(?:e|es|ing) expenses? spending",
    "utilization": r"""
        utili[sz]ations? occupancy (?:weak-|strong-|parallel-|linear-)?scaling-efficienc(?:y|ies)
        parallel-efficienc(?:y|ies) (?:theoretical-|hardware-)?peak(?=-(?:performance|throughput|bandwidth))
        """,
    "quality": r"""
        accurac(?:y|ies) precisions? recall sensitivity specificity correctness fidelity faithfulness
        f-?1(?:-?(?:scores?|measure))? f-(?:score|measure|beta) (?:macro|micro|weighted)-f1(?:-scores?)?
        (?:intersection-over-union|dice)(?:-(?:scores?|coefficients?|similarity))? exact-match
        (?:win|pass|success|solve|resolution|acceptance|detection|completion|hit|error|failure|hallucination|attack|
        positive|negative|compliance|refusal|retention|recognition|violation|collision|miss|misclassification|
        retrieval|classification|identification|recovery|coverage|agreement|rejection|survival)-rates?
        top-\d+ pass@\w+ recall@\w+ precision@\w+ hits?@\w+ ndcg(?:@\w+)? mrr(?:@\w+)?
        perplexit(?:y|ies) errors? correlations? kappa agreement quality performance effectiveness robustness
        generalization state-of-the-art scores? ratings? rewards? regret consistency coherence similarity
        alignment fairness safety utility hallucinations? diversity bias ctr cvr gmv engagement
        elo bd-rate
        """,
}
_ACRONYMS: Final[dict[Metric, str]] = {
    "speedup": r"TTFT TPOT TTST ITL JCT FPS fps QPS RTF",
    "memory": r"VRAM RAM HBM KV",
    "data": r"[GTM]?FLOP[sS]? G?MACs",
    "utilization": r"MFU HFU",
    "compression": r"BPP bpp",
    "quality": r"""
        m?AP(?:50|75|_\w+|@[\w.]+)? m?IoU DSC F1 AUC AUROC AUPRC AUC-ROC ROC-AUC AUCs EER MCC MAP HR@\w+
        R@\w+ EM SR
        PSNR SSIM MS-SSIM LPIPS [gr]?FID FVD KID CLIP BLEU(?:-\d)? ROUGE(?:-\w+)? METEOR CIDEr SPICE
        BERTScore COMET
        WER CER MOS PESQ STOI SI-SDRi? SDR SNR UTMOS PPL [Rr]?RMSE MAE MSE MAPE NMSE NRMSE RMSD
        m?i?n?[AF]DE MPJPE
        PA-MPJPE MPVPE EPE ATE RPE NDS PDMS ECE NLL R\^2 R2 QWK MOTA IDF1 HOTA PQ
        """,
}


def _pattern(table: dict[Metric, str], flags: re.RegexFlag) -> re.Pattern[str]:
    groups = [f"(?P<{metric}>{_alternatives(written)})" for metric, written in table.items()]
    return re.compile(rf"(?<![\w@])(?:{'|'.join(groups)})(?![\w@])", flags)


def _alternatives(written: str) -> str:
    joined = re.sub(r"\|\s+", "|", written)
    return "|".join(word.replace("-", "[ -]") for word in joined.split())


WORD_CUES: Final = _pattern(_WORDS, re.IGNORECASE)
"""Words that name a metric; the group is the metric."""
ACRONYM_CUES: Final = _pattern(_ACRONYMS, re.NOFLAG)
"""Abbreviations that name a metric; upper case is part of them."""

LOWER_IS_BETTER: Final = re.compile(
    r"(?i:latenc|time|delay|makespan|memory|footprint|cache|storage|size|param|token|\bbit|vector|data|sample"
    r"|example|annotation|label|trajector|demonstration|comput|operation|iteration|epoch|episode|quer|interaction"
    r"|rollout|communication|energy|power|carbon|emission|cost|pric|expens|spending|error|perplexit|regret"
    r"|hallucination|bias|primitives|gaussians|neurons|length|overhead|hours|BD[ -]rate"
    r"|(?:failure|attack|positive|violation|collision|miss|misclassification|refusal)[ -]rate)"
    r"|FLOP|MACs|TTFT|TPOT|TTST|ITL|JCT|RTF|VRAM|RAM|HBM|KV|BPP|LPIPS|F[IV]D|KID|[WCE]ER\b|PPL"
    r"|RMSE|MAE|MSE|MAPE|RMSD"
    r"|[AF]DE\b|MPJPE|MPVPE|EPE|\bATE\b|RPE|ECE|NLL"
)

GOOD: Final = r"""
    improv\w* gains? better faster speed-?(?:s-|ing-)?ups? accelerat\w* sav(?:es?|ings?|ed) outperform\w*
    surpass\w* exceed\w* superior boost\w* enhanc\w* advantages? beat\w* compress\w* margins? stronger
    benefits? speeds-up wins? uplift lift advanc\w* strengthen\w*
"""
BAD: Final = r"""
    loss(?:es)? los(?:e|es|ing|t) degrad\w* worse\w* slower slowdowns? penalt(?:y|ies) deteriorat\w*
    suffer\w* trail\w* lag\w* sacrific\w* inferior underperform\w* overheads?
"""
UP: Final = r"increas\w* higher more greater larger longer rais\w+ rises? rose growth grow\w* additional"
DOWN: Final = r"""
    reduc\w* decreas\w* lower\w* fewer less smaller shorter cut(?:s|ting)? shrink\w* drop(?:s|ped|ping)?
    declin\w* fall(?:s|ing)? fell diminish\w* slash\w* minimi[sz]\w* trim\w* lighter cheaper eliminat\w*
    shorten\w* mitigat\w* suppress\w* alleviat\w*
"""
_CHANGES: Final = {"good": GOOD, "bad": BAD, "up": UP, "down": DOWN}
CHANGE: Final = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{name}>{_alternatives(words)})' for name, words in _CHANGES.items())})(?![\w-])",
    re.IGNORECASE,
)
"""Words of change; the group says whether the change is good, bad, up or down."""
