"""Forms of the verbs with which authors speak of their work."""

from __future__ import annotations

import re

_BASES = """
achieve adapt add address adopt advance aim align allow analyse analyze apply argue assess attain augment
automate avoid balance base benchmark boost bound break bridge bring build capture carry categorise
categorize characterise characterize choose classify close collect combine compare complement compose
compress compute conceptualize conclude conduct conjecture consider construct contribute convert create
decompose decouple deduce define deliver demonstrate deploy derive describe design detect determine
develop devise discover discuss distinguish draw eliminate employ enable encode enhance ensure establish
estimate evaluate examine exhibit exploit explain explore expose express extend extract facilitate find
fine-tune fit focus formalize formulate fuse gain generalise generalize generate get give ground guide
handle highlight hope identify illustrate implement improve incorporate increase infer insert integrate
introduce investigate join justify keep lay learn leverage list maintain make match maximize measure
minimize mitigate model modify motivate observe obtain offer open optimise optimize organise organize
outline outperform overcome overview parameterize partition perform pinpoint plan pose predict prioritise
prioritize present preserve prevent process produce profile propose prove provide prune quantify quantize
raise reach realize reconsider recover reduce refine reformulate regularize relax release remove replace
report represent resolve retain reveal review revisit run sample scale schedule search separate serve set
share shed show simplify simulate solve speed split store study substantiate suggest summarize support
surpass survey systematize tackle take test think train transfer transform treat tune understand unify
update use utilize validate verify view visualize work yield
"""
_PASTS = {
    "began": "begin",
    "brought": "bring",
    "built": "build",
    "chose": "choose",
    "did": "do",
    "drew": "draw",
    "found": "find",
    "gave": "give",
    "got": "get",
    "had": "have",
    "kept": "keep",
    "laid": "lay",
    "made": "make",
    "ran": "run",
    "saw": "see",
    "took": "take",
    "went": "go",
}
_SINGULARS = {"are": "is", "were": "was", "have": "has", "do": "does", "go": "goes"}
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")


def base_of(verb: str) -> str | None:
    """Return the base form of a known verb that stands in it or in the past, ``None`` for any other word."""
    return _KNOWN.get(verb.lower())


def base_of_participle(word: str) -> str | None:
    """Return the base form of a known verb that ends in ``ing``, ``None`` for any other word."""
    stem = word.lower().removesuffix("ing")
    forms = (stem, f"{stem}e", stem[:-1]) if stem != word.lower() else ()
    return next((form for form in forms if form in _KNOWN and _KNOWN[form] == form), None)


def singular(verb: str) -> str | None:
    """Return the present form of the third person, ``None`` when the word is no known verb."""
    low = verb.lower()
    if low in _SINGULARS:
        return _SINGULARS[low]
    base = base_of(low)
    return _third(base) if base else None


def _third(base: str) -> str:
    if base in _SINGULARS:
        return _SINGULARS[base]
    if _CONSONANT_Y.search(base):
        return f"{base[:-1]}ies"
    return f"{base}es" if _SIBILANT.search(base) else f"{base}s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    return f"{base[:-1]}ied" if _CONSONANT_Y.search(base) else f"{base}ed"


_KNOWN = {
    **{base: base for base in _BASES.split()},
    **{_past(base): base for base in _BASES.split()},
    **_PASTS,
    **{base: base for base in _PASTS.values()},
}
