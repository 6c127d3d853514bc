"""Production: readiness in the eight reasons for failure."""

import streamlit as st

from waybook.plan.readiness import REASONS
from waybook.reference import load
from waybook.ui import desk
from waybook.ui.ask import UNKNOWN

st.caption("Choose the sentence that describes you today. Each answer sets how likely the reason is to hit this plan.")
for reason in load().reasons:
    path = f"readiness.{REASONS[reason.id]}"
    desk.desk().asked.append(path)
    anchors = load().anchors_of(reason.id)
    level = getattr(desk.plan().readiness, REASONS[reason.id])
    st.selectbox(
        f"**{reason.axis}.** {reason.question}",
        [None, *range(len(anchors))],
        index=0 if level is None else level + 1,
        format_func=lambda step, anchors=anchors: UNKNOWN if step is None else f"{step} · {anchors[step]}",
        help=f"{reason.name}. What helps: {reason.mitigation}",
        filter_mode=None,
        **desk.edits(path),
    )
