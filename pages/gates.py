"""Production: gates and the checklist."""

from waybook.readiness.gates import gate_states
from waybook.ui import charts, desk, gating
from waybook.ui.ask import ask
from waybook.ui.charts_readiness import go_live_chart

if charts.views("gates", ("Gate by gate", "Ready to go live?")) == "Gate by gate":
    ask("gates.strictness", counts=False)
    gating.gates_of_the_plan()
else:
    charts.show(go_live_chart(gate_states(desk.sight()), charts.look(430)), "go live")
