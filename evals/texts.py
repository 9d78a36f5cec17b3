"""Papers prepared for scoring: found by title, and looked up for figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.ledger.pairs import title_form
from assistant.schema import Paper
from evals.figures import Figure, all_figures, squashed


@dataclass(frozen=True)
class Text:
    """What a paper says, prepared for looking figures up."""

    paper: Paper

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Figures of title and abstract."""
        return all_figures(f"{self.paper.title}\n{self.paper.abstract or ''}")

    @cached_property
    def squashed(self) -> str:
        """Letters and digits of title and abstract."""
        return squashed(f"{self.paper.title} {self.paper.abstract or ''}")

    def states(self, figure: Figure) -> bool:
        """Tell whether the paper prints a figure in its class of unit; a name may be part of a longer one."""
        if figure.name:
            return squashed(figure.printed) in self.squashed
        return any(figure.same(other) for other in self.figures)

    def rounds_to(self, figure: Figure) -> bool:
        """Tell whether a figure of the paper rounds to this one."""
        return any(figure.rounds(other) for other in self.figures)


class Texts:
    """The papers of a library by their ids."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._texts = {paper.id: Text(paper) for paper in papers}
        self._ids = {title_form(text.paper.title): name for name, text in self._texts.items()}

    def get(self, names: Iterable[str]) -> list[Text]:
        """Return the papers with these ids, as far as there are such."""
        return [self._texts[name] for name in names if name in self._texts]

    def others(self, names: Collection[str]) -> list[Text]:
        """Return all papers but those."""
        return [text for name, text in self._texts.items() if name not in names]

    def title(self, name: str) -> str:
        """Return the title of a paper, or its id where it is not in the library."""
        return self._texts[name].paper.title if name in self._texts else name

    def titles(self, names: Iterable[str]) -> list[str]:
        """Return the titles of papers by their ids."""
        return [self.title(name) for name in names]

    def ids(self, titles: Collection[str]) -> set[str]:
        """Return the ids of those titles that are in the library."""
        forms = map(title_form, titles)
        return {self._ids[form] for form in forms if form in self._ids}

    def missing(self, titles: Collection[str]) -> list[str]:
        """Return the titles that are not in the library."""
        return [title for title in titles if title_form(title) not in self._ids]
