"""Engineering: work packages and the team's own figures."""

import streamlit as st

from waybook.reference import load
from waybook.ui import charts, desk, whose
from waybook.ui.ask import ask
from waybook.ui.entries import ask_entries

size = desk.plan().architecture.size or "M"
stages = {stage.number: stage.name for stage in load().stages}
packages = [package for package in load().packages if not package.is_run]
view = charts.views("work", ("Effort", "Waits and people"))
if view == "Effort":
    st.caption(
        f"Usual person-days are for size {size}. Where you know better, give low, likely and high: in one project of "
        "ten it takes less than low, in one of ten more than high."
    )
    beside, fields = "Usual days", ("days", "included")
    usual = {package.id: package.effort[size] for package in packages}
else:
    st.caption(
        "A wait is time in which nobody works on it: access, sign-off, procurement. People at once are the most of one "
        f"role that can share a package, usually {load().parameters['crew'].value:g}."
    )
    beside, fields = "Usual wait", ("wait_weeks", "crew")
    usual = {package.id: package.wait_weeks for package in packages}
ask_entries(
    "estimates.packages",
    {
        package.id: {
            "Stage": stages[package.stage], "Work package": package.name,
            beside: "{:g} · {:g} · {:g}".format(*three) if (three := usual[package.id]) else "–",
        }
        for package in packages
    },
    fields,
    defaults={package.id: {"included": True} for package in packages},
    widths={"Work package": 375},
    part=view,
)  # fmt: skip
whose.offer("work packages", "Usual days and waits of the work packages", whose.LABEL)
ask("estimates.widening", counts=False)
if desk.plan().estimates.widening == 1:
    st.warning(
        "Your ranges are taken as they are: that assumes that nobody in the room is overconfident. Against it: "
        + load().parameters["widening"].source
    )
else:
    st.caption(
        "Low and high of your efforts are moved away from likely by this factor, because people's ranges are too "
        "narrow. Waits count as typed."
    )
ask("estimates.own_packages", columns=("id", "name", "stage", "days", "depends_on"), counts=False)
