"""The input sheets of people, work, risks, benefit and money."""

from __future__ import annotations

from collections.abc import Sequence

from waybook.plan.part import Range
from waybook.plan.team import SOURCINGS
from waybook.spreadsheet.book import ENDS, SPARE, Book, Bridge, Growing, part_of
from waybook.spreadsheet.place import Spot
from waybook.spreadsheet.sheet import INPUT, REFERENCE
from waybook.spreadsheet.tables import Column, Content, Placed, put

TOP = 3
AVAILABLE = {"now": "Now", "hire": "To be found"}
PHASES = {"prototype": "Up to the prototype gate", "build": "After it"}
EFFORT = tuple(f"effort_base_{end}" for end in ENDS)
WAIT = tuple(f"wait_{end}" for end in ENDS)
MOST_BEFORE = 6
OWN_ROWS = 8


def add_inputs(book: Book) -> None:
    """Every input sheet but the assumptions, the answers and the prices by month."""
    _team(book)
    _packages(book)
    _risks(book)
    _benefit(book)
    _one_offs(book)
    _running(book)


def _range(value: Range | None) -> tuple[Content, Content, Content]:
    return (None, None, None) if value is None else (value.low, value.likely, value.high)


def _list_homes(path: str, rows: Sequence[str], field: str, part: str = "") -> list[tuple[str, str] | None]:
    return [(f"{path}[{row}].{field}", part) if row else None for row in rows]


def _grow(book: Book, sheet: str, path: str, columns: Sequence[Column], what: str) -> None:
    book.growing.append(Growing(sheet, path, {_full(one): one.field for one in columns if one.field}, what))


def _full(column: Column) -> str:
    return column.header + (f" ({column.unit})" if column.unit else "")


def _other(book: Book, axis: str, done: set[str]) -> list[Column]:
    """Inputs on an axis that no column was written for: reference columns."""
    return [
        book.column(key, REFERENCE)
        for key, one in book.inputs.inputs.items()
        if one.dims == (axis,) and key not in done and key not in book.spots
    ]


def _team(book: Book) -> None:
    plan, inputs = book.plan, book.inputs
    book.spare_values["line_presence"] = 1.0
    sheet = book.sheet("Team", "input", "Team", "Who works on it, from when, at what day rate. One row a person or group; add rows below the last.")
    paths = [inputs["line_fte"].path(place) for place in range(len(inputs.axes["line"]))]
    rows = [path.removeprefix("team.lines[").partition("]")[0] if path else f"'assumed {place}'" for place, path in enumerate(paths, 1)]
    given = [plan.team.lines[int(row)] if path else None for row, path in zip(rows, paths, strict=True)]
    roles = [int(code) - 1 for code in inputs["line_role"].values]
    role_labels = inputs.axes["role"].labels
    hire = bool(plan.team.lines)
    waits = [_range(line.wait_weeks) if line else (None, None, None) for line in given]
    own = [line.day_rate if line else None for line in given]
    unit = f"{plan.currency}/day"

    def homes(field: str, part: str = "") -> list[tuple[str, str] | None]:
        return _list_homes("team.lines", rows, field, part)

    columns = [
        Column("Who", [line.name if line else "" for line in given], INPUT, width=22, homes=homes("name"), field=("name", "")),
        Column("Role", [role_labels[role] for role in roles], INPUT, width=18, homes=homes("role"), field=("role", ""),
               choices=tuple(role_labels), key="team.role"),
        book.column("line_fte", INPUT, header="People", homes=homes("fte"), field=("fte", "")),
        Column("From", [SOURCINGS[line.sourcing if line else "contract"] for line in given], INPUT, width=17, homes=homes("sourcing"),
               field=("sourcing", ""), choices=tuple(SOURCINGS.values())),
        Column("There", [AVAILABLE[line.available if line else "hire" if hire else "now"] for line in given], INPUT, width=12,
               homes=homes("available"), field=("available", ""), choices=tuple(AVAILABLE.values())),
        *(
            Column(f"Wait, {end}", [wait[place] for wait in waits], INPUT, "weeks", "0.0", 9, homes=homes("wait_weeks", end),
                   field=("wait_weeks", end), low=0, high=520, comment="Only for people still to be found; empty: a typical wait")
            for place, end in enumerate(ENDS)
        ),
        Column("Own day rate", own, INPUT, unit, "#,##0", 12, homes=homes("day_rate"), field=("day_rate", ""), low=0, high=20000,
               comment="Leave empty to use the rate beside it", key="team.own_rate"),
        *(
            Column(f"Usual rate, {end}", [None if rate is not None else float(value) for rate, value in
                   zip(own, inputs[f"line_rate_{end}"].values, strict=True)], REFERENCE, unit, "#,##0", 11, key=f"team.usual_{end}")
            for end in ENDS
        ),
        book.column("line_presence", REFERENCE, spare=1.0, spare_style=REFERENCE, comment="1 in new rows: there from the start"),
        *book.sources("line_rate_likely", len(rows)),
    ]  # fmt: skip
    put(sheet, TOP, "Team", "line", [str(place) for place in range(1, len(rows) + 1)], columns, book.spots, book.homes, spare=SPARE["line"],
        note="Waits and sources of people act on the estimate after the next import; the rest at once.")  # fmt: skip
    sheet.freeze = (TOP + 2, 3)
    _grow(book, "Team", "team.lines", columns, "team line")
    spare = [0.0] * SPARE["line"]
    book.bridges.append(Bridge(
        "line_role", "line", "Role number", "number",
        lambda at: f'IF({at("team.role")}="",0,MATCH({at("team.role")},{at("roles")},0))',
        [*(float(code) for code in inputs["line_role"].values), *spare],
    ))  # fmt: skip
    for end in ENDS:
        book.bridges.append(Bridge(
            f"line_rate_{end}", "line", f"Day rate used, {end}", unit,
            lambda at, end=end: f'IF(COUNT({at("team.own_rate")})=1,MAX({at("team.own_rate")},Smallest_rate),{at(f"team.usual_{end}")})',  # type: ignore[misc]
            [*(float(value) for value in inputs[f"line_rate_{end}"].values), *spare],
        ))  # fmt: skip


