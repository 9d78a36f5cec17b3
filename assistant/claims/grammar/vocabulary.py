"""The words by which abstracts say what a figure measures and which way it moves, as `tables` reads them."""

from __future__ import annotations

import re
from typing import Final

from assistant.claims.grammar.tables import alternatives, any_of, grouped
from assistant.schema import Metric

_WORDS: Final[dict[Metric, str]] = {
    "speedup": """
        speed-?ups? speeds? speeding faster slower slowdowns? accelerat* latenc(?:y|ies) throughputs?
        run-?times? wall-clock(?:-times?)? wall-times? time-to-\\w+(?:-token)? (?<!real.)times? delays?
        makespan converg* durations?
        (?:training|inference|computational|decoding|sampling|runtime|serving|execution|generation)-efficiency
        """,
    "memory": """
        memory footprints? kv-?caches? storage disk-space
        (?:model|checkpoint|cache|disk|file|index|binary)-sizes?
        """,
    "compression": """
        compression compress* parameters? params tokens? sparsity bits? vectors? smaller prun(?:ed|ing)
        traffic bit-?rates? primitives gaussians neurons sequence-lengths? splats bd-rate bandwidth
        (?:response|output|token|prompt)-(?:lengths?|counts?) length-inflation
        """,
    "cost": """
        costs? (?:communication|computation\\w*|training|inference|token|storage|operational)-costs?
        resources? computational-savings gpu-(?:hours|days) pric(?:e|es|ing) expenses? spending
        """,
    "data": """
        training-data (?:labell?ed|annotated|real|training|human)-(?:data|samples|examples|images) data
        samples? examples? annotations? labels? trajectories demonstrations computations? compute operations
        (?:training|environment|gradient|optimization|update)-(?:steps|iterations|episodes|interactions)
        computational-(?:complexity|overhead|load|burden|demand|requirements?)
        epochs (?:sample|data)-efficiency communication
        """,
    "energy": "(?:energy|power)(?:-(?:consumption|efficiency|usage))? per-watt",
    "utilization": """
        utili[sz]ations? occupancy (?:weak-|strong-|parallel-|linear-)?scaling-efficienc(?:y|ies)
        parallel-efficienc(?:y|ies) (?:theoretical-|hardware-)?peak(?=-(?:performance|throughput|bandwidth))
        """,
    "quality": """
        accurac(?:y|ies) accurate(?:ly)? precisions? recall sensitivity(?!-to\\b) specificity
        correctness fidelity
        faithfulness f-?1(?:-?(?:scores?|measure))? f-(?:score|measure|beta)
        (?:macro|micro|weighted)-f1(?:-scores?)?
        (?:intersection-over-union|dice)(?:-(?:scores?|coefficients?|similarity))? exact-match jaccard
        (?:win|pass|success|solve|resolution|acceptance|detection|completion|hit|error|failure|hallucination|attack|
        positive|negative|compliance|refusal|retention|recognition|violation|collision|miss|misclassification|
        retrieval|classification|identification|recovery|coverage|agreement|rejection|survival|safety)-rates?
        top-\\d+ pass@\\w+ recall@\\w+ precision@\\w+ hits?@\\w+ ndcg(?:@\\w+)? mrr(?:@\\w+)?
        perplexit(?:y|ies) errors? correlations? kappa agreement quality performance effectiveness
        robustness generalization state-of-the-art scores? ratings? rewards? regret consistency coherence
        similarity alignment fairness safety utility hallucinations? diversity bias ctr cvr gmv engagement
        compliance elo coverage (?<!sampling.)(?<!learning.)(?<!frame.)(?<!compression.)rates?
        kendall*(?:'s)?-tau rank-correlation retention sharpe(?:-ratio)? elasticit(?:y|ies) spearman* pearson*
        false-(?:positives?|alarms?)
        """,
    "other": """
        iterations steps episodes queries interactions rollouts reads writes
        (?:tool|api|llm|model|function)-calls (?:dialogue|conversation|interaction)-turns
        communication-rounds revenue batch-?sizes? usage emissions? efficienc(?:y|ies) metrics? goodput
        """,
}
_ACRONYMS: Final[dict[Metric, str]] = {
    "speedup": "TTFT TPOT TTST ITL JCT FPS fps QPS RTF",
    "memory": "VRAM RAM HBM KV",
    "data": "[GTM]?FLOP[sS]? G?MACs",
    "utilization": "MFU HFU",
    "energy": "[GT]?(?:OPS|FLOPS)/W",
    "compression": "BPP bpp",
    "quality": """
        m?APs?(?:[2-9]\\d|_\\w+|@[\\w.]+)? m?IoUs? DSCs? F1 F_1 AUCs? AUROCs? AUPRC AUC-ROC ROC-AUC EER
        MCC MAP HR@\\w+ R@\\w+ EM SR DS PSNR SSIM MS-SSIM LPIPS [gr]?FID FVD KID CLIP BLEU(?:-\\d)?
        ROUGE(?:-\\w+)? METEOR CIDEr SPICE BERTScore COMET [WCE]ER MOS PESQ STOI SI-SDRi? SDR SNR UTMOS
        PPL [Rr]?RMSE RMS MAE MSE MAPE NMSE NRMSE RMSD m?i?n?[AF]DE MPJPE PA-MPJPE MPVPE EPE ATE RPE NDS
        FPR(?:@?\\d+)? TPR(?:@\\S+)? FNR FAR FRR CCC ICC PDMS ECE NLL
        R\\^2 R2 QWK MOTA IDF1 HOTA PQ UAR [rR](?=-?(?:=|>|≥))
        """,
}
WORD_CUES: Final = grouped(_WORDS)
"""Words that name a metric; the group is the metric."""
ACRONYM_CUES: Final = grouped(_ACRONYMS, re.NOFLAG)
"""Abbreviations that name a metric; upper case is part of them."""

