"""What a question asks for: its kind, what to search for, and which papers it names."""

from assistant.answer.route.follow_up import PapersById, Resolved, resolve
from assistant.answer.route.kinds import kind_of
from assistant.answer.route.plan import Plan, plan_by_rules, plan_with

__all__ = ["PapersById", "Plan", "Resolved", "kind_of", "plan_by_rules", "plan_with", "resolve"]