def _packages(book: Book) -> None:
    plan, inputs = book.plan, book.inputs
    axis = inputs.axes["package"]
    count = len(axis)
    sheet = book.sheet("Work packages", "input", "Work packages",
                       "Effort and waits of each piece of work: low and high are one in ten, likely is the middle.")  # fmt: skip
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
        book.column(key, INPUT, homes=[home(place, key, "days", end) for place in range(count)], field=("days", end), width=10)
        for key, end in zip(EFFORT, ENDS, strict=True)
    ]
    waits = [
        Column(f"Wait, {end}", [float(value) if has[place] else None for place, value in enumerate(inputs[key].values)], INPUT, "weeks", "0.0", 9,
               homes=[home(place, key, "wait_weeks", end) for place in range(count)], low=0, high=520, key=f"package.{key}",
               comment="Weeks nobody can shorten by working harder; empty: none")
        for key, end in zip(WAIT, ENDS, strict=True)
    ]  # fmt: skip
    columns = [
        Column("Work package", list(axis.labels), "label", width=44, field=("name", ""),
               homes=[(f"{own_path}[{own[one]}].name", "") if one in own else None for one in axis.ids], spare_style=INPUT),
        Column("Stage", [stages[int(code) - 1] for code in inputs["package_stage"].values], "label", width=15, field=("stage", "stage"),
               homes=[(f"{own_path}[{own[one]}].stage", "stage") if one in own else None for one in axis.ids], spare_style=INPUT),
        book.column("package_included", INPUT, homes=[home(place, "package_included", "included", "") for place in range(count)],
                    choices=("1", "0"), width=8),
        *efforts, *waits,
        book.column("package_crew", INPUT, homes=[home(place, "package_crew", "crew", "") for place in range(count)], width=10),
        *(
            Column(f"After {number + 1}", before(number), INPUT, width=8, homes=[after_home(place) for place in range(count)],
                   field=("depends_on", "list"), key=f"package.after{number}",
                   comment="Id of a work package that has to be finished first; it has to stand above this row")
            for number in range(most)
        ),
        *book.sources("effort_base_likely", count),
    ]  # fmt: skip
    book.rows_of["after"] = most
    used = {column.key for column in columns} | set(WAIT) | {"package_waits"}
    columns += [column for column in _other(book, "package", used)]
    roles, drivers = inputs.axes["role"], inputs.axes["driver"]
    share = inputs["share"].values
    block_at = len(columns) + 1
    for place, label in enumerate(roles.labels):
        column_homes = [(f"{own_path}[{own[one]}].roles", roles.ids[place]) if one in own else None for one in axis.ids]
        columns.append(Column(label, [float(value) for value in share[place]], REFERENCE, "share", "0%;;", 9, homes=column_homes,
                              field=("roles", roles.ids[place]), spare_style=INPUT))  # fmt: skip
    exposed_at = len(columns) + 1
    exposure = inputs["exposure"].values
    for place, one in enumerate(drivers.ids):
        columns.append(Column(f"Risk {one}", [float(value) for value in exposure[:, place]], REFERENCE, "", "0;;", 8, comment=drivers.labels[place]))
    placed = put(sheet, TOP, "Work packages", "package", axis.ids, columns, book.spots, book.homes, spare=OWN_ROWS, modelled_spare=False,
                 note="Rows added below the last are scheduled after the next import.")  # fmt: skip
    for place in range(count, count + OWN_ROWS):
        sheet.blank(placed.first + place, 0, INPUT)
    book.spots["share"] = Spot(sheet.name, placed.first, block_at, "package", "role", count, len(roles))
    book.spots["exposure"] = Spot(sheet.name, placed.first, exposed_at, "package", "driver", count, len(drivers))
    book.spots["package.id"] = Spot(sheet.name, placed.first, 0, "package", rows=count)
    book.spots["package.new"] = Spot(sheet.name, placed.first + count, 1, rows=OWN_ROWS)
    sheet.freeze = (TOP + 2, 2)
    sheet.breaks = [6 + 3]
    growing = {_full(one): one.field for one in columns if one.field}
    book.growing.append(Growing(sheet.name, own_path, {"Id": ("id", ""), **growing}, "work package"))
    _wait_bridges(book, has)


