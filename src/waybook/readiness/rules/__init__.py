"""The conditions of the findings, by subject. Importing this package registers all of them."""

from waybook.readiness.rules import building, control, data, money, people, purpose, running

__all__ = ["building", "control", "data", "money", "people", "purpose", "running"]
