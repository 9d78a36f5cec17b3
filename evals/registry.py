"""The tasks that can be run; a further one is one entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evals.job import Job
from evals.questions.task import questions_task
from evals.retrieval.task import retrieval_task
from evals.scores import Score
from evals.tasks import claims_task, links_task, pairs_task
from evals.topics import topics_task

TASKS: Mapping[str, Callable[[Job], Score]] = {
    "claims": claims_task,
    "pairs": pairs_task,
    "links": links_task,
    "questions": questions_task,
    "topics": topics_task,
    "retrieval": retrieval_task,
}
