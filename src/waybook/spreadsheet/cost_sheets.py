"""The sheets One-off costs and Running costs."""

from __future__ import annotations

from waybook.plan.fields import note
from waybook.plan.part import ENDS
from waybook.spreadsheet.book import SPARE, Book, Bridge
from waybook.spreadsheet.input_columns import TOP, grow, list_homes, others, reference_rows
from waybook.spreadsheet.place import Spot
from waybook.spreadsheet.sheet import INPUT, REFERENCE, Sheet
from waybook.spreadsheet.tables import Column, Content, put


def add_one_offs(book: Book) -> None:
    plan, inputs = book.plan, book.inputs
    sheet = book.sheet(
        "One-off costs", "input", "One-off costs", "What is bought once: licences, tools, tests, legal fees."
    )
    axis = inputs.axes["one_off"]
    rows = []
    for place in range(len(axis)):
        path = inputs["one_off_likely"].path(place)
        default = not plan.economics.one_offs and place == 0
        rows.append(path.partition("[")[2].partition("]")[0] if path else "'assumed 1'" if default else "")

    def homes(field: str, part: str = "") -> list[tuple[str, str] | None]:
        return list_homes("economics.one_offs", rows, field, part)

    labels = list(note("economics.one_offs[0].phase").labels.values())
    columns = [
        Column("What", list(axis.labels), INPUT, width=36, homes=homes("name"), field=("name", "")),
        Column(
            "Spent",
            [labels[int(code) - 1] for code in inputs["one_off_phase"].values],
            INPUT,
            width=24,
            homes=homes("phase"),
            field=("phase", ""),
            choices=tuple(labels),
            key="one_off.spent",
        ),
        *(
            book.column(f"one_off_{end}", INPUT, homes=homes("amount", end), field=("amount", end), width=12)
            for end in ENDS
        ),
        *book.sources("one_off_likely", len(axis)),
    ]
    ids = [str(place) for place in range(1, len(axis) + 1)]
    placed = put(sheet, TOP, "Purchases", "one_off", ids, columns, book.spots, book.homes, spare=SPARE["one_off"])
    reference_rows(book, placed, rows)
    grow(book, sheet.name, "economics.one_offs", columns, "one-off cost")
    sheet.freeze = (TOP + 2, 2)
    book.bridges.append(
        Bridge(
            "one_off_phase",
            "one_off",
            "Phase number",
            "number",
            lambda at: f'IF({at("one_off.spent")}="{labels[0]}",1,1+COUNTA({at("one_off.spent")}))',
            [*(float(code) for code in inputs["one_off_phase"].values), *[1.0] * SPARE["one_off"]],
        )
    )


def add_running(book: Book) -> None:
    inputs = book.inputs
    sheet = book.sheet(
        "Running costs",
        "input",
        "Running costs",
        "What it takes each month to keep the product alive, at launch volume.",
    )
    services, people = inputs.axes["running"], inputs.axes["activity"]
    columns = [Column("Activity", list(people.labels), "label", width=40)]
    columns += [book.column(f"activity_{end}", REFERENCE, width=11) for end in ENDS]
    columns += book.sources("activity_likely", len(people), width=44)
    columns += others(book, "activity", {f"activity_{end}" for end in ENDS})
    block_at = len(columns) + 1
    for place, label in enumerate(inputs.axes["role"].labels):
        cells: list[Content] = [float(value) for value in inputs["activity_share"].values[place]]
        columns.append(Column(label, cells, REFERENCE, "share", "0%;;", 9))
    placed = put(sheet, TOP, "People who keep it running", "activity", people.ids, columns, book.spots, book.homes)
    book.spots["activity_share"] = Spot(
        sheet.name, placed.first, block_at, "activity", "role", len(people), len(inputs.axes["role"])
    )
    rows: list[str] = []
    for place in range(len(services)):
        path = inputs["running_likely"].path(place)
        rows.append(
            path.rpartition(".")[0] if path else "architecture.cloud_month" if services.ids[place] == "cloud" else ""
        )

    def homes(end: str) -> list[tuple[str, str] | None]:
        return [(row, end) if row else None for row in rows]

    names = [(row.removesuffix(".amount") + ".name", "") if "run_costs" in row else None for row in rows]
    more = [
        Column("Service", list(services.labels), "label", width=40, homes=names, field=("name", ""), spare_style=INPUT),
        *(
            Column(
                one.header,
                one.cells,
                INPUT,
                one.unit,
                one.form,
                11,
                homes(end),
                ("amount", end),
                key=one.key,
            )
            for end, one in ((end, book.column(f"running_{end}", INPUT)) for end in ENDS)
        ),
        *book.sources("running_likely", len(services), width=44),
    ]
    placed = put(
        sheet,
        placed.first + placed.count + 1,
        "Cloud, tools and services",
        "running",
        services.ids,
        more,
        book.spots,
        book.homes,
        spare=SPARE["running"],
    )
    reference_rows(book, placed, rows)
    _metered(book, sheet, placed.first + placed.count + SPARE["running"] + 1)
    sheet.freeze = (TOP + 2, 2)
    grow(book, sheet.name, "economics.run_costs", more, "running cost")


def _metered(book: Book, sheet: Sheet, row: int) -> None:
    """What is charged by use, on top of the base charges above."""
    axis = book.inputs.axes["metered"]
    keys = (*(f"unit_{end}" for end in ENDS), "unit_price", "metered_standing", "metered_included")
    columns = [Column("Charged by use", list(axis.labels), "label", width=40)]
    columns += [book.column(key, REFERENCE, width=11) for key in keys[: len(ENDS)]]
    columns += book.sources("unit_likely", len(axis), width=44)  # below those of the tables above: one width for all
    columns += [book.column(key, REFERENCE, width=11) for key in keys[len(ENDS) :]]
    put(
        sheet, row, "Charged by use", "metered", axis.ids, columns, book.spots, book.homes, spare=SPARE["metered"]
    )
