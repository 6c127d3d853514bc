"""The model, written once: effort, risk, schedule, build cost, run cost, benefit and cash.

Run on numbers it is the simulation; run on symbols it is the workbook. Every line has its label and unit; the text of a
line is what a reader of the workbook sees, so it says what the number is and not how it is computed.
"""

from __future__ import annotations

from waybook.model.model_delivery import build_cost, efforts, risks, team, timing
from waybook.model.model_running import run_cost, running
from waybook.model.model_worth import benefit, cash_flow
from waybook.model.worlds import World


def model(m: World) -> None:
    """Every line item of a plan, in the order in which a reader would ask for them."""
    cost_and_date(m)
    worth(m)


def dates(m: World) -> None:
    """Work, people and time."""
    risks(m)
    efforts(m)
    team(m)
    timing(m)


def cost_and_date(m: World) -> None:
    """All that the top bar and the price of an answer need: go-live, build cost, run cost a year."""
    dates(m)
    build_cost(m)
    run_cost(m)
    running(m)


def worth(m: World) -> None:
    """The rest: benefit, and money month by month."""
    benefit(m)
    cash_flow(m)
