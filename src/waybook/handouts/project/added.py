"""A task that a planner added, as a work package of the plan's own."""

from __future__ import annotations

from waybook.handouts.project.matching import Match
from waybook.handouts.project.merge import Change, Told
from waybook.handouts.project.order import before, exported_lag
from waybook.handouts.project.ranges import around, usual_range
from waybook.handouts.project.reading import FileTask
from waybook.handouts.project.schema import TOLERANCE
from waybook.handouts.tasks import BUSINESS
from waybook.model.work import ROLES
from waybook.plan.team import ROLE_NAMES

LAST_STAGE, USUAL_STAGE = 5, 4


def tell_added(match: Match, told: Told, one: FileTask, id_: str) -> None:
    """A new work package: the work of its people, its range the usual one, its stage that of the group it stands in."""
    people = {_role(match, told, who, one): minutes for who, minutes in one.people.items() if minutes > 0}
    team = {role: minutes for role, minutes in people.items() if role in ROLES}
    work = sum(team.values()) or one.work or one.minutes
    roles = {role: minutes / sum(team.values()) for role, minutes in team.items()} if team else {"SWE": 1.0}
    if not team:
        usual = ROLE_NAMES["SWE"].lower()
        told.notes.append(f"'{one.name[:60]}' names nobody of the team; a {usual} was put in.")
    after: list[str] = []
    for link in one.links:
        after += [two for two in before(match, told, one, link.uid, link.kind) if link.uid not in match.gone]
        if link.lag is not None and abs(link.lag - exported_lag(match, match.id(link.uid))) > TOLERANCE:
            told.notes.append(f"'{one.name[:60]}': a wait before a new work package was not read.")
    edited = {
        "id": id_,
        "name": one.name[:120],
        "stage": min(match.stages.get(one.uid, USUAL_STAGE), LAST_STAGE),
        "roles": _whole_shares(roles),
        "days": around(work / match.file.minutes_a_day, usual_range(match.found, "effort")),
        "depends_on": list(dict.fromkeys(two for two in after if two != id_)),
    }
    title = f"New work package: {one.name[:60]} (person-days)"
    because = f"new in the file, in stage {edited['stage']}, by {', '.join(ROLE_NAMES[role] for role in roles)}"
    path = f"estimates.own_packages['{id_}']"
    told.changes.append(Change(f"add {id_}", "add", path, title, because, None, edited))


def _role(match: Match, told: Told, who: str, one: FileTask) -> str:
    if who in (*ROLES, BUSINESS):
        return who
    named = {name.casefold(): role for role, name in ROLE_NAMES.items()}
    named |= {line.name.casefold(): line.role for line in match.found.plan.team.lines if line.name}
    role = named.get(who.casefold(), "")
    if not role:
        told.notes.append(f"'{one.name[:60]}': '{who[:60]}' is no role of the plan and was left out.")
    return role


def _whole_shares(roles: dict[str, float]) -> dict[str, float]:
    """Shares rounded so that they still add up to 1."""
    found = {role: round(share, 4) for role, share in roles.items()}
    most = max(found, key=lambda role: found[role])
    found[most] = round(found[most] + 1 - sum(found.values()), 6)
    return found
