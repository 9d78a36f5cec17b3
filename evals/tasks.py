"""The tasks on claims: labels and papers in, a score out; everything is read anew, no library is involved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from assistant.claims.extract import extract_claims
from assistant.claims.links import find_links
from assistant.ledger.pairs import judge_pairs, title_form
from assistant.schema import Claim, Paper
from evals.gold import (
    OUR_PAPERS,
    GoldClaim,
    GoldLink,
    GoldPair,
    by_title,
    load_borderline,
    load_lines,
    load_papers,
)
from evals.job import Job
from evals.matching import Found, is_borderline, match
from evals.scorers import score_claims, score_links, score_pairs
from evals.scores import Score

Places = tuple[int, int]


def claims_task(job: Job) -> Score:
    """Score extraction on labelled papers; without ``places``, from the first to the last that has a line.

    Arguable figures that match no label are left out.
    """
    lines = load_lines(job.gold, GoldClaim)
    files = load_papers(job.papers)
    known = by_title(files)
    scored = [line for line in lines if title_form(line.paper) in known]
    titles = {title_form(line.paper) for line in scored}
    chosen = [paper for file in files for paper in _labelled(file, titles, job.places)]
    found = [Found(claim, paper) for paper in chosen for claim in extract_claims(paper)]
    arguable = load_borderline(job.gold)
    left_out = [it for it in match(scored, found, lenient=True).extra if is_borderline(it, arguable)]
    counted = [it for it in found if it not in left_out]
    return score_claims(scored, counted, unscored=len(lines) - len(scored))


def pairs_task(job: Job) -> Score:
    """Score the verdicts on labelled pairs, their claims being found in the abstracts first."""
    lines = load_lines(job.gold, GoldPair)
    chosen = _one_file(job.papers)
    return score_pairs(lines, judge_pairs(lines, chosen, _claims(chosen)))


def links_task(job: Job) -> Score:
    """Score the links between papers; those from papers outside ``places`` are left out."""
    lines = load_lines(job.gold, GoldLink)
    chosen = _one_file(job.papers)
    titles = {title_form(paper.title) for paper in chosen}
    scored = [line for line in lines if {title_form(line.source), title_form(line.target)} <= titles]
    places = job.places
    sources = {paper.id for paper in (chosen[places[0] - 1 : places[1]] if places else chosen)}
    links = [link for link in find_links(chosen, _claims(chosen)) if link.from_paper in sources]
    return score_links(scored, links, chosen, unscored=len(lines) - len(scored))


def _one_file(papers: Path | None) -> list[Paper]:
    return load_papers(papers or OUR_PAPERS[0])[0]


def _claims(papers: Iterable[Paper]) -> dict[str, list[Claim]]:
    return {paper.id: extract_claims(paper) for paper in papers}


def _labelled(file: Sequence[Paper], titles: Collection[str], places: Places | None) -> Sequence[Paper]:
    """Return the papers of a file that were labelled; none when no line is of this file."""
    at = [place for place, paper in enumerate(file, start=1) if title_form(paper.title) in titles]
    if not at:
        return []
    first, last = places or (at[0], at[-1])
    return file[first - 1 : last]
