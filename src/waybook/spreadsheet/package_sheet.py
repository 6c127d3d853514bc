"""The sheet Work packages: efforts, waits, predecessors, shares of the roles, exposure to risks."""

from __future__ import annotations

from collections.abc import Callable

from waybook.plan.part import ENDS
from waybook.spreadsheet.book import Book, Bridge, Growing, part_of
from waybook.spreadsheet.input_columns import TOP, others
from waybook.spreadsheet.place import Spot
from waybook.spreadsheet.sheet import INPUT, REFERENCE
from waybook.spreadsheet.tables import Column, Content, put

EFFORT = tuple(f"effort_base_{end}" for end in ENDS)
WAIT = tuple(f"wait_{end}" for end in ENDS)
MOST_BEFORE = 6
OWN_ROWS = 8


def add_packages(book: Book) -> None:
    plan, inputs = book.plan, book.inputs
    axis = inputs.axes["package"]
    count = len(axis)
    sheet = book.sheet(
        "Work packages",
        "input",
        "Work packages",
        "Effort and waits of each piece of work: low and high are one in ten, likely is the middle.",
    )
    own = {one.id: place for place, one in enumerate(plan.estimates.own_packages)}
    known = {one.id for one in book.reference.packages}

    def home(place: int, key: str, field: str, part: str) -> tuple[str, str] | None:
        name = axis.ids[place]
        if path := inputs[key].path(place):
            return part_of(path)
        return (f"estimates.packages['{name}'].{field}", part) if name in known else None

    def before(number: int) -> list[Content]:
        return [axis.ids[after[number]] if number < len(after) else None for after in inputs.after]

    def after_home(place: int) -> tuple[str, str] | None:
        name = axis.ids[place]
        if name in own:
            return (f"estimates.own_packages[{own[name]}].depends_on", "list")
        return (f"estimates.packages['{name}'].depends_on", "list") if name in known else None

    has = [bool(value) for value in inputs["package_waits"].values]
    most = max(MOST_BEFORE, max((len(after) for after in inputs.after), default=0) + 1)
    stages = inputs.axes["stage"].labels
    own_path = "estimates.own_packages"
    efforts = [
        book.column(
            key, INPUT, homes=[home(place, key, "days", end) for place in range(count)], field=("days", end), width=10
        )
        for key, end in zip(EFFORT, ENDS, strict=True)
    ]
    waits = [
        Column(
            f"Wait, {end}",
            [float(value) if has[place] else None for place, value in enumerate(inputs[key].values)],
            INPUT,
            "weeks",
            "0.0",
            9,
            homes=[home(place, key, "wait_weeks", end) for place in range(count)],
            low=0,
            high=520,
            key=f"package.{key}",
            comment="Weeks nobody can shorten by working harder; empty: none",
        )
        for key, end in zip(WAIT, ENDS, strict=True)
    ]
    columns = [
        Column(
            "Work package",
            list(axis.labels),
            "label",
            width=54,
            field=("name", ""),
            homes=[(f"{own_path}[{own[one]}].name", "") if one in own else None for one in axis.ids],
            spare_style=INPUT,
        ),
        Column(
            "Stage",
            [stages[int(code) - 1] for code in inputs["package_stage"].values],
            "label",
            width=21,
            field=("stage", "stage"),
            homes=[(f"{own_path}[{own[one]}].stage", "stage") if one in own else None for one in axis.ids],
            spare_style=INPUT,
        ),
        book.column(
            "package_included",
            INPUT,
            homes=[home(place, "package_included", "included", "") for place in range(count)],
            choices=("1", "0"),
            width=8,
        ),
        *efforts,
        *waits,
        book.column(
            "package_crew", INPUT, homes=[home(place, "package_crew", "crew", "") for place in range(count)], width=10
        ),
        *(
            Column(
                f"After {number + 1}",
                before(number),
                INPUT,
                width=8,
                homes=[after_home(place) for place in range(count)],
                field=("depends_on", "list"),
                key=f"package.after{number}",
                comment="Id of a work package that has to be finished first; it has to stand above this row",
            )
            for number in range(most)
        ),
        *book.sources("effort_base_likely", count, width=106),  # in one line: wrapped, the table doubles
    ]
    book.rows_of["after"] = most
    used = {column.key for column in columns} | set(WAIT) | {"package_waits"}
    columns += others(book, "package", used)
    roles, drivers = inputs.axes["role"], inputs.axes["driver"]
    share = inputs["share"].values
    block_at = len(columns) + 1
    for place, label in enumerate(roles.labels):
        column_homes = [(f"{own_path}[{own[one]}].roles", roles.ids[place]) if one in own else None for one in axis.ids]
        columns.append(
            Column(
                label,
                [float(value) for value in share[place]],
                REFERENCE,
                "share",
                "0%;;",
                9,
                homes=column_homes,
                field=("roles", roles.ids[place]),
                spare_style=INPUT,
            )
        )
    exposed_at = len(columns) + 1
    exposure = inputs["exposure"].values
    for place, one in enumerate(drivers.ids):
        columns.append(
            Column(
                f"Risk {one}",
                [float(value) for value in exposure[:, place]],
                REFERENCE,
                "",
                "0;;",
                8,
                comment=drivers.labels[place],
            )
        )
    placed = put(
        sheet,
        TOP,
        "Work packages",
        "package",
        axis.ids,
        columns,
        book.spots,
        book.homes,
        spare=OWN_ROWS,
        modelled_spare=False,
        note="Rows added below the last are scheduled after the next import.",
    )
    for place in range(count, count + OWN_ROWS):
        sheet.blank(placed.first + place, 0, INPUT)
    book.spots["share"] = Spot(sheet.name, placed.first, block_at, "package", "role", count, len(roles))
    book.spots["exposure"] = Spot(sheet.name, placed.first, exposed_at, "package", "driver", count, len(drivers))
    book.spots["package.id"] = Spot(sheet.name, placed.first, 0, "package", rows=count)
    sheet.freeze = (TOP + 2, 2)
    source = placed.columns["Source"]
    sheet.breaks, sheet.scale = [placed.columns["After 1"], source, source + 3, exposed_at], 48
    growing = {one.full: one.field for one in columns if one.field}
    book.growing.append(Growing(sheet.name, own_path, {"Id": ("id", ""), **growing}, "work package"))
    _wait_bridges(book, has)


def _wait_bridges(book: Book, has: list[bool]) -> None:
    book.bridges.append(
        Bridge(
            "package_waits",
            "package",
            "Has a wait",
            "1 or 0",
            lambda at: f"IF(MAX({at('package.wait_high')},0)>0,1,0)",
            [float(one) for one in has],
        )
    )
    for key in WAIT:
        values = [float(value) if has[place] else 1.0 for place, value in enumerate(book.inputs[key].values)]
        book.bridges.append(
            Bridge(
                key,
                "package",
                f"{book.inputs[key].label} used",
                "weeks",
                _used_wait(key),
                values,
            )
        )


def _used_wait(key: str) -> Callable[[Callable[[str], str]], str]:
    return lambda at: f"IF({at('package_waits')}=1,MAX({at(f'package.{key}')},Smallest_wait),1)"
