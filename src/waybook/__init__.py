"""Waybook: a planning workbook that takes a team from "we want AI" to a production plan."""

__version__ = "0.1.0"