VAGUE: Final = any_of(
    "state-of-the-art performance quality scores? effectiveness robustness bias efficiency usage rates?"
)
"""Names of metrics that say little beside another name of the same phrase."""
PARTIAL: Final = any_of("compress* smaller costs? data samples? examples? tokens? parameters? bits?")
"""Names of metrics that are as often the thing measured; another name of the phrase comes first."""
EMPTY: Final = any_of("state-of-the-art performance effectiveness robustness")
"""Names that do not even tell speed from quality."""

_LESS_IS_BETTER = """
    latenc* time* delay* makespan memory footprint* \\w*cache\\w* storage (?<!batch.)size* param* token*
    bits? vector* data sample* example* annotation* label* trajector* demonstration* comput* operation*
    iteration* epoch* episode* quer* interaction* rollout* communication (?:\\w+-)?steps reads writes
    (?:\\w+-)?(?:calls|turns|rounds) energy power carbon
    emission* cost* pric* expens* spending error* perplexit* regret hallucination* bias primitives
    gaussians neurons length* overhead* \\w*hours traffic usage
    (?:failure|attack|positive|violation|collision|miss|misclassification|refusal|error|hallucination)-rates?
    bd-rate bandwidth length\\w* (?:response|output|token|prompt)-counts? false-(?:positives?|alarms?)
    resources? duration* run-?times?
"""
_LESS_IS_BETTER_ACRONYMS = """
    [GTM]?FLOP[sS]? G?MACs TTFT TPOT TTST ITL JCT RTF VRAM RAM HBM KV BPP bpp LPIPS [gr]?FID FVD KID
    [WCE]ER PPL [Rr]?RMSE RMS MAE MSE MAPE NMSE NRMSE RMSD m?i?n?[AF]DE MPJPE PA-MPJPE MPVPE EPE ATE RPE
    ECE NLL FPR(?:@?\\d+)? FNR FAR FRR
"""
LESS_IS_BETTER: Final = re.compile(
    rf"(?<!\w)(?:(?i:{alternatives(_LESS_IS_BETTER)})|{alternatives(_LESS_IS_BETTER_ACRONYMS)})(?!\w)"
)
"""Names of metrics of which less is an improvement."""

_FALLS = "drop(?:s|ped|ping)? declin* fall(?:s|ing)? fell deteriorat*"
FALL: Final = any_of(_FALLS)
"""What happens to a subject, and mostly to its harm; the other words of going down are done on purpose."""
_CHANGES: Final[dict[str, str]] = {
    "good": """
        improv* gains? better faster speed-?(?:s-|ing-)?ups? accelerat* sav(?:es?|ings?|ed) outperform*
        surpass* exceed* superior boost* enhanc* advantages? beat* compress* margins? stronger benefits?
        speeds-up wins? uplift lift advanc* strengthen*
        """,
    "bad": """
        loss(?:es)? los(?:e|es|ing|t) degrad* worse* slower slowdowns? penalt(?:y|ies) suffer* trail* lag*
        sacrific* inferior underperform* overheads?
        """,
    "up": "increas* higher more greater larger longer rais* rises? rising rose growth grow* additional",
    "down": f"""
        reduc* decreas* lower* fewer less smaller shorter cut(?:s|ting)? shrink* diminish* slash*
        minimi[sz]* trim* eliminat* shorten* mitigat* suppress* alleviat* cheaper lighter {_FALLS}
        """,
}
CHANGE_WORDS: Final = " ".join(_CHANGES.values())
CHANGE: Final = grouped(_CHANGES)
"""Words of change; the group says whether it is good, bad, up, down, or down."""
