"""Plans made up from a seed: sizes, teams, measures, own packages, waits, calendars; all valid, few alike."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache

from waybook.plan import Plan, Range
from waybook.plan.architecture import APPROACHES, Integration
from waybook.plan.economics import OneOff, PriceOverride, RunCost
from waybook.plan.estimates import OwnPackage, PackageEstimate
from waybook.plan.objectives import Kpi
from waybook.plan.readiness import REASONS
from waybook.plan.team import ROLE_NAMES, SOURCINGS, Closure, TeamLine
from waybook.reference import load

ROLES = tuple(role for role in ROLE_NAMES if role != "SME")


@cache
def package_ids() -> tuple[str, ...]:
    """Ids of the catalogue's build packages, in its order."""
    return tuple(one.id for one in load().packages if not one.is_run)


def spread(dice: random.Random, likely: float) -> Range:
    """A range around a value."""
    return Range(low=likely * dice.uniform(0.3, 0.95), likely=likely, high=likely * dice.uniform(1.05, 3))


def made_up(seed: int) -> Plan:
    """One plan; the same seed gives the same plan."""
    dice = random.Random(seed)
    plan = Plan(name=f"Plan {seed}", start=dt.date(2027, 1, 4) + dt.timedelta(dice.randrange(300)), seed=seed)
    plan.currency = dice.choice(("GBP", "EUR", "USD"))
    _architecture(plan, dice)
    _team(plan, dice)
    _estimates(plan, dice)
    for field in REASONS.values():
        setattr(plan.readiness, field, dice.choice((None, 0, 1, 2, 3, 4)))
    for field in ("completeness", "timeliness", "uniqueness", "structure"):
        setattr(plan.data, field, dice.choice((None, "good", "fair", "poor")))
    plan.objectives.kpis = [_kpi(dice, place) for place in range(dice.randrange(4))]
    money = plan.economics
    money.horizon_years = dice.randint(1, 6)
    money.sector = dice.choice(("private", "public"))
    money.discount_rate = dice.choice((None, 0.0, 0.12))
    money.one_offs = [
        OneOff(
            name=f"Bought {n}",
            amount=spread(dice, dice.uniform(100, 40_000)),
            phase=dice.choice(("prototype", "build")),
        )
        for n in range(dice.randrange(3))
    ]
    money.run_costs = [
        RunCost(name=f"Fee {n}", amount=spread(dice, dice.uniform(10, 4000))) for n in range(dice.randrange(3))
    ]
    if dice.random() < 0.3:
        money.price = PriceOverride(input_mtok=1.5, output_mtok=6.25, source="An offer")
    if dice.random() < 0.5:
        money.realisation = Range(low=0.2, likely=0.5, high=0.9)
    if dice.random() < 0.5:
        money.trend.price = Range(low=-0.7, likely=dice.uniform(-0.5, 0.1), high=0.4)
        money.trend.source = dice.choice(("", "Bills of two years"))
    if dice.random() < 0.5:
        money.trend.years = dice.choice((None, 0.0, 3.5))
        money.trend.tokens = Range(low=-0.1, likely=dice.uniform(0.0, 0.4), high=1.2)
    for name in ("rates", "effort", "volume", "tokens"):
        if dice.random() < 0.5:
            setattr(money.levers, name, dice.uniform(-0.4, 0.6))
    return plan


def _architecture(plan: Plan, dice: random.Random) -> None:
    built = plan.architecture
    built.size = dice.choice((None, "S", "M", "L"))
    built.approach = dice.choice((None, *APPROACHES))
    built.human_review_share = dice.choice((None, 0.0, 0.2, 1.0))
    built.usage.conversations = dice.choice((None, 0.0, 500.0, 1e6))
    built.usage.input_tokens = dice.choice((None, 3000.0))
    built.usage.growth = dice.choice((None, -0.5, 0.0, 0.8))
    built.integrations = [
        Integration(system=f"System {n}", quality=dice.choice((None, "good", "poor"))) for n in range(dice.randrange(4))
    ]
    if dice.random() < 0.3:
        built.cloud_month = spread(dice, 900)


def _team(plan: Plan, dice: random.Random) -> None:
    team = plan.team
    team.market = dice.choice(("uk", "us", "eu"))
    team.focus = dice.choice((None, 0.5, 1.0))
    if dice.random() < 0.8:
        for role in dice.sample(ROLES, dice.randint(1, len(ROLES))):
            for _ in range(dice.randint(1, 2)):
                line = TeamLine(role=role, name=dice.choice(("", "Alex", "=cmd|' /C calc'!A0")))
                line.fte = dice.choice((0.2, 0.5, 1, 2.5, 4))
                line.sourcing = dice.choice(tuple(SOURCINGS))
                line.day_rate = dice.choice((None, None, 0.0, 640.5))
                line.available = dice.choice(("now", "hire"))
                if line.available == "hire":
                    line.wait_weeks = dice.choice((None, Range(low=1, likely=4, high=9)))
                team.lines.append(line)
    if dice.random() < 0.4:
        first = plan.start + dt.timedelta(dice.randrange(120))
        team.closures = [
            Closure(name="Closed", first=first, last=first + dt.timedelta(12), every_year=dice.random() < 0.5)
        ]


def _estimates(plan: Plan, dice: random.Random) -> None:
    ids = package_ids()
    for name in dice.sample(ids, dice.randrange(8)):
        own = PackageEstimate(included=dice.random() < 0.8)
        if dice.random() < 0.7:
            own.days = spread(dice, dice.uniform(0.5, 60))
        if dice.random() < 0.4:
            own.wait_weeks = dice.choice((Range(low=0, likely=0, high=0), spread(dice, 6)))
        if dice.random() < 0.3:
            own.crew = dice.choice((0.5, 1, 3, 8))
        plan.estimates.packages[name] = own
    for place in range(dice.randrange(4)):
        before = dice.sample(ids, dice.randrange(3))
        if place and dice.random() < 0.5:
            before.append(f"X{place - 1}")
        shares = {"SWE": 0.6, "QA": 0.4} if dice.random() < 0.5 else {}
        own_package = OwnPackage(id=f"X{place}", name=f"Extra {place}", days=spread(dice, 7), depends_on=before)
        own_package.stage, own_package.roles = dice.randint(1, 5), shares
        plan.estimates.own_packages.append(own_package)


def _kpi(dice: random.Random, place: int) -> Kpi:
    one = Kpi(name=f"Measure {place}", baseline=dice.choice((None, 0.0, 12.0)), target=dice.choice((None, 3.0)))
    one.volume, one.unit_value = dice.choice((None, 5000.0)), dice.choice((None, 2.5))
    one.eligible_share = dice.choice((1.0, 0.25))
    if dice.random() < 0.5:
        one.effect = Range(low=-0.1, likely=0.4, high=0.9)
    if dice.random() < 0.5:
        one.cashable = Range(low=0.1, likely=0.3, high=1.0)
    return one
