"""Examples shown below the help of each command, ready to be copied."""

from __future__ import annotations

_EXAMPLES = {
    "": (
        "quotient add papers.jsonl",
        'quotient ask "Which methods quantize the KV cache, and how much faster are they?"',
        'quotient search "attention kernels" -k 5 --json',
    ),
    "add": (
        "quotient add daily_papers.txt",
        "quotient add one.csv two.jsonl --no-vectors",
        "quotient --library ./review add sample --json",
    ),
    "ask": (
        'quotient ask "Which methods quantize the KV cache?"',
        'quotient ask "And how much memory do they save?" --thread ID',
        "echo 'What speedup does MARLIN claim?' | quotient ask - --json",
    ),
    "search": (
        'quotient search "speculative decoding"',
        'quotient search "attention kernels" -k 5',
        "quotient search FlashAttention --json",
    ),
    "papers": (
        "quotient papers",
        "quotient papers --json > papers.json",
        "quotient --library ./review papers",
    ),
    "show": (
        "quotient show 3f2a",
        "quotient show 3f2a --json",
        "quotient --library ./review show 3f2a",
    ),
    "app": (
        "quotient app",
        "quotient app --port 8600",
        "quotient --library ./review app --no-sample",
    ),
    "doctor": (
        "quotient doctor",
        "quotient doctor --rebuild",
        "quotient doctor --json",
    ),
    "claims": (
        "quotient claims --metric speedup --min 2",
        'quotient claims --about "KV cache compression" --sort largest --limit 10',
        "quotient claims --hardware A100 --own -o claims.csv",
    ),
    "read-claims": (
        "quotient read-claims --limit 20",
        "quotient read-claims --papers 3f2a,91bc --again",
        "quotient read-claims --json",
    ),
    "compare": (
        'quotient compare "How do the speedups of MARLIN and FlexQ compare?"',
        "quotient compare --papers 3f2a 9c01 -o table.tex --plot factors.svg",
        "quotient compare --pairs pairs.jsonl --json",
    ),
    "draft": (
        'quotient draft "KV cache compression" -o related.tex',
        'quotient draft "low-bit kernels" --papers 3f2a,91bc,77e0 --length short',
        'quotient draft "neural scaling laws" --json',
    ),
    "export": (
        "quotient export --format bibtex -o library.bib",
        "quotient export --thread ID -o answer.tex",
        "quotient export --papers 3f2a,91bc --format csl-json",
    ),
    "check": (
        "quotient check paper.tex",
        "quotient check related_work.md --bib refs.bib",
        "quotient --library ./review check paper.tex --json > report.json",
    ),
    "eval": (
        "quotient eval attack --seed 1",
        "quotient eval questions --gold evals/data/questions_dev.jsonl --output questions.md",
        "quotient eval claims --gold evals/data/claims_dev.jsonl --range 1-38",
    ),
    "config": (
        "quotient config show",
        "quotient config set openai_base_url http://127.0.0.1:11434/v1",
        "quotient config set openai_api_key",
    ),
}


def examples(command: str = "") -> str:
    """Return the examples of a command as the end of its help text; typer keeps the lines as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in _EXAMPLES[command])
