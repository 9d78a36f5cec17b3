"""Words of the field that readers use for each other: who asks about phones means mobile devices."""

from __future__ import annotations

from functools import cache

from assistant.text.words import content_words

_GROUPS = """
accelerate acceleration speedup speed fast faster quick quicker rapid swift
accuracy accurate precision correctness
adapt adaptation adapting finetune finetuning tune tuning
adapter lora peft
agent assistant copilot
annotate annotation label labelled labelling
attack adversarial adversary
audio speech voice spoken sound
autoencoder vae
bandwidth throughput
benchmark testbed suite leaderboard
bias fairness unfair
bug defect fault error
camera image photo photograph picture visual vision
cheap cheaper inexpensive affordable economical budget
cheap cost efficient efficiency lightweight
chip accelerator gpu asic hardware
classifier classification classify categorise
cluster clustering grouping group
code program software programming
collaborative federated decentralised decentralized
commodity consumer desktop affordable
compress compression shrink reduce reduction smaller prune pruning quantize quantization
conversation dialogue chat
convnet cnn convolution convolutional
cpu processor
crash failure fault
data dataset corpus
datastore corpus database index
delay latency lag
detect detection detector
diffusion denoising
disk ssd nvme storage flash
distil distill distillation teacher student
distributed parallel cluster multinode
doctor clinical clinician medical medicine
document text passage
drop discard evict eviction prune remove
eigenvalue singular svd spectral lowrank
embed embedding representation vector
energy power electricity
erase unlearn unlearning forget forgetting
evaluate evaluation assess assessment
experiment trial
faithful faithfulness factual factuality hallucination
finance financial trading
forecast forecasting predict prediction
gaussian splat splatting
generate generation generative synthesis synthesise
gradient backpropagation
graph network
heterogeneous heterogeneity mixed
infer inference serving deployment decode decoding
kernel operator
language linguistic
large big huge massive giant enormous
layer block
learn learning train training
long lengthy extended
loss objective
manipulation grasp grasping dexterous
math mathematical arithmetic
memory footprint ram hbm store
merge merging fuse fusion combine
microphone audio recording
mobile phone smartphone iphone handset ondevice edge
motion movement trajectory
multimodal visionlanguage vlm
node machine server
noise noisy
offload offloading swap swapping
optimise optimize optimal optimization tuning
outlier extreme
parameter weight
patient clinical medical
perplexity ppl
picture image
pixel image
plan planning planner
policy controller control
pretrain pretraining pretrained foundation
privacy private leakage leak confidential
processor chip
proof theorem theoretical theory
quality accuracy performance
quantum qubit superconducting
query question request
rank ranking rerank reranking
reason reasoning
recommend recommendation recommender
repair fix patch
retrieve retrieval search lookup
robot robotic embodied
sample sampling
scale scaling
scene environment
segment segmentation mask
sensor sensing
sequence series
shift drift
simulate simulation simulator
skip drop bypass
solar photovoltaic pv
sparse sparsity
speaker voice
step iteration
storage memory disk
student learner
subject person
survey review overview
target goal
task problem
teach training education
temporal time
throughput tokens
tool api
traffic transport
transformer attention
translate translation
uncertain uncertainty confidence
unify unified universal
user client customer
video film clip footage
viewpoint view camera
weather climate meteorological atmospheric
web internet online
wide width
"""


def related(word: str) -> frozenset[str]:
    """Return the stems (see `content_words`) that readers use for a stem, without itself; often none."""
    return _table().get(word, frozenset()) - {word}


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _GROUPS.split("\n"):
        group = frozenset(content_words(line))
        for word in group:
            table[word] = table.get(word, frozenset()) | group
    return table
