"""Outcome: the plan X-ray."""

from waybook.ui import x_ray

x_ray.findings()
