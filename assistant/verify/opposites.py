"""Which words exclude one another, and which may stand for one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from assistant.verify.tokens import COUNTS, key_of

_OPPOSED = """
improve enhance boost strengthen better ameliorate / degrade worsen impair hurt harm hamper deteriorate weaken undermine
    worse damage diminish hinder compromise
improvement enhancement gain boost / degradation deterioration loss drop decline impairment damage
increase raise grow rise boost expand elevate enlarge / decrease reduce lower cut shrink drop diminish fall decline lessen
    slash halve minimize curb
increase growth rise / decrease reduction decline drop fall
accelerate speed fast faster fastest quick quicker rapid quickly speedup / decelerate slow slower slowest slowly slowdown
high higher highest / low lower lowest
large larger largest big bigger biggest huge / small smaller smallest little tiny
great greater greatest / small smaller less lesser
more / less fewer
most / least
many numerous / few
better best superior / worse worst inferior
good / bad poor
outperform surpass exceed beat / underperform lag trail fall falls fell
superior / inferior
long longer longest / short shorter shortest
wide wider broad broader / narrow narrower
strong stronger strongest / weak weaker weakest
cheap cheaper inexpensive / costly costlier expensive
simple simpler easy easier / complex complicated hard harder difficult
early earlier / late later
before / after
above / below
inside within / outside beyond
with / without
positive positively / negative negatively
maximize maximal maximum / minimize minimal minimum
upper / lower
always / never rarely seldom
all every each / no none
allow enable permit / prevent prohibit prevents forbid block
support / oppose
include / exclude omit
require need / avoid obviate eliminate
keep retain preserve maintain / lose discard drop remove destroy sacrifice
add insert / remove delete
gain / lose
succeed / fail
success / failure
accept / reject
mitigate alleviate reduce ease relieve / aggravate exacerbate worsen intensify amplify
sparse / dense
local / global
static / dynamic
online / offline
linear / nonlinear quadratic exponential cubic
supervised / unsupervised
centralized / decentralized distributed
deterministic / stochastic probabilistic random
discrete / continuous
explicit explicitly / implicit implicitly
symmetric / asymmetric
synchronous / asynchronous
coarse / fine
shallow / deep
public / private
open / closed proprietary
lossless / lossy
robust / fragile brittle vulnerable
lightweight light / heavy heavyweight
safe / unsafe dangerous harmful
true / false
present / absent
similar same identical / different distinct dissimilar
convergent converge / divergent diverge
rich / poor
modern novel new recent / old outdated traditional
first / last final second
top / bottom
left / right
forward / backward
input / output
active / inactive passive
human / machine automatic
manual manually / automatic automatically automated
internal / external
single / multiple several
single / dual
partial partially partly / full fully complete completely entire entirely
consistent consistently / inconsistent
frequent frequently / rare rarely infrequent
optimistic / pessimistic
homogeneous / heterogeneous
benign / malicious malignant
upregulate / downregulate
activate stimulate induce promote / inhibit suppress repress block
inhibitor antagonist / activator agonist
agree / disagree
optimal / suboptimal
"""
_SIBLINGS = """
weight activation gradient bias
train inference pretrain finetune
prefill decode
encoder decoder
key value query
pruning quantization distillation sparsification
latency throughput accuracy bandwidth memory energy perplexity
compute memory
head layer channel block
image text video audio speech
precision recall
teacher student
server client
generator discriminator
classification regression detection segmentation
convolution attention transformer recurrent convolutional
node edge
row column
hardware software
spatial temporal
depth width height
token layer parameter
graph tree
agent user
protein molecule gene
source target
supervised reinforcement
mean median variance
rgb lidar radar thermal
forecast classification
cloud edge
cpu gpu fpga tpu
positive negative
mouse human rat
male female men women
child adult
cause effect
north south
east west
upstream downstream
"""
_SYNONYMS = """
improve enhance boost increase raise advance strengthen
reduce decrease lower cut shrink diminish lessen minimize slash save drop curb mitigate alleviate
increase raise grow boost elevate expand
achieve attain reach obtain deliver yield realize gain
show demonstrate reveal indicate find report illustrate establish confirm observe suggest exhibit prove
propose present introduce develop describe design offer
use utilize leverage employ exploit adopt apply harness
outperform surpass exceed beat
enable allow permit support facilitate let
require need demand necessitate
maintain preserve keep retain sustain hold
large big substantial significant considerable great major huge massive vast
substantially significantly considerably greatly markedly notably largely much strongly drastically dramatically
crucial essential critical important vital key pivotal
many numerous several various multiple diverse
method approach technique framework system model algorithm scheme strategy pipeline architecture mechanism procedure
    tool solution methodology
