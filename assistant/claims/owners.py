"""Which paper of a library a method's name belongs to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.claims.mentions import Keys, Mention, is_written_as_name
from assistant.claims.names import introduced_names, name_key, title_names
from assistant.schema import Paper

_DEFINED = re.compile(r"((?:[A-Za-z][\w\-]* ){2,8})\(([\w^\-]{2,12})\)")
_FEW = 4
"""Papers that may always name a method before it counts as a generic word."""
_SHARE_OF_TITLES = 5
"""One in how many papers may name a method that a title names before it counts as a generic word."""
_SHARE = 100
"""The same for a method that only an abstract names."""


@dataclass(frozen=True)
class Owner:
    """The paper of a method and the name as this paper prints it."""

    paper_id: str
    printed: str
    in_title: bool
    ordinary: bool = False
    """Whether the library also has the word in small letters."""


def find_owners(papers: Sequence[Paper], texts: Mapping[str, str]) -> dict[str, Owner]:
    """Return the owner of each method name by its key; ``texts`` are the folded abstracts by paper id.

    The paper with the name in its title comes before one that introduces it. A name that two papers claim
    equally belongs to neither, nor does an abbreviation that two papers define; a generic word to none.
    """
    claimed = _claimed(papers, texts)
    return _without_generic(claimed, texts)


def spelled_out(text: str, key: str) -> str | None:
    """Return the key of the words that a folded text abbreviates by the name ``key``, if it does."""
    found = (match[1] for match in _DEFINED.finditer(text) if name_key(match[2]) == key)
    return next((name_key(words) for words in found), None)


def _claimed(papers: Sequence[Paper], texts: Mapping[str, str]) -> dict[str, Owner]:
    owners: dict[str, Owner] = {}
    definitions = Counter(key for text in texts.values() for key in _defined(text))
    for in_title, names_of in ((True, title_names), (False, introduced_names)):
        claimants: defaultdict[str, dict[str, Owner]] = defaultdict(dict)
        for paper in papers:
            for name in names_of(paper):
                key = name_key(name)
                if in_title or (definitions[key] <= 1 and not _is_part(key, paper)):
                    claimants[key].setdefault(paper.id, Owner(paper.id, name, in_title))
        for key, found in claimants.items():
            if len(found) == 1:
                owners.setdefault(key, *found.values())
    return owners


def _is_part(key: str, paper: Paper) -> bool:
    """Tell whether a name is only the end of the name in the title: DETR in LGI-DETR."""
    return any(name_key(name).endswith(key) and name_key(name) != key for name in title_names(paper))


def _defined(text: str) -> set[str]:
    """Return the abbreviations that an abstract spells out, and what it spells out, as keys."""
    keys: set[str] = set()
    for match in _DEFINED.finditer(text):
        joined = ""
        for word in reversed(match[1].split()):
            joined = name_key(word) + joined
            keys.add(joined)
        keys.add(name_key(match[2]))
    return keys


def _without_generic(owners: Mapping[str, Owner], texts: Mapping[str, str]) -> dict[str, Owner]:
    """Leave out common nouns: what the library writes small, with a plural, or all the time."""
    plurals = {f"{key}s" for key in owners}
    keys = Keys([*owners, *plurals])
    used: Counter[str] = Counter()
    small: set[str] = set()
    for text in texts.values():
        found = list(keys.find(text))
        used.update({it.key for it in found if is_written_as_name(it.printed)})
        small.update(it.key for it in found if it.printed.islower())
    return {
        key: replace(owner, ordinary=key in small)
        for key, owner in owners.items()
        if used[key] <= _most(owner, len(texts)) and not _is_common(key, owner, used, small)
    }


def _is_common(key: str, owner: Owner, used: Mapping[str, int], small: Iterable[str]) -> bool:
    plural = f"{key}s"
    if plural in used or plural in small:
        return True
    # "MARLIN" is still a name where somebody writes of the fish; "Knowledge Distillation" is not.
    return key in small and not owner.printed.isupper() and not any(map(str.isdigit, key))


def _most(owner: Owner, papers: int) -> int:
    return max(_FEW, papers // (_SHARE_OF_TITLES if owner.in_title else _SHARE))


def is_spelling_of(mention: Mention, owner: Owner) -> bool:
    """Tell whether a mention may spell the owner's name: "Marlin" that of MARLIN, not "DoLa" that of DOLA."""
    if owner.ordinary and mention.printed.istitle():
        return False
    printed, known = _letters(mention.printed), _letters(owner.printed)
    if printed == known or " " in mention.printed or " " in owner.printed:
        return printed.casefold() == known.casefold()
    # Whoever does not know the capitals writes the name as a plain word.
    return printed.istitle() or known.istitle() or printed.isupper()


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name)
