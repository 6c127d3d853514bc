"""Where the organisation stands: the eight reasons with their price, the pairs, and what lies below the waterline."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import streamlit as st

from waybook.plan import read, write
from waybook.readiness.components import below_water, iceberg
from waybook.readiness.pairs import pairs
from waybook.ui import desk, guidance, prices, wording
from waybook.xray import Axis, axes, weakest


@lru_cache(maxsize=16)
def _axes(text: str) -> tuple[Axis, ...]:
    return tuple(axes(read(text)))


def reasons() -> None:
    """Each reason's level, given or derived from other answers, and what being at its best would save."""
    found = _axes(write(desk.plan()))
    worst = weakest(list(found))
    if worst is not None and worst.price is not None:
        saves = prices.Price(worst.price.weeks, worst.price.cost, worst.price.run)
        st.markdown(
            f"The weakest point is **{wording.plain(worst.name)}** (level {worst.level:.1f} of 4): it costs "
            f"**{guidance.in_words(saves)}** at P80."
        )
    rows = [
        {
            "Reason": one.name,
            "Level": one.level,
            "From": "your answer" if one.given else "not known" if one.level is None else "your other answers",
            "Costs, weeks": guidance.signed_weeks(one.price.weeks) if one.price else "–",
            "Costs, money": guidance.signed_money(one.price.cost) if one.price else "–",
        }
        for one in found
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={
            "Level": st.column_config.ProgressColumn("Level, 0 to 4", min_value=0, max_value=4, format="%.1f")
        },
    )
    st.caption(
        "What each costs at P80 against level 4. A level you did not give is worked out from your other answers."
    )


def failed_or_successful() -> None:
    """The eight pairs: where the answers place the plan, and where the room placed itself before."""
    rows = [
        {
            "As failed projects": one.pair.failed,
            "Place": one.place,
            "As successful ones": one.pair.successful,
            "The room said": "–" if one.believed is None else str(one.believed),
            "Because": one.because,
        }
        for one in pairs(desk.sight())
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        column_config={
            "Place": st.column_config.ProgressColumn("Place, 1 to 5", min_value=1, max_value=5, format="%.1f")
        },
    )


def below_the_waterline() -> None:
    """How much of the effort a demonstration does not show."""
    see = desk.sight()
    layers = iceberg(see, see.numbers.days) if see.numbers else []
    if not layers:
        return
    st.markdown(f"**{wording.percent(below_water(layers))} of the work lies below what a demonstration shows.**")
    words = {"planned": "in the plan", "exists": "exists", "not_needed": "not needed", "missing": "missing"}
    rows = [
        {
            "Part": one.name,
            "Share of the work": one.share * 100,
            "Person-days": f"{one.days:,.0f}",
            "State": words.get(one.state, one.state),
        }
        for one in layers
    ]
    most = max(one.share for one in layers) * 100
    with st.expander("Part by part"):
        st.dataframe(
            pd.DataFrame(rows),
            hide_index=True,
            height=35 * (len(rows) + 1) + 3,
            column_config={
                "Share of the work": st.column_config.ProgressColumn(min_value=0, max_value=most, format="%.1f %%")
            },
        )
