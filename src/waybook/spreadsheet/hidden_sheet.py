"""The hidden sheet of a workbook: the plan as it was exported, and where each of its fields has its cell."""

from __future__ import annotations

import json
import re
from typing import Any

from waybook.plan import Plan, PlanError, accept
from waybook.plan.fields import note
from waybook.spreadsheet.book import Growing
from waybook.spreadsheet.cells import File
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.tables import Home
from waybook.spreadsheet.write import HIDDEN

ASSUMED = re.compile(r"^(.*)\['(assumed \d+)'\]\.(.+)$")
"""The path of a field in a row that Waybook assumed: list, row, field."""


def hidden_parts(file: File) -> tuple[dict[str, Any], Plan, list[Home], list[Growing], dict[str, frozenset[str]]]:
    """What the hidden sheet holds: facts, the plan at export, homes, growing tables, row ids. Raises Refused."""
    page = file.pages[HIDDEN]
    texts = [
        "".join(str(found.value) for (row, at), found in sorted(page.cells.items()) if at == column)
        for column in range(3)
    ]
    # choice lists stand in the columns to the right, starting in the fourth
    try:
        facts, homes = json.loads(texts[0]), json.loads(texts[2])
        base = accept(json.loads(texts[1]))
        known = [Home(*row) for row in homes["homes"]]
        for one in known:
            if one.path:
                note(ASSUMED.sub(r"\1[0].\3", one.path))
        growing = [
            Growing(sheet, path, {header: (name, part) for header, (name, part) in columns.items()}, what)
            for sheet, path, columns, what in homes["growing"]
        ]
        ids = {str(sheet): frozenset(str(one) for one in rows) for sheet, rows in homes["ids"].items()}
    except PlanError as fault:
        raise Refused(*(f"The plan inside this workbook cannot be read: {one}" for one in fault.problems)) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("The plan inside this workbook is damaged: the hidden sheet '_plan' was changed.") from None
    if not isinstance(facts, dict):
        raise Refused("The plan inside this workbook is damaged: the hidden sheet '_plan' was changed.")
    return facts, base, known, growing, ids
