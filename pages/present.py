"""Outcome: one finding at a time, large."""

from waybook.ui.presenting import present

present()
