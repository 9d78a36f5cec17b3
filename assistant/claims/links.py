"""Where one abstract names the method of another paper of the library."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.claims.names import introduced_names, is_name, name_key, plain_key, title_names
from assistant.schema import Claim, Link, Paper, Quote, Span
from assistant.text.folding import Folded, fold, folded
from assistant.text.sentences import split_sentences

_WORD = re.compile(r"(?<![\w/@.])\w[\w^]*(?:[-.][\w^]+)*(?:\(\))?(?:'s)?")
_SMALL = re.compile(r"(?<![\w/.\-])[a-z]{3,}(?![\w/\-]|\.\w)")
_ENDING = re.compile(r"(?:'s|-(?:based|style|like|only|aware))$")
_LONGEST = 5
"""Words of a name at most."""
_REPOSITORY = re.compile(r"https?://(?:www\.)?((?:github|gitlab|bitbucket)\.\w+/[\w.\-]+/[\w\-]+)")
_DEFINED = re.compile(r"((?:[A-Za-z][\w\-]* ){2,8})\(([\w^\-]{2,12})\)")
_FEW = 4
"""Papers that may always name a method before it counts as a generic word."""
_SHARE = 5
"""One in how many papers may name a method before it counts as a generic word."""
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


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    owner: str


def find_links(papers: Sequence[Paper], claims: Mapping[str, Sequence[Claim]]) -> list[Link]:
    """Return each place where an abstract names another paper's method, in the order of papers and text.

    ``claims`` maps paper ids to claims; a mention is a baseline where a claim of its sentence is measured
    against it or the sentence compares the two, else it is only mentioned.
    """
    small = frozenset(word for paper in papers for word in _SMALL.findall(paper.abstract or ""))
    owners = _without_generic(_owners(papers), papers)
    links: list[Link] = []
    for paper in papers:
        links += _named(paper, owners, claims.get(paper.id, ()), small=small)
    return links + list(_same_repository(papers))


def _owners(papers: Sequence[Paper]) -> dict[str, str]:
    """Return the paper that each name belongs to: the one with it in its title before one that introduces it.

    A name that two papers claim equally belongs to neither, nor does an abbreviation that two papers define.
    """
    owners: dict[str, str] = {}
    definitions = Counter(key for paper in papers for key in _defined(paper))
    for names_of in (title_names, introduced_names):
        claimants: defaultdict[str, set[str]] = defaultdict(set)
        for paper in papers:
            for key in map(name_key, names_of(paper)):
                if names_of is title_names or definitions[key] <= 1:
                    claimants[key].add(paper.id)
        for key, ids in claimants.items():
            if len(ids) == 1:
                owners.setdefault(key, *ids)
    return owners


def _defined(paper: Paper) -> set[str]:
    """Return the abbreviations that an abstract spells out, and what it spells out, as keys."""
    keys: set[str] = set()
    for match in _DEFINED.finditer(folded(paper.abstract or "")):
        words = match[1].split()
        keys |= {name_key(match[2]), *(name_key(" ".join(words[first:])) for first in range(len(words)))}
    return keys


def _without_generic(owners: Mapping[str, str], papers: Sequence[Paper]) -> dict[str, str]:
    """Leave out common nouns: what the library writes with a plural or all the time."""
    plurals = {f"{key}s" for key in owners}
    used: defaultdict[str, int] = defaultdict(int)
    for paper in papers:
        for key in {key for key, *_ in _phrases(fold(paper.abstract or ""), plurals | owners.keys())}:
            used[key] += 1
    most = max(_FEW, len(papers) // _SHARE)
    generic = {key for key in owners if used[f"{key}s"] or used[key] > most}
    return {key: owner for key, owner in owners.items() if key not in generic}


def _phrases(
    text: Folded, keys: Collection[str], *, small: frozenset[str] = frozenset()
) -> Iterator[tuple[str, int, int]]:
    """Yield the runs of words whose key is one of ``keys`` with their places, the longest at each place.

    Words that are also written in ``small`` letters count only where more than their first letter is large.
    """
    words = list(_WORD.finditer(text.text))
    parts = [plain_key(word.group()) for word in words]
    done = 0
    for first, word in enumerate(words):
        for last in range(min(first + _LONGEST, len(words)) - 1, first - 1, -1):
            if word.start() < done:
                break
            name = _ENDING.sub("", words[last].group())
            key = "".join(parts[first:last]) + plain_key(name)
            end = words[last].start() + len(name)
            if key in keys and _is_proper(text.text[word.start() : end], ordinary=key in small):
                done = end
                yield key, word.start(), end


def _is_proper(phrase: str, *, ordinary: bool) -> bool:
    """Tell whether a phrase is written as a name rather than as an ordinary word with a capital."""
    return is_name(phrase.split(maxsplit=1)[0]) or (phrase[0].isupper() and not ordinary)


def _named(
    paper: Paper, owners: Mapping[str, str], claims: Sequence[Claim], *, small: frozenset[str]
) -> Iterator[Link]:
    abstract = paper.abstract or ""
    text = fold(abstract)
    phrases = list(_phrases(text, owners, small=small))
    foreign = {key for key, *_ in phrases if owners[key] != paper.id and _means_other(text.text, key, owners)}
    found = [_Mention(start, end, owners[key]) for key, start, end in phrases if key not in foreign]
    own = [mention for mention in found if mention.owner == paper.id]
    previous: _Mention | None = None
    for mention in found:
        again = (
            previous and previous.owner == mention.owner and text.text[previous.end : mention.start] == " ("
        )
        if mention.owner != paper.id and not again:
            yield _link(paper, mention, own=own, claims=claims)
        previous = mention


def _means_other(text: str, key: str, owners: Mapping[str, str]) -> bool:
    """Tell whether a text defines an acronym itself, in other words than the owner of the name."""
    for match in _DEFINED.finditer(text):
        if name_key(match[2]) == key:
            words = name_key(match[1])
            return not any(words.endswith(other) for other, id_ in owners.items() if id_ == owners[key])
    return False


def _link(paper: Paper, mention: _Mention, *, own: Sequence[_Mention], claims: Sequence[Claim]) -> Link:
    abstract = paper.abstract or ""
    text = fold(abstract)
    place = text.source(mention.start, mention.end)
    printed = abstract[place.start : place.end].rstrip()
    sentence = next(span for span in split_sentences(abstract) if span.start <= place.start < span.end)
    claim = _measured_against(printed, sentence, claims)
    if claim is not None and claim.quote.start <= place.start < claim.quote.end:
        return _made(paper, mention.owner, printed, claim.quote, relation="baseline")
    compared = claim is not None or _compares(text, sentence, mention, own)
    quote = _quote(paper, sentence)
    return _made(paper, mention.owner, printed, quote, relation="baseline" if compared else "mentioned")


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


def names_method(text: str, keys: Collection[str]) -> bool:
    """Tell whether a phrase names a method with one of these keys (see ``name_key``)."""
    return any(True for _ in _phrases(fold(f"over {text}"), keys))


def _compares(text: Folded, sentence: Span, mention: _Mention, own: Sequence[_Mention]) -> bool:
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
