"""The sheet Team: who works on it, from when, at what day rate."""

from __future__ import annotations

from waybook.plan.part import ENDS
from waybook.plan.team import SOURCINGS
from waybook.spreadsheet.book import SPARE, Book, Bridge
from waybook.spreadsheet.input_columns import TOP, ends, grow, list_homes
from waybook.spreadsheet.place import Spot
from waybook.spreadsheet.sheet import INPUT, REFERENCE
from waybook.spreadsheet.tables import Column, put

AVAILABLE = {"now": "Now", "hire": "To be found"}


def add_team(book: Book) -> None:
    plan, inputs = book.plan, book.inputs
    book.spare_values["line_presence"] = 1.0
    sheet = book.sheet(
        "Team",
        "input",
        "Team",
        "Who works on it, from when, at what day rate. One row a person or group; add rows below the last.",
    )
    paths = [inputs["line_fte"].path(place) for place in range(len(inputs.axes["line"]))]
    rows = [
        path.removeprefix("team.lines[").partition("]")[0] if path else f"'assumed {place}'"
        for place, path in enumerate(paths, 1)
    ]
    given = [plan.team.lines[int(row)] if path else None for row, path in zip(rows, paths, strict=True)]
    roles = [int(code) - 1 for code in inputs["line_role"].values]
    role_labels = inputs.axes["role"].labels
    hire = bool(plan.team.lines)
    waits = [ends(line.wait_weeks) if line else (None, None, None) for line in given]
    own = [line.day_rate if line else None for line in given]
    unit = f"{plan.currency}/day"

    def homes(field: str, part: str = "") -> list[tuple[str, str] | None]:
        return list_homes("team.lines", rows, field, part)

    columns: list[Column] = [
        Column(
            "Who",
            [line.name if line else "" for line in given],
            INPUT,
            width=26,
            homes=homes("name"),
            field=("name", ""),
        ),
        Column(
            "Role",
            [role_labels[role] for role in roles],
            INPUT,
            width=22,
            homes=homes("role"),
            field=("role", ""),
            choices=tuple(role_labels),
            key="team.role",
        ),
        book.column("line_fte", INPUT, header="People", homes=homes("fte"), field=("fte", "")),
        Column(
            "From",
            [SOURCINGS[line.sourcing if line else "contract"] for line in given],
            INPUT,
            width=17,
            homes=homes("sourcing"),
            field=("sourcing", ""),
            choices=tuple(SOURCINGS.values()),
        ),
        Column(
            "There",
            [AVAILABLE[line.available if line else "hire" if hire else "now"] for line in given],
            INPUT,
            width=12,
            homes=homes("available"),
            field=("available", ""),
            choices=tuple(AVAILABLE.values()),
        ),
        *(
            Column(
                f"Wait, {end}",
                [wait[place] for wait in waits],
                INPUT,
                "weeks",
                "0.0",
                9,
                homes=homes("wait_weeks", end),
                field=("wait_weeks", end),
                low=0,
                high=520,
                comment="Only for people still to be found; empty: a typical wait",
            )
            for place, end in enumerate(ENDS)
        ),
        Column(
            "Own day rate",
            own,
            INPUT,
            unit,
            "#,##0",
            12,
            homes=homes("day_rate"),
            field=("day_rate", ""),
            low=0,
            high=20000,
            comment="Leave empty to use the rate beside it",
            key="team.own_rate",
        ),
        *(
            Column(
                f"Usual rate, {end}",
                [
                    None if rate is not None else float(value)
                    for rate, value in zip(own, inputs[f"line_rate_{end}"].values, strict=True)
                ],
                REFERENCE,
                unit,
                "#,##0",
                11,
                key=f"team.usual_{end}",
            )
            for end in ENDS
        ),
        book.column(
            "line_presence", REFERENCE, spare=1.0, spare_style=REFERENCE, comment="1 in new rows: there from the start"
        ),
        *book.sources("line_rate_likely", len(rows), width=44),
    ]
    aside = len(columns) + 1
    placed = put(
        sheet,
        TOP,
        "Team",
        "line",
        [str(place) for place in range(1, len(rows) + 1)],
        columns,
        book.spots,
        book.homes,
        spare=SPARE["line"],
        note="Waits and sources of people act on the estimate after the next import; the rest at once.",
        waiting=[one for one in columns if one.header in ("From", "There") or one.header.startswith("Wait, ")],
        aside=aside,
    )
    rows_in_all = placed.count + placed.spare
    book.spots["team.changed"] = Spot(sheet.name, placed.first, aside, "line", rows=rows_in_all)
    sheet.print_area = (0, 0, placed.first + rows_in_all, aside - 1)
    sheet.freeze = (TOP + 2, 3)
    grow(book, "Team", "team.lines", columns, "team line")
    spare = [0.0] * SPARE["line"]
    book.bridges.append(
        Bridge(
            "line_role",
            "line",
            "Role number",
            "number",
            lambda at: f'IF({at("team.role")}="",0,MATCH({at("team.role")},{at("roles")},0))',
            [*(float(code) for code in inputs["line_role"].values), *spare],
        )
    )
    for end in ENDS:
        book.bridges.append(
            Bridge(
                f"line_rate_{end}",
                "line",
                f"Day rate used, {end}",
                unit,
                lambda at, end=end: (
                    f"IF(COUNT({at('team.own_rate')})=1,MAX({at('team.own_rate')},Smallest_rate),{at(f'team.usual_{end}')})"
                ),  # type: ignore[misc]
                [*(float(value) for value in inputs[f"line_rate_{end}"].values), *spare],
            )
        )