work paper study research article
result finding outcome experiment evaluation
task problem challenge
fast quick rapid efficient
difficult challenging hard complex
novel new
recent modern current
prior previous existing earlier past
produce generate create yield construct build
contain include comprise hold encompass cover
evaluate assess test measure examine validate
analyze examine investigate study explore
compare contrast
combine integrate merge unify fuse join incorporate
speed accelerate faster quicker speedup acceleration
accurate precise
accuracy precision performance quality
cost expense overhead
size footprint
start begin
help assist aid
common typical usual frequent
typically usually generally often commonly frequently normally
consistently always
rely depend
focus concentrate
deal handle address tackle solve resolve overcome
limit restrict constrain
select choose pick
remove eliminate discard drop evict prune
change modify alter adapt adjust
estimate predict forecast infer
understand interpret
gap difference discrepancy disparity
dataset corpus benchmark data
train learn
text language
user human people person
image picture
"""
_GENERIC = """
method approach technique framework system model algorithm scheme strategy pipeline architecture mechanism procedure
tool solution methodology module component work paper study author team result experiment benchmark dataset baseline
task setting case example feature process issue problem challenge way aspect performance ability capability
existing previous prior current recent state art novel new proposed overall respective corresponding various different
one ones counterpart former latter variant version kind type form other another additional further such several multiple certain given specific particular
"""
_PREFIXES = (
    ("", "un"), ("", "in"), ("", "im"), ("", "ir"), ("", "il"), ("", "non"), ("", "dis"), ("", "mis"), ("", "de"),
    ("", "anti"), ("out", "under"), ("over", "under"), ("homo", "hetero"), ("mono", "multi"), ("uni", "multi"),
    ("uni", "bi"), ("intra", "inter"), ("pre", "post"), ("micro", "macro"), ("hyper", "hypo"), ("sub", "super"),
    ("max", "min"), ("up", "down"), ("in", "ex"), ("single", "multi"),
)  # fmt: skip
_SHORTEST_REST = 4
"""Letters that two words have to share after their prefixes."""


def _sides(line: str) -> list[list[str]]:
    return [[key_of(word) for word in side.split()] for side in line.split("/")]


def _lines(text: str) -> list[str]:
    return text.strip().replace("\n    ", " ").split("\n")


def _opposed() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _lines(_OPPOSED):
        one, other = _sides(line)
        for key in one:
            found[key].update(other)
        for key in other:
            found[key].update(one)
    return {key: frozenset(words - {key}) for key, words in found.items()}


def _grouped(text: str) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _lines(text):
        (keys,) = _sides(line)
        for key in keys:
            found[key].update(keys)
    return {key: frozenset(words - {key}) for key, words in found.items()}


_OPPOSITES = _opposed()
_KIN = _grouped(_SIBLINGS)
_ALIKE = _grouped(_SYNONYMS)
GENERIC = frozenset(key_of(word) for word in _GENERIC.split())
"""Words that stand for what was named before."""


def are_opposed(one: str, other: str) -> bool:
    """Tell whether two keys are listed as saying the contrary, such as those of ``faster`` and ``slower``."""
    return other in _OPPOSITES.get(one, ())


@lru_cache(maxsize=65_536)
def differ_by_prefix(one: str, other: str) -> bool:
    """Tell whether a prefix makes one word the contrary of the other: ``stable`` and ``unstable``."""
    return any(_differ_by(one, other, *pair) or _differ_by(other, one, *pair) for pair in _PREFIXES)


def are_kin(one: str, other: str) -> bool:
    """Tell whether two keys name different things of one kind: weights and activations, two and three."""
    return other in _KIN.get(one, ()) or (one != other and one in COUNTS and other in COUNTS)


def are_alike(one: str, other: str) -> bool:
    """Tell whether one key may stand for the other."""
    return one == other or other in _ALIKE.get(one, ()) or (one in GENERIC and other in GENERIC)


def opposites(key: str) -> frozenset[str]:
    """Return the keys listed as contrary to this one."""
    return _OPPOSITES.get(key, frozenset())


def _differ_by(one: str, other: str, first: str, second: str) -> bool:
    if not one.startswith(first) or not other.startswith(second):
        return False
    rest = one[len(first) :]
    return len(rest) >= _SHORTEST_REST and rest == other[len(second) :]
