"""Production: gates and the checklist."""

from waybook.ui import gating
from waybook.ui.ask import ask

ask("gates.strictness", counts=False)
gating.gates_of_the_plan()
