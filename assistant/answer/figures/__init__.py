"""Questions about figures, answered from the records of what papers claim."""

from assistant.answer.figures.replies import FigureAnswers
from assistant.answer.figures.reply import Reply
from assistant.answer.figures.speaking import speak
from assistant.answer.figures.telling import Sentence

__all__ = ["FigureAnswers", "Reply", "Sentence", "speak"]
