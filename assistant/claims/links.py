"""Where one abstract names the method of another paper of the library."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.claims.mentions import Keys, Mention, in_longer_name, is_written_as_name, names_method
from assistant.claims.names import method_names, name_key
from assistant.claims.owners import Owner, find_owners, is_spelling_of, spelled_out
from assistant.claims.topics import Topics
from assistant.schema import Claim, Link, Paper, Quote, Span
from assistant.text.folding import Folded, fold, folded
from assistant.text.sentences import split_sentences

_REPOSITORY = re.compile(r"https?://(?:www\.)?((?:github|gitlab|bitbucket)\.\w+/[\w.\-]+/[\w\-]+)")
_LIKE = 0.1
"""Likeness of two papers below which one that names the other's method means something else by it."""
_MANY = 30
"""Papers from which on their words tell subjects apart."""
_SHARING = 3
"""Papers at most that state one repository as theirs; more only use it."""

_OURS = re.compile(r"\b(?:we|our|ours|it|the proposed|this (?:paper|work))\b", re.IGNORECASE)
_COMPARING = re.compile(
    r"(?:\bcompar\w+ (?:[\w'\-]+ ){0,5}?(?:to|with|against)|\bcompar(?:ing|ed)"
    r"|\b(?:out-?perform|surpass|exceed|beat)\w*|\bthan|\bversus|\bvs\.?|\brelative to|\bagainst"
    r"|\b(?:improv|gain|reduc|speed|accelerat|faster|higher|x|%)\w*[^.;]{0,60}?\bover)\b(?P<listed>[^.;:]*)$",
    re.IGNORECASE,
)
_CONTRASTED = re.compile(r"\b(?:while|whereas|but)(?: \w+)?,? $")
_TURNED = re.compile(r"\b(?:while|whereas|which|that|because|when)\b")


def find_links(papers: Sequence[Paper], claims: Mapping[str, Sequence[Claim]]) -> list[Link]:
    """Return each place where an abstract names another paper's method, in the order of papers and text.

    ``claims`` maps paper ids to claims; a mention is a baseline where a claim of its sentence is measured
    against it or the sentence compares the two, else it is only mentioned.
    """
    texts = {paper.id: folded(paper.abstract or "") for paper in papers}
    book = _Book(find_owners(papers, texts), Topics(papers) if len(papers) >= _MANY else None)
    keys = Keys(book.owners)
    links: list[Link] = []
    for paper in papers:
        found = [it for it in keys.find(texts[paper.id]) if is_written_as_name(it.printed)]
        if found:
            links += _named(paper, texts[paper.id], found, book=book, claims=claims.get(paper.id, ()))
    return links + list(_same_repository(papers))


@dataclass(frozen=True)
class _Book:
    """Who owns which name; ``topics`` is missing where the papers are too few to tell subjects apart."""

    owners: Mapping[str, Owner]
    topics: Topics | None


def _named(
    paper: Paper, text: str, found: Sequence[Mention], *, book: _Book, claims: Sequence[Claim]
) -> Iterator[Link]:
    mine = {name_key(name) for name in method_names(paper)}
    own = [it for it in found if it.key in mine or book.owners[it.key].paper_id == paper.id]
    previous: Mention | None = None
    for mention in found:
        owner = book.owners[mention.key].paper_id
        again = (
            previous is not None
            and book.owners[previous.key].paper_id == owner
            and text[previous.end : mention.start] == " ("
        )
        previous = mention
        if mention not in own and not again and _is_meant(paper, text, mention, book):
            yield _link(paper, mention, owner, own=own, claims=claims)


def _is_meant(paper: Paper, text: str, mention: Mention, book: _Book) -> bool:
    """Tell whether a mention means the owner's method, not another thing of that name."""
    owner = book.owners[mention.key]
    if not is_spelling_of(mention, owner) or in_longer_name(text, mention):
        return False
    words = spelled_out(text, mention.key)
    if words is not None and not any(
        words.endswith(key) for key, other in book.owners.items() if other.paper_id == owner.paper_id
    ):
        return False
    return book.topics is None or book.topics.likeness(paper.id, owner.paper_id) >= _LIKE


def _link(
    paper: Paper, mention: Mention, owner: str, *, own: Sequence[Mention], claims: Sequence[Claim]
) -> Link:
    abstract = paper.abstract or ""
    text = fold(abstract)
    place = text.source(mention.start, mention.end)
    printed = abstract[place.start : place.end].rstrip()
    sentence = next(span for span in split_sentences(abstract) if span.start <= place.start < span.end)
    claim = _measured_against(printed, sentence, claims)
    if claim is not None and claim.quote.start <= place.start < claim.quote.end:
        return _made(paper, owner, printed, claim.quote, relation="baseline")
    compared = claim is not None or _compares(text, sentence, mention, own)
    quote = _quote(paper, sentence)
    return _made(paper, owner, printed, quote, relation="baseline" if compared else "mentioned")


def _made(
    paper: Paper, owner: str, printed: str, quote: Quote, *, relation: Literal["baseline", "mentioned"]
) -> Link:
    return Link(from_paper=paper.id, to_paper=owner, mention=printed, relation=relation, quote=quote)


def _quote(paper: Paper, span: Span) -> Quote:
    text = (paper.abstract or "")[span.start : span.end]
    return Quote(paper_id=paper.id, start=span.start, end=span.end, text=text)


def _measured_against(name: str, sentence: Span, claims: Sequence[Claim]) -> Claim | None:
    for claim in claims:
        inside = claim.quote.field == "abstract" and sentence.start <= claim.quote.start < sentence.end
        if inside and claim.baseline and names_method(claim.baseline, {name_key(name)}):
            return claim
    return None


def _compares(text: Folded, sentence: Span, mention: Mention, own: Sequence[Mention]) -> bool:
    """Tell whether the sentence sets the paper's own work against the method it mentions."""
    start = next(i for i, offset in enumerate(text.offsets) if offset >= sentence.start)
    end = next((i for i, offset in enumerate(text.offsets) if offset >= sentence.end), len(text.text))
    before, after = text.text[start : mention.start], text.text[mention.end : end]
    named = [one for one in own if start <= one.start < end]
    if not named and not _OURS.search(f"{before} {after}"):
        return False
    if any(one.end < mention.start for one in named) and _CONTRASTED.search(before):
        return True
    comparing = _COMPARING.search(before)
    return comparing is not None and not _TURNED.search(comparing["listed"])


def _same_repository(papers: Sequence[Paper]) -> Iterator[Link]:
    """Yield links between papers that state the same repository of code."""
    places: defaultdict[str, list[tuple[Paper, re.Match[str]]]] = defaultdict(list)
    for paper in papers:
        for match in _REPOSITORY.finditer(paper.abstract or ""):
            places[match[1].lower()].append((paper, match))
    for sharing in places.values():
        if len({paper.id for paper, _ in sharing}) > _SHARING:
            continue
        for paper, match in sharing:
            quote = _quote(paper, Span(start=match.start(), end=match.end()))
            for other in dict.fromkeys(other.id for other, _ in sharing if other.id != paper.id):
                yield _made(paper, other, match[0], quote, relation="mentioned")
