"""Terms of machine learning and its systems that a question may be about.

A question about one that no paper of the library uses is about something else than these papers. Terms on one line
stand for each other.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.text.words import content_words

_TERMS = """
speculative decoding / speculative sampling
beam search
prompt tuning / soft prompts
prefix tuning
instruction tuning / instruction following
chain of thought
tree of thoughts
few-shot prompting
in-context learning
mixture of experts / MoE
expert routing
reinforcement learning from human feedback / RLHF
reward model / reward modeling
direct preference optimization / DPO
proximal policy optimization / PPO
constitutional AI
red teaming
jailbreak / jailbreaking
prompt injection
watermarking / watermark
membership inference
differential privacy
federated learning / federated averaging
homomorphic encryption
secure multi-party computation
continual learning / lifelong learning
curriculum learning
active learning
contrastive learning
self-supervised learning
semi-supervised learning
transfer learning
meta-learning
multi-task learning
knowledge distillation
neural architecture search
hyperparameter search
bayesian optimization
evolutionary algorithms / genetic algorithm
lottery ticket
gradient checkpointing / activation checkpointing / activation recomputation
gradient compression
gradient clipping
learning rate warmup
weight decay
batch normalization
layer normalization
dropout
data augmentation
label smoothing
tensor parallelism
pipeline parallelism
sequence parallelism / context parallelism
data parallelism
expert parallelism
ring attention
flash attention
paged attention
linear attention
sliding window attention
grouped-query attention / multi-query attention
sparse attention
cross-attention
rotary embeddings / rotary position embedding / RoPE
positional encoding
tokenization / tokenizer
byte-pair encoding
vocabulary size
retrieval-augmented generation / RAG
dense retrieval
late interaction
query expansion
cross-encoder
knowledge graph
graph neural network
graph transformer
message passing
state space model
recurrent neural network
long short-term memory
autoencoder
generative adversarial network
normalizing flow
diffusion model
flow matching
score matching
energy-based model
neural radiance field
gaussian splatting
object detection
instance segmentation
semantic segmentation
panoptic segmentation
pose estimation
depth estimation
optical flow
super-resolution
image captioning
visual question answering
video generation
text-to-image
text-to-speech
speech recognition
speaker verification
voice conversion
music generation
machine translation
named entity recognition
sentiment analysis
question answering
text summarization
dialogue systems
code generation
program synthesis
program repair
formal verification
theorem proving
compiler optimization
kernel fusion
auto-tuning / autotuning
operator fusion
memory offloading
cache eviction
prefix caching
prompt caching
continuous batching
disaggregated serving / prefill-decode disaggregation
load balancing
fault tolerance
elastic training
checkpointing
network congestion
remote direct memory access / RDMA
in-network computing
processing in memory
neuromorphic
spiking neural network
analog computing
photonic
field-programmable gate array / FPGA
quantum annealing
variational quantum
reservoir computing
quantization-aware training
post-training quantization
weight pruning
structured pruning
low-rank adaptation / LoRA
low-rank factorization
vector quantization
product quantization
early exit
layer skipping
token pruning
token merging
model merging
model soup
ensemble distillation
uncertainty quantification
conformal prediction
calibration
out-of-distribution detection
anomaly detection
adversarial training
adversarial examples
backdoor attack
data poisoning
machine unlearning
model editing
interpretability
mechanistic interpretability
attention visualization
causal inference
causal discovery
counterfactual
fairness
hallucination detection
fact checking
tool use / tool calling
multi-agent
web agents
robot manipulation
imitation learning
behavior cloning
offline reinforcement learning
world model
model predictive control
sim-to-real
autonomous driving
lane detection
point cloud registration
simultaneous localization and mapping
time-series forecasting
weather forecasting
protein folding
molecule generation
drug discovery
medical imaging
electronic health records
recommender systems / recommendation systems
click-through rate
collaborative filtering
matrix factorization
stock prediction
fraud detection
traffic prediction
carbon footprint
energy consumption
acceptance rate
scaling laws
emergent abilities
grokking
double descent
neural tangent kernel
mean field
random features
gaussian process
kernel density estimation
support vector machine
determinantal point process
optimal transport
wasserstein
spectral clustering
k-means
random forest
gradient boosting
logistic regression
"""


def terms_in(text: str) -> list[tuple[str, ...]]:
    """Return the terms that a text uses, each with all its spellings, the one used first."""
    spaced = f" {' '.join(content_words(text))} "
    found: list[tuple[str, ...]] = []
    for group in _groups():
        used = [term for term, stems in group if f" {stems} " in spaced]
        if used:
            others = [term for term, _ in group if term != used[0]]
            found.append((used[0], *others))
    return found


def uses(text: str, term: str) -> bool:
    """Tell whether a text uses a term, in any form of its words."""
    return f" {' '.join(content_words(term))} " in f" {' '.join(content_words(text))} "


@cache
def _groups() -> tuple[tuple[tuple[str, str], ...], ...]:
    lines = _TERMS.strip().split("\n")
    return tuple(
        tuple((term, " ".join(content_words(term))) for term in re.split(r"\s*/\s*", line)) for line in lines
    )
