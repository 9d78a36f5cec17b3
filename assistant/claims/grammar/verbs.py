"""The verbs by which abstracts state results."""

from __future__ import annotations

import re
from typing import Final

from assistant.claims.grammar.tables import alternatives

_STEMS = """
    achieve attain reach deliver obtain yield provide offer outperform surpass exceed improve boost
    enhance reduce save accelerate retain maintain preserve recover converge get require consume take
    incur enable beat suffer exhibit produce solve detect generate identify outpace lose slash come stay
    operate demonstrate show perform eliminate shrink compress allow integrate unify remain scale deploy
    distill convert generalize follow bridge make predict degrade synthesize facilitate introduce combine
    employ leverage select apply avoid adapt discover learn keep bring go represent halve
"""
"""Verbs whose forms are made by rule."""
_NOUN_LIKE = """
    use see train process increase decrease gain drop fall rise grow result support need run rank score
    lead cut speed report trail lag match set account cover lower complete narrow close double triple
"""
"""Verbs whose present forms are nouns as well."""
_IRREGULAR = """
    ran led fell rose grew took went sped kept brought made got saw came lost gave gives beats
    is are was were has have had can could may might does did
"""
_OBJECTS = (
    "by to from up the an? its our only about over in all both new state better higher lower for less fewer"
)
_OBJECT = rf"(?= (?:[~<>]?\d|\+|[A-Z]|(?:{alternatives(_OBJECTS)})\b))"
"""What follows a verb and not a noun of the same form."""


def _present(stem: str) -> str:
    """Return the pattern of a verb's present forms."""
    return f"{stem[:-1]}(?:y|ies)" if stem.endswith("y") else f"{stem}(?:s|es)?"


def _past(stem: str) -> str:
    """Return the pattern of a verb's past forms."""
    if stem.endswith("e"):
        return f"{stem}d"
    return f"{stem[:-1]}ied" if stem.endswith("y") else f"{stem}{stem[-1]}?ed"


_FINITE = [
    *(form(stem) for stem in _STEMS.split() for form in (_present, _past)),
    *(_past(stem) for stem in _NOUN_LIKE.split()),
    alternatives(_IRREGULAR),
]
_PRESENT_NOUN_LIKE = "|".join(map(_present, _NOUN_LIKE.split()))
_DETERMINED = "".join(f"(?<!\\b{word} )" for word in ("[Tt]he", "[Aa]", "[Aa]n", "[Oo]ur", "[Ii]ts"))
"""That no article stands before, after which "distilled" is no verb."""
VERB: Final = re.compile(
    rf"(?<![\w-]){_DETERMINED}(?:{'|'.join(_FINITE)}|(?:{_PRESENT_NOUN_LIKE}){_OBJECT}"
    rf"|(?<=and )(?:{_PRESENT_NOUN_LIKE})(?<=s))(?![\w-])"
)
"""Finite forms of the verbs that state results, as far as their shape tells them from nouns."""
PLAIN_VERB: Final = re.compile(rf"(?<![\w-]){_DETERMINED}(?:{'|'.join(_FINITE)})(?![\w-])")
"""The verbs among them that cannot be nouns."""


def _participle(stem: str) -> str:
    """Return the pattern of a verb's present participle."""
    bare = stem[:-1] if stem.endswith("e") else stem
    return f"{bare}{bare[-1]}?ing"


_PARTICIPLES = "|".join(map(_participle, (_STEMS + _NOUN_LIKE).split()))
PARTICIPLE: Final = re.compile(rf"(?<![\w-])(?:{_PARTICIPLES})(?![\w-])")
"""Present participles of the same verbs."""
_ADVERBS = r"(?:[a-z]+ly |further |also |even |thus |thereby |only )*"
CONTINUES: Final = re.compile(
    rf"(?:^|,|\b(?:and|while|by|thereby|thus))\W*{_ADVERBS}(?:{_PARTICIPLES})(?![\w-])"
)
"""A participle that continues the statement of a finite verb: "and substantially reducing"."""