def _wait_bridges(book: Book, has: list[bool]) -> None:
    book.bridges.append(Bridge(
        "package_waits", "package", "Has a wait", "1 or 0", lambda at: f'IF(MAX({at("package.wait_high")},0)>0,1,0)', [float(one) for one in has],
    ))  # fmt: skip
    for key in WAIT:
        values = [float(value) if has[place] else 1.0 for place, value in enumerate(book.inputs[key].values)]
        book.bridges.append(Bridge(
            key, "package", f"{book.inputs[key].label} used", "weeks",
            lambda at, key=key: f'IF({at("package_waits")}=1,MAX({at(f"package.{key}")},Smallest_wait),1)', values,  # type: ignore[misc]
        ))  # fmt: skip


def _risks(book: Book) -> None:
    sheet = book.sheet("Risks", "input", "Risks", "What can go wrong, how likely it is with today's answers, and how much it multiplies the work it touches.")
    axis = book.inputs.axes["driver"]
    keys = ("risk_probability", "risk_low", "risk_likely", "risk_high")
    columns = [
        Column("Risk", list(axis.labels), "label", width=40),
        *(book.column(key, REFERENCE) for key in keys),
        book.column("risk_happens", INPUT, choices=("0", "1"), width=12,
                    comment="Type 1 to see the plan with this risk happening. Not stored in the plan."),
        *book.sources("risk_probability", len(axis)),
    ]  # fmt: skip
    columns += _other(book, "driver", {*keys, "risk_happens"})
    put(sheet, TOP, "Risks", "driver", axis.ids, columns, book.spots, book.homes,
        note="The maturity answers behind the probabilities are on the sheet Answers.")  # fmt: skip
    sheet.freeze = (TOP + 2, 2)


