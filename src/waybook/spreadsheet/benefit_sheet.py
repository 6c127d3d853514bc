"""The sheet Benefit: measures of success and what they are worth."""

from __future__ import annotations

from waybook.plan.part import ENDS
from waybook.spreadsheet.book import SPARE, Book, Bridge
from waybook.spreadsheet.input_columns import TOP, ends, grow, list_homes
from waybook.spreadsheet.sheet import INPUT
from waybook.spreadsheet.tables import Column, Content, put


def add_benefit(book: Book) -> None:
    plan = book.plan
    sheet = book.sheet(
        "Benefit",
        "input",
        "Benefit",
        "What is counted, and what it is worth. Without a measured baseline nothing is counted.",
    )
    kpis = plan.objectives.kpis
    rows = [str(place) for place in range(len(kpis))]
    spare = book.size("kpi") - len(kpis)

    def homes(field: str, part: str = "") -> list[tuple[str, str] | None]:
        return list_homes("objectives.kpis", rows, field, part)

    def simple(
        header: str,
        field: str,
        unit: str,
        form: str,
        key: str = "",
        low: float | None = None,
        high: float | None = None,
        width: float = 11,
    ) -> Column:
        cells: list[Content] = [getattr(one, field) for one in kpis]
        words = not cells or isinstance(cells[0], str)
        return Column(
            header,
            cells,
            INPUT,
            unit,
            "General" if words and not key else form,
            width,
            homes(field),
            (field, ""),
            (),
            low,
            high,
            key=key,
        )

    money = f"{plan.currency}/case"
    columns = [
        simple("Measure", "name", "", "@", width=30),
        simple("Unit", "unit", "", "@", width=18),
        simple("Baseline", "baseline", "", "#,##0.0##", "kpi.baseline"),
        simple("Target", "target", "", "#,##0.0##", "kpi.target"),
        simple("Volume", "volume", "cases/month", "#,##0", "kpi_volume", 0),
        simple("Eligible share", "eligible_share", "", "0%", "kpi.eligible", 0, 1),
        simple("Value of one unit", "unit_value", money, "#,##0.00", "kpi_unit_value"),
        *(
            Column(
                f"Change, {end}",
                [ends(one.effect)[place] for one in kpis],
                INPUT,
                "",
                "#,##0.0##",
                11,
                homes("effect", end),
                ("effect", end),
                key=f"kpi.effect_{end}",
                comment="Empty: from baseline to target, with the usual doubt",
            )
            for place, end in enumerate(ENDS)
        ),
        *(
            Column(
                f"Cashable, {end}",
                [ends(one.cashable)[place] for one in kpis],
                INPUT,
                "",
                "0%",
                11,
                homes("cashable", end),
                ("cashable", end),
                key=f"kpi.cashable_{end}",
                comment="Share that becomes money in the budget; empty: the usual share",
            )
            for place, end in enumerate(ENDS)
        ),
        simple("Measured by", "measured_by", "", "@", width=24),
    ]
    put(
        sheet,
        TOP,
        "Measures of success",
        "kpi",
        [str(int(row) + 1) for row in rows],
        columns,
        book.spots,
        book.homes,
        spare=spare,
    )
    sheet.freeze = (TOP + 2, 2)
    grow(book, "Benefit", "objectives.kpis", columns, "measure")
    _benefit_bridges(book)


def _benefit_bridges(book: Book) -> None:
    inputs, spare = book.inputs, SPARE["kpi"]

    def bridge(key: str, text: str, empty: float) -> None:
        def formula(at, text=text):  # type: ignore[no-untyped-def]
            words = (
                {"own": at(f"kpi.{key}"), "baseline": at("kpi.baseline"), "target": at("kpi.target")}
                if "{own}" in text
                else {}
            )
            return text.format(**words)

        one = inputs[key]
        book.bridges.append(
            Bridge(
                key, "kpi", f"{one.label} used", one.unit, formula, [*(float(x) for x in one.values), *[empty] * spare]
            )
        )

    counted = inputs["kpi_counted"]
    book.bridges.append(
        Bridge(
            "kpi_counted",
            "kpi",
            "Counted",
            "1 or 0",
            lambda at: (
                f"IF(AND(COUNT({at('kpi.baseline')})=1,COUNT({at('kpi_unit_value')})=1,COUNT({at('kpi_volume')})=1,"
                f"COUNT({at('kpi.target')})+COUNT({at('kpi.effect_likely')})>0),1,0)"
            ),
            [*(float(x) for x in counted.values), *[0.0] * spare],
        )
    )
    book.bridges.append(
        Bridge(
            "kpi_eligible",
            "kpi",
            "Eligible share used",
            "share",
            lambda at: f"IF(COUNT({at('kpi.eligible')})=1,{at('kpi.eligible')},1)",
            [*(float(x) for x in inputs["kpi_eligible"].values), *[1.0] * spare],
        )
    )
    for end in ENDS:
        factor = "" if end == "likely" else f"*Effect_{end}"
        bridge(
            f"effect_{end}",
            "IF(COUNT({own})=1,{own},COUNT({baseline})*COUNT({target})*ABS({target}-{baseline})" + factor + ")",
            0.0,
        )
        usual = book.reference.parameters["cashable"]
        value = {"low": usual.low, "likely": usual.value, "high": usual.high}[end]
        bridge(f"cashable_{end}", f"IF(COUNT({{own}})=1,{{own}},Cashable_{end})", value)
