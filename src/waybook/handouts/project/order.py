"""Links and lags of a project file as the plan's order of work packages and its waits."""

from __future__ import annotations

from waybook.handouts.project.matching import Match
from waybook.handouts.project.merge import Told
from waybook.handouts.project.ranges import around, usual_range
from waybook.handouts.project.reading import FileTask
from waybook.handouts.project.schema import FINISH_TO_START, LINK_KINDS, TOLERANCE, lags
from waybook.handouts.tasks import GATE, MINUTES_A_DAY, WEEKDAYS, Task, column
from waybook.plan.estimates import PackageEstimate
from waybook.plan.part import ENDS

Waits = dict[str, list[float]]
"""Minutes of lag after a work package, as its edited links say."""


def tell_order(match: Match, told: Told, one: FileTask, task: Task, waits: Waits) -> None:
    """What a task waits for, if its links were edited; edited lags are added to `waits`."""
    base = one.base.after if one.base else lags(task.links)
    now: dict[str, float] = {}
    for link in one.links:
        for id_ in before(match, told, one, link.uid, link.kind):
            if id_ == task.id:
                continue
            if link.uid in match.gone and id_ not in base:
                other = match.said([id_])
                told.notes.append(f"'{task.name}': its link to {other}, which has left the plan, was not read.")
                continue
            now[id_] = link.lag if link.lag is not None else float(base.get(id_, 0))
            asked = one.base is not None or task.own is None  # a planner's new task says nothing of waits
            if asked and id_ in match.tasks and abs(now[id_] - base.get(id_, exported_lag(match, id_))) > TOLERANCE:
                waits.setdefault(id_, []).append(now[id_])
    gone, come = [id_ for id_ in base if id_ not in now], [id_ for id_ in now if id_ not in base]
    if not gone and not come:
        return
    words = [f"no longer after {match.said(gone)}"] if gone else []
    words += [f"after {match.said(come)}"] if come else []
    if task.derived:
        order = " and ".join(words)
        told.notes.append(f"'{task.name}' follows from the compliance answers; its order ({order}) was not read.")
        return
    for id_ in gone:
        if id_ in match.tasks and match.tasks[id_].derived:
            told.notes.append(f"'{task.name}' still waits for '{match.tasks[id_].name}': the law asks for it.")
    declared = _declared(match, task)
    edited = _edited(match, declared, gone, come)
    if edited != declared:
        told.change(task, "depends_on", "after", "; ".join(words), declared, edited)


def tell_wait(match: Match, told: Told, id_: str, minutes: list[float]) -> None:
    """The wait after a work package: the longest of the lags that were edited."""
    found, task = match.found, match.tasks[id_]
    weeks = max(minutes) / MINUTES_A_DAY / WEEKDAYS
    if weeks < 0:
        told.problems.append(f"'{task.name}': what follows begins before it ends; an overlap was not read.")
        return
    if task.derived or task.own is not None:
        told.notes.append(f"'{task.name}' cannot have a wait of its own; the lag of {weeks:.1f} weeks was not read.")
        return
    place = found.inputs.place("package", id_)
    now = None
    shape = usual_range(found, "wait")
    if found.inputs["package_waits"].values[place] > 0:
        low, likely, high = (float(found.inputs[f"wait_{end}"].values[place]) for end in ENDS)
        now, shape = {"low": low, "likely": likely, "high": high}, (low / likely, high / likely)
    if now and abs(now["likely"] - weeks) < 0.01:
        return
    because = f"a lag of {weeks:.1f} weeks after it in the file"
    told.change(task, "wait_weeks", "wait (weeks)", because, now, around(weeks, shape))


def before(match: Match, told: Told, one: FileTask, uid: int, kind: str) -> list[str]:
    """Ids of the work packages that a link of a task stands for."""
    first = match.by_uid.get(uid)
    if first is None:
        told.problems.append(f"'{one.name[:60]}': a link to a task that is not in the file was not read.")
        return []
    link = f"'{one.name[:60]}': its link to "
    if kind != FINISH_TO_START:
        words = LINK_KINDS.get(kind, "of an unknown kind")
        told.problems.append(f"{link}'{first.name[:60]}' is {words}; Waybook reads finish to start only.")
        return []
    id_ = match.id(uid)
    if id_ == GATE:
        return [link.before for link in match.plan.gate]
    if id_ in match.tasks or uid in match.new or uid in match.gone:
        return [id_]
    if first.summary:
        told.problems.append(f"{link}the group '{first.name[:60]}' was not read; link it to tasks.")
    return []


def exported_lag(match: Match, id_: str) -> float:
    """Minutes of wait after a work package, as exported."""
    if id_ not in match.tasks:
        return 0.0
    return round(float(column(match.found, "wait")[match.found.inputs.place("package", id_)]) * MINUTES_A_DAY)


def _declared(match: Match, task: Task) -> list[str]:
    """What the plan says that a work package waits for, whether that is in the plan or not."""
    estimates = match.found.plan.estimates
    if task.own is not None:
        return list(estimates.own_packages[task.own].depends_on)
    own = estimates.packages.get(task.id, PackageEstimate()).depends_on
    usual = next(one.depends_on for one in match.found.reference.packages if one.id == task.id)
    return list(usual if own is None else own)


def _edited(match: Match, declared: list[str], gone: list[str], come: list[str]) -> list[str]:
    kept = [id_ for id_ in declared if id_ not in gone]
    for id_ in list(kept):
        if id_ not in match.tasks:  # taken out of the plan, and bridged in the file
            bridge = _bridge(match, id_)
            if any(two in gone for two in bridge):
                kept.remove(id_)
                come = [*come, *(two for two in bridge if two not in gone and two not in kept)]
    return [*kept, *(id_ for id_ in dict.fromkeys(come) if id_ not in kept)]


def _bridge(match: Match, id_: str) -> list[str]:
    """The packages in the plan that one taken out waits for."""
    inputs = match.found.inputs
    ids = inputs.axes["package"].ids
    found: list[str] = []
    if id_ not in ids:
        return found
    for place in inputs.after[ids.index(id_)]:
        found += [ids[place]] if ids[place] in match.tasks else _bridge(match, ids[place])
    return found