def _benefit(book: Book) -> None:
    plan, inputs = book.plan, book.inputs
    sheet = book.sheet("Benefit", "input", "Benefit", "What is counted, and what it is worth. Without a measured baseline nothing is counted.")
    kpis = plan.objectives.kpis
    rows = [str(place) for place in range(len(kpis))]
    spare = book.size("kpi") - len(kpis)

    def homes(field: str, part: str = "") -> list[tuple[str, str] | None]:
        return _list_homes("objectives.kpis", rows, field, part)

    def simple(header: str, field: str, unit: str, form: str, key: str = "", low: float | None = None, high: float | None = None,
               width: float = 11) -> Column:  # fmt: skip
        cells: list[Content] = [getattr(one, field) for one in kpis]
        words = not cells or isinstance(cells[0], str)
        return Column(header, cells, INPUT, unit, "General" if words and not key else form, width, homes(field), (field, ""), (), low, high, key=key)

    money = f"{plan.currency}/case"
    columns = [
        simple("Measure", "name", "", "@", width=30), simple("Unit", "unit", "", "@", width=18),
        simple("Baseline", "baseline", "", "#,##0.0##", "kpi.baseline"), simple("Target", "target", "", "#,##0.0##", "kpi.target"),
        simple("Volume", "volume", "cases/month", "#,##0", "kpi_volume", 0), simple("Eligible share", "eligible_share", "", "0%", "kpi.eligible", 0, 1),
        simple("Value of one unit", "unit_value", money, "#,##0.00", "kpi_unit_value"),
        *(
            Column(f"Change, {end}", [_range(one.effect)[place] for one in kpis], INPUT, "", "#,##0.0##", 11, homes("effect", end), ("effect", end),
                   key=f"kpi.effect_{end}", comment="Empty: from baseline to target, with the usual doubt")
            for place, end in enumerate(ENDS)
        ),
        *(
            Column(f"Cashable, {end}", [_range(one.cashable)[place] for one in kpis], INPUT, "", "0%", 11, homes("cashable", end), ("cashable", end),
                   key=f"kpi.cashable_{end}", comment="Share that becomes money in the budget; empty: the usual share")
            for place, end in enumerate(ENDS)
        ),
        simple("Measured by", "measured_by", "", "@", width=24),
    ]  # fmt: skip
    put(sheet, TOP, "Measures of success", "kpi", [str(int(row) + 1) for row in rows], columns, book.spots, book.homes, spare=spare)
    sheet.freeze = (TOP + 2, 2)
    _grow(book, "Benefit", "objectives.kpis", columns, "measure")
    _benefit_bridges(book)


def _benefit_bridges(book: Book) -> None:
    inputs, spare = book.inputs, SPARE["kpi"]

    def bridge(key: str, text: str, empty: float) -> None:
        def formula(at, text=text):  # type: ignore[no-untyped-def]
            words = {"own": at(f"kpi.{key}"), "baseline": at("kpi.baseline"), "target": at("kpi.target")} if "{own}" in text else {}
            return text.format(**words)

        one = inputs[key]
        book.bridges.append(Bridge(key, "kpi", f"{one.label} used", one.unit, formula, [*(float(x) for x in one.values), *[empty] * spare]))

    counted = inputs["kpi_counted"]
    book.bridges.append(Bridge(
        "kpi_counted", "kpi", "Counted", "1 or 0",
        lambda at: f'IF(AND(COUNT({at("kpi.baseline")})=1,COUNT({at("kpi_unit_value")})=1,COUNT({at("kpi_volume")})=1,'
        f'COUNT({at("kpi.target")})+COUNT({at("kpi.effect_likely")})>0),1,0)',
        [*(float(x) for x in counted.values), *[0.0] * spare],
    ))  # fmt: skip
    book.bridges.append(Bridge(
        "kpi_eligible", "kpi", "Eligible share used", "share",
        lambda at: f'IF(COUNT({at("kpi.eligible")})=1,{at("kpi.eligible")},1)', [*(float(x) for x in inputs["kpi_eligible"].values), *[1.0] * spare],
    ))  # fmt: skip
    for end in ENDS:
        factor = "" if end == "likely" else f"*Effect_{end}"
        bridge(f"effect_{end}", "IF(COUNT({own})=1,{own},COUNT({baseline})*COUNT({target})*ABS({target}-{baseline})" + factor + ")", 0.0)
        usual = book.reference.parameters["cashable"]
        value = {"low": usual.low, "likely": usual.value, "high": usual.high}[end]
        bridge(f"cashable_{end}", f"IF(COUNT({{own}})=1,{{own}},Cashable_{end})", value)


