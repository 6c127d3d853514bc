"""Outcome: every number and where it comes from."""

from waybook.ui import provenance

provenance.table()
