"""Related work: from a topic and a set of papers to paragraphs whose every sentence is cited and checked."""

from assistant.draft.drafting import Drafting
from assistant.draft.model_sections import ModelSections
from assistant.draft.outlining import moved, renamed, reordered
from assistant.draft.sections import ExtractiveSections, Section, SectionWriter

__all__ = [
    "Drafting",
    "ExtractiveSections",
    "ModelSections",
    "Section",
    "SectionWriter",
    "moved",
    "renamed",
    "reordered",
]