def _one_offs(book: Book) -> None:
    plan, inputs = book.plan, book.inputs
    sheet = book.sheet("One-off costs", "input", "One-off costs", "What is bought once: licences, tools, tests, legal fees.")
    axis = inputs.axes["one_off"]
    rows = []
    for place in range(len(axis)):
        path = inputs["one_off_likely"].path(place)
        default = not plan.economics.one_offs and place == 0
        rows.append(path.partition("[")[2].partition("]")[0] if path else "'assumed 1'" if default else "")

    def homes(field: str, part: str = "") -> list[tuple[str, str] | None]:
        return _list_homes("economics.one_offs", rows, field, part)

    labels = list(PHASES.values())
    columns = [
        Column("What", list(axis.labels), INPUT, width=36, homes=homes("name"), field=("name", "")),
        Column("Spent", [labels[int(code) - 1] for code in inputs["one_off_phase"].values], INPUT, width=24, homes=homes("phase"), field=("phase", ""),
               choices=tuple(labels), key="one_off.spent"),
        *(
            book.column(f"one_off_{end}", INPUT, homes=homes("amount", end), field=("amount", end), width=12) for end in ENDS
        ),
        *book.sources("one_off_likely", len(axis)),
    ]  # fmt: skip
    ids = [str(place) for place in range(1, len(axis) + 1)]
    placed = put(sheet, TOP, "Bought things", "one_off", ids, columns, book.spots, book.homes, spare=SPARE["one_off"])
    _reference_rows(book, placed, rows)
    _grow(book, sheet.name, "economics.one_offs", columns, "one-off cost")
    sheet.freeze = (TOP + 2, 2)
    book.bridges.append(Bridge(
        "one_off_phase", "one_off", "Phase number", "number", lambda at: f'IF({at("one_off.spent")}="{labels[0]}",1,1+COUNTA({at("one_off.spent")}))',
        [*(float(code) for code in inputs["one_off_phase"].values), *[1.0] * SPARE["one_off"]],
    ))  # fmt: skip


def _running(book: Book) -> None:
    inputs = book.inputs
    sheet = book.sheet("Running costs", "input", "Running costs", "What it takes each month to keep the product alive, at launch volume.")
    services, people = inputs.axes["running"], inputs.axes["activity"]
    columns = [Column("Activity", list(people.labels), "label", width=40)]
    columns += [book.column(f"activity_{end}", REFERENCE, width=11) for end in ENDS]
    columns += book.sources("activity_likely", len(people))
    columns += _other(book, "activity", {f"activity_{end}" for end in ENDS})
    block_at = len(columns) + 1
    for place, label in enumerate(inputs.axes["role"].labels):
        cells: list[Content] = [float(value) for value in inputs["activity_share"].values[place]]
        columns.append(Column(label, cells, REFERENCE, "share", "0%;;", 9))
    placed = put(sheet, TOP, "People who keep it running", "activity", people.ids, columns, book.spots, book.homes)
    book.spots["activity_share"] = Spot(sheet.name, placed.first, block_at, "activity", "role", len(people), len(inputs.axes["role"]))
    rows: list[str] = []
    for place in range(len(services)):
        path = inputs["running_likely"].path(place)
        rows.append(path.rpartition(".")[0] if path else "architecture.cloud_month" if services.ids[place] == "cloud" else "")

    def homes(end: str) -> list[tuple[str, str] | None]:
        return [(row, end) if row else None for row in rows]

    names = [(row.removesuffix(".amount") + ".name", "") if "run_costs" in row else None for row in rows]
    more = [
        Column("Service", list(services.labels), "label", width=40, homes=names, field=("name", ""), spare_style=INPUT),
        *(
            Column(
                one.header, one.cells, INPUT, one.unit, one.form, 11, homes(end), ("amount", end), key=one.key,
            )
            for end, one in ((end, book.column(f"running_{end}", INPUT)) for end in ENDS)
        ),
        *book.sources("running_likely", len(services)),
    ]  # fmt: skip
    placed = put(sheet, placed.first + placed.count + 1, "Cloud, tools and services", "running", services.ids, more, book.spots, book.homes,
                 spare=SPARE["running"])  # fmt: skip
    _reference_rows(book, placed, rows)
    _grow(book, sheet.name, "economics.run_costs", more, "running cost")


def _reference_rows(book: Book, placed: Placed, rows: Sequence[str]) -> None:
    """Cells without a home in the plan look like reference data, not like inputs."""
    sheet = book.sheets[placed.sheet]
    for place, row in enumerate(rows):
        for number in placed.columns.values():
            cell = sheet.cells.get((placed.first + place, number))
            if not row and cell is not None and cell.style == INPUT:
                sheet.cells[placed.first + place, number] = cell._replace(style=REFERENCE)

