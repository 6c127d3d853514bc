"""Strategy: team and sourcing."""

import streamlit as st

from waybook.ui import charts, desk
from waybook.ui.ask import ask, ask_row
from waybook.ui.charts_team import coverage_chart

ask("team.lines")
ask_row("team.market", "team.experience", widths=(1, 1))
ask_row("team.focus", "team.business_rate", "team.run_owner")

ask("team.closures", counts=False)
ask("estimates.past_projects", counts=False)
st.caption("Finished projects shift the defaults towards your own overruns, the more of them the further.")

charts.show(coverage_chart(desk.sight(), charts.look()), "coverage")
