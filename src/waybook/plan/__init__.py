"""The Plan: pydantic parts with title, description, unit and bounds on every field. No behaviour."""

from waybook.plan.document import Plan
from waybook.plan.part import Range
from waybook.plan.reading import PlanError, accept, read, write

__all__ = ["Plan", "PlanError", "Range", "accept", "read", "write"]
