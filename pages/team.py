"""Strategy: team and sourcing."""

from waybook.ui import charts, desk, sourcing
from waybook.ui.ask import ask, ask_row
from waybook.ui.charts_team import coverage_chart

ask("team.lines")
sourcing.rates()
ask_row("team.market", "team.experience", widths=(1, 1))
ask_row("team.focus", "team.business_rate", "team.run_owner")

ask("team.closures", counts=False)
ask("estimates.past_projects", counts=False)
sourcing.history()

charts.show(coverage_chart(desk.sight(), charts.look()), "coverage")

sourcing.compare()
