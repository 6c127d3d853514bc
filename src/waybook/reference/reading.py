"""Reads the whole `data/` folder into one library, and refuses what does not fit together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from waybook.reference.answers import AnswerRule, GateRisk, Signal
from waybook.reference.approach_scores import ApproachScore
from waybook.reference.components import Component
from waybook.reference.facts import Fact
from waybook.reference.framework import Activity, ChecklistItem, Item, Mistake, Pair, Stage, TestKind, Trap
from waybook.reference.industries import Industry
from waybook.reference.library import Reference
from waybook.reference.links import check_links
from waybook.reference.load_steps import LoadStep
from waybook.reference.location import data_folder
from waybook.reference.packages import Theme, WorkPackage
from waybook.reference.parameters import read_parameters
from waybook.reference.prices import CandidateModel
from waybook.reference.reasons import Anchor, Reason
from waybook.reference.roles import MarketSourcing, Rate, Role, Sourcing
from waybook.reference.statistics import Overrun, ReferenceClassParameter
from waybook.reference.tables import read_rows, read_yaml
from waybook.reference.traceability import Trace
from waybook.reference.use_cases import UseCase


def read(folder: Path) -> Reference:
    """The reference data of a folder.

    Raises:
        ReferenceDataError: a cell that does not fit, or a row that points nowhere; the message names the place.
    """
    framework = folder / "framework"
    reference = Reference(
        stages=read_rows(framework / "stages.csv", Stage),
        items=read_rows(framework / "items.csv", Item),
        reasons=read_rows(framework / "reasons.csv", Reason),
        anchors=read_rows(framework / "maturity.csv", Anchor, key=("reason", "level")),
        pairs=read_rows(framework / "pairs.csv", Pair),
        checklist=read_rows(framework / "checklist.csv", ChecklistItem),
        traps=read_rows(framework / "traps.csv", Trap),
        mistakes=read_rows(framework / "mistakes.csv", Mistake),
        testing=read_rows(framework / "testing.csv", TestKind),
        activities=read_rows(framework / "activities.csv", Activity),
        facts=read_rows(framework / "facts.csv", Fact),
        roles=read_rows(folder / "roles.csv", Role),
        sourcing=read_rows(folder / "sourcing.csv", Sourcing),
        markets=read_rows(folder / "sourcing_by_market.csv", MarketSourcing, key=("market", "kind")),
        rates=read_rows(folder / "rates.csv", Rate, key=("role", "sourcing")),
        themes=read_rows(folder / "themes.csv", Theme),
        packages=read_rows(folder / "work_packages.csv", WorkPackage),
        components=read_rows(folder / "components.csv", Component),
        use_cases=read_rows(folder / "use_cases.csv", UseCase),
        industries=tuple(read_yaml(path, Industry) for path in sorted((folder / "industries").glob("*.yaml"))),
        models=read_rows(folder / "prices/models.csv", CandidateModel),
        overruns=read_rows(folder / "statistics.csv", Overrun),
        reference_classes=read_rows(
            folder / "reference_classes.csv", ReferenceClassParameter, key=("class_id", "parameter")
        ),
        traceability=read_rows(folder / "traceability.csv", Trace, key="item"),
        prices=read_parameters(folder / "prices/prices.csv"),
        parameters=read_parameters(folder / "parameters.csv"),
        adjustments=read_rows(folder / "adjustments.csv", AnswerRule),
        signals=read_rows(folder / "signals.csv", Signal),
        gate_risks=read_rows(folder / "gate_risks.csv", GateRisk),
        load_steps=read_rows(folder / "load_steps.csv", LoadStep),
        approach_scores=read_rows(folder / "approach_scores.csv", ApproachScore),
    )
    check_links(reference)
    return reference


@cache
def load() -> Reference:
    """The reference data that come with Waybook, read once."""
    return read(data_folder())
