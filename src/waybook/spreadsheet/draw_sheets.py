"""The sheet Draws: stored draws of everything uncertain, and live formulas for what each of them comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

import numpy as np

from waybook.model.expression import Expression
from waybook.model.plan_model import model
from waybook.model.worlds import Line
from waybook.spreadsheet.book import Array, Book
from waybook.spreadsheet.calculation_sheets import axis_title
from waybook.spreadsheet.draw_formulas import ArrayWriter
from waybook.spreadsheet.draw_graph import DrawGraph
from waybook.spreadsheet.draw_queue import NEVER, ZERO, Node, Pass, computed
from waybook.spreadsheet.graph import FOLDS, SCHEDULE, UNNAMED, alike, evaluated, replaced
from waybook.spreadsheet.place import Here, Spot, Template, letters, reference
from waybook.spreadsheet.sheet import CALCULATION, CAPTION, HEADER, ID, Sheet, number_format
from waybook.spreadsheet.stored_draws import COUNT, StoredNumbers, StoredSymbols
from waybook.spreadsheet.units import unit_of

DRAWS = "Draws"
NUMBER_ROW, FIRST_HEAD, HEAD_COLUMN = 3, 4, 2
SIGNS = {"add": "+", "subtract": "less", "multiply": "times", "divide": "/", "divided": "/", "above": "above"}
PRINTED = 13
WORDS = {"log": "logarithm of"}


@dataclass
class RawRow:
    """A column of the raw part of the sheet: numbers, or a formula with its saved results, one a draw."""

    column: int
    values: Array
    template: Template | None = None


@dataclass
class DrawSheet:
    """Places and writes the sheet of draws."""

    book: Book
    sheet: Sheet
    column: int = 1
    columns: list[RawRow] = field(default_factory=list)
    heads: list[tuple[str, Expression, Spot]] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)
    known: dict[str, Array] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    captions: dict[int, str] = field(default_factory=dict)

    def write(self) -> None:
        """Draws, header rows with what no draw changes, and one column of formulas after another."""
        book = self.book
        self.numbers = StoredNumbers(book.bridged(), COUNT, book.plan.seed)
        symbols = StoredSymbols(book.inputs)
        model(self.numbers)
        model(symbols)
        self.traced = symbols.lines
        self.graph = DrawGraph(symbols.lines, self._label, self._unit)
        lines = self._split()
        for line in lines.values():
            self._heads_of(line.value)
        self.first = FIRST_HEAD + len(self.heads) + 3
        self._write_heads()
        self._place_draws(symbols.by, lines)
        for key, line in lines.items():
            self._line(key, line)
        self._finish()

    def _split(self) -> dict[str, Line]:
        """Sums inside sums get columns of their own."""
        done: dict[str, Line] = {}
        for key, line in self.graph.lines.items():
            value = line.value
            parts: list[Line] = []
            for inner in list(_nested(value)):
                if not any(alike(one.value, inner) for one in parts):
                    name, words = f"{key}_part{len(parts) + 1}", f"{line.label}: {inner.words or UNNAMED}"
                    parts.append(Line(name, words, inner.unit or unit_of(inner, self._unit), "", inner))
            for part in parts:
                value = replaced(value, part.value, Expression("line", name=part.key, dims=part.value.dims))
                done[part.key] = part
            done[key] = replace(line, value=value)
        return done

    def _heads_of(self, node: Expression) -> Expression | None:
        """Give every part that no draw changes a header row of its own; None where the part itself became one."""
        if "draw" not in node.dims:
            if node.op == "number" or len(node.dims) > 1:
                return None
            if node.op in ("input", "line") and not node.dims and node.name in self.book.spots:
                self.spots[node.name] = self.book.spots[node.name]
                return None
            self._head(node)
            return None
        if node.op in SCHEDULE:
            return None
        for arg in node.args:
            self._heads_of(arg)
        return None

    def _head(self, node: Expression) -> str:
        if node.op in ("input", "line"):
            if node.name in self.spots:
                return node.name
            name = node.name
            if node.op == "line" and name not in self.book.spots:
                node = self.graph.values[name]
                self._parts(node)
        else:
            for name, known, _ in self.heads:
                if alike(known, node):
                    return name
            self._parts(node)
            name = f"head_{len(self.heads) + 1}"
        axis = node.dims[0] if node.dims else ""
        size = len(self.book.inputs.axes[axis]) if axis else 1
        spot = Spot(DRAWS, FIRST_HEAD + len(self.heads), HEAD_COLUMN, across=axis, columns=size)
        self.heads.append((name, node, spot))
        self.spots[name] = spot
        return name

    def _parts(self, node: Expression) -> None:
        for arg in node.args:
            if arg.op in ("input", "line"):
                self._head_or_name(arg)
            else:
                self._parts(arg)

    def _head_or_name(self, node: Expression) -> None:
        if not node.dims and node.name in self.book.spots:
            self.spots[node.name] = self.book.spots[node.name]
        elif len(node.dims) <= 1:
            self._head(node)

    def _write_heads(self) -> None:
        sheet, book = self.sheet, self.book
        sheet.text(NUMBER_ROW, 0, "Number", HEADER)
        sheet.text(NUMBER_ROW, 1, "Unit", HEADER)
        most = max((spot.columns for _, _, spot in self.heads), default=1)
        for place in range(most):
            sheet.number(NUMBER_ROW, HEAD_COLUMN + place, place + 1, HEADER, "0")
        for name, node, spot in self.heads:
            here = Here(spot, {spot.across: f"\0C{HEAD_COLUMN}\0${NUMBER_ROW + 1}"} if spot.across else {})
            if node.op in ("input", "line") and node.name in book.spots:
                template = Template(f"={reference(book.spots[node.name], here)}")
                label = self._label(node)
            else:
                template = Template(ArrayWriter(self.spots, here).formula(node))
                label = self._label(node)
            values = np.ravel(evaluated(node, self.numbers, self.known))
            values = np.broadcast_to(values[: spot.columns] if len(values) >= spot.columns else values, (spot.columns,))
            if node.op not in ("input", "line") or name not in book.inputs.inputs:
                self.known[name] = evaluated(node, self.numbers, self.known)
            along = f", by {axis_title(spot.across).lower()}" if spot.across else ""
            sheet.text(spot.row, 0, label[:1].upper() + label[1:] + along)
            sheet.text(spot.row, 1, unit_of(node, self._unit), "unit")
            for place in range(spot.columns):
                sheet.formula(
                    spot.row, HEAD_COLUMN + place, template.at(0, place), float(values[place]), CALCULATION, "#,##0.0#"
                )

    def _unit(self, key: str) -> str:
        line = self.traced.get(key)
        return self.book.unit(line.unit if line else self.book.inputs[key].unit)

    def _label(self, node: Expression) -> str:
        """What a header row holds, in words: the label of a line or input, or how it comes from such."""
        if node.op == "number" or node.words:
            return node.words or f"{node.number:g}"
        if node.op in ("input", "line"):
            known = self.book.lines.get(node.name) or self.traced.get(node.name)
            return known.label if known else self.book.inputs[node.name].label
        parts = [self._label(arg) for arg in node.args]
        if node.op not in SIGNS:
            return f"{WORDS.get(node.op, node.op)} ({', '.join(parts)})"
        inner = (f"({words})" if arg.op in SIGNS else words for arg, words in zip(node.args, parts, strict=True))
        return f" {SIGNS[node.op]} ".join(inner)

    def _place_draws(self, by: dict[str, str], lines: dict[str, Line]) -> None:
        wanted = {name for line in lines.values() for name in _draw_names(line.value)}
        for name, axis in by.items():
            if f"draw:{name}" not in wanted:
                continue
            block = self.numbers.stored[name]
            places = self._places(name, axis, len(block))
            self.captions[self.column] = f"Stored draws: {name.replace('_', ' ')}"
            self.spots[f"draw:{name}"] = Spot(DRAWS, self.first, self.column, "draw", axis, COUNT, len(block))
            if len(places) < len(block):
                self.subset[f"draw:{name}"] = {place: self.column + number for number, place in enumerate(places)}
            for place in places:
                self._column(block[place], None, self._place_title(axis, place))

    subset: dict[str, dict[int, int]] = field(default_factory=dict)

    def _places(self, name: str, axis: str, count: int) -> list[int]:
        """Packages that wait and roles still to be found: the others' draws would change nothing."""
        for key, draw in (("wait", "wait"), ("role_ready", "ready")):
            if name == draw and axis:
                value = self._grid(key)
                return [place for place in range(count) if value[place].any()]
        return list(range(count))

    def _grid(self, key: str) -> Array:
        """The values of a line, shape (places, draws)."""
        value = np.squeeze(self.numbers[key] if key in self.numbers.lines else self.known[key])
        return np.atleast_2d(value) if value.ndim < 2 else value

    def _place_title(self, axis: str, place: int) -> str:
        return self.book.inputs.axes[axis].ids[place] if axis else ""

    def _column(self, values: Array, template: Template | None, title: str) -> int:
        at = self.column
        self.columns.append(RawRow(at, np.broadcast_to(values, (COUNT,)), template))
        self.titles[at] = title
        self.column += 1
        return at

    def _line(self, key: str, line: Line) -> None:
        value = line.value
        if value.op == "schedule_start" or (value.op == "schedule_finish" and "through" not in self.spots):
            self._queue(value)
            return
        if value.op in SCHEDULE or key in self.spots:
            return
        axis = next((dim for dim in value.dims if dim != "draw"), "")
        self.captions[self.column] = f"{line.label} ({self.book.unit(line.unit)})"
        if key not in self.numbers.lines:
            self.known[key] = evaluated(value, self.numbers, self.known)
        grid = self._grid(key)
        partial = next(
            (self.subset[f"draw:{name}"] for name in (key, key.removeprefix("role_")) if f"draw:{name}" in self.subset),
            None,
        )
        if partial is not None and axis:
            self.subset[key] = {}
            for place in partial:
                spots = self._one_place(axis, place)
                here = Here(Spot(DRAWS, self.first, self.column, "draw", rows=COUNT))
                template = Template(ArrayWriter(spots, here).formula(value))
                self.subset[key][place] = self._column(grid[place], template, self._place_title(axis, place))
            return
        size = len(self.book.inputs.axes[axis]) if axis else 1
        spot = Spot(DRAWS, self.first, self.column, "draw", axis, COUNT, size)
        numbers = {axis: f"\0C{HEAD_COLUMN}\0${NUMBER_ROW + 1}"} if axis else {}
        text = ArrayWriter({**self.book.spots, **self.spots}, Here(spot, numbers)).formula(self._with_heads(value))
        self.spots[key] = spot
        template = Template(text)
        for place in range(size):
            self._column(
                grid[place] if grid.shape[0] == size else grid[0],
                _shifted(template, text, place),
                self._place_title(axis, place),
            )

    def _one_place(self, axis: str, place: int) -> dict[str, Spot]:
        """Where things stand for one place of an axis: its header cells and its columns of draws."""
        found = dict(self.spots)
        for key, spot in self.spots.items():
            if spot.across == axis:
                column = self.subset[key][place] if key in self.subset else spot.column + place
                if spot.down == "draw":
                    found[key] = Spot(DRAWS, spot.row, column, "draw", rows=COUNT)
                else:
                    found[key] = Spot(DRAWS, spot.row, column)
        return found

    def _with_heads(self, node: Expression) -> Expression:
        """Parts that no draw changes as references to their header rows."""
        if "draw" not in node.dims:
            if node.op in ("number", "input", "line"):
                return node
            for name, known, _ in self.heads:
                if alike(known, node):
                    return Expression("line", name=name, dims=node.dims)
            return node
        return replace(node, args=tuple(self._with_heads(arg) for arg in node.args)) if node.args else node

    def _queue(self, node: Expression) -> None:
        book = self.book
        effort, hold, taken, wait, ready, units = (arg.name for arg in node.args)
        packages, roles = len(book.inputs.axes["package"]), len(book.inputs.axes["role"])
        held, took = book.values[hold].T, book.values[taken].T.astype(np.int64)
        starts = self._full(wait, packages), self._full(ready, roles)
        plan = Pass(
            book.inputs.after, took, [int(one) for one in book.values[units]], [bool(row.any()) for row in starts[1]]
        )
        times = computed(plan, self._full(effort, packages), held, starts[0], starts[1])
        places: dict[Node, int] = {}
        self.captions[self.column] = "Schedule (working days): start, ready, and until when roles are busy"
        for one in plan.needed:  # from left to right, so that no program has to look ahead far
            if one[0] != "start" or plan.starts[int(one[1])]:  # type: ignore[call-overload]
                places[one] = self._column(times[one], None, _words(one, book))
        self.captions[self.column] = "Ready for what follows (working days)"
        self.spots["through"] = Spot(DRAWS, self.first, self.column, "draw", "package", COUNT, packages)
        for package in range(packages):
            ready_at = f"={letters(places['through', package])}\0R{self.first}\0"
            self._column(times["through", package], Template(ready_at), book.inputs.axes["package"].ids[package])
        at = self._cell_of(places, ready)
        head = self.first - 3
        by_column = {column: node for node, column in places.items()}
        for raw in self.columns:
            if raw.column not in by_column:
                continue
            one = by_column[raw.column]
            kind, first = one[0], int(one[1]) if isinstance(one[1], int) else 0
            if kind == "start":
                text = f"=MAX({','.join(at(other) for other in plan.starts[first])})"
            elif kind in ("through", "until"):
                role = int(one[2]) if kind == "until" else 0  # type: ignore[call-overload]
                column = letters(raw.column)
                row = book.spots[hold].row + first + 1
                if kind == "until":
                    source, share = (
                        f"=Schedule!${letters(book.spots[hold].column + role)}${row}",
                        float(held[first, role]),
                    )
                else:
                    ends = (letters(book.spots[hold].column), letters(book.spots[hold].column + roles - 1))
                    source, share = f"=MAX(Schedule!${ends[0]}${row}:${ends[1]}${row})", float(held[first].max())
                self.sheet.formula(head, raw.column, source, share, CALCULATION, "0.00")
                begin = f"{at(('start', first))}+" if plan.starts[first] else ""
                work = f"{letters(self.spots[effort].column + first)}\0R{self.first}\0*{column}${head + 1}"
                waits = self.subset.get(wait, {}).get(first) if wait in self.subset else self.spots[wait].column + first
                after = f"+{letters(waits)}\0R{self.first}\0" if kind == "through" and waits is not None else ""
                text = f"={begin}{work}{after}"
            else:
                text = f"={str(kind).upper()}({at(one[1])},{at(one[2])})"  # type: ignore[arg-type]
            raw.template = Template(text)
        self.sheet.text(head, 0, "Days a role is busy per day of effort")
        self.sheet.text(head, 1, self._unit(hold), "unit")

    def _full(self, key: str, places: int) -> Array:
        return np.broadcast_to(self._grid(key), (places, COUNT))

    def _cell_of(self, places: dict[Node, int], ready: str) -> Callable[[Node], str]:
        def at(node: Node) -> str:
            if node in (ZERO, NEVER) or (node[0] == "start" and node not in places):
                return "0"
            if node[0] == "ready":
                role = int(node[1])  # type: ignore[call-overload]
                column = self.subset[ready][role] if ready in self.subset else self.spots[ready].column + role
            else:
                column = places[node]
            return f"{letters(column)}\0R{self.first}\0"

        return at

    def _finish(self) -> None:
        sheet = self.sheet
        for column, words in self.captions.items():
            sheet.text(self.first - 2, column, words, CAPTION)
        sheet.text(self.first - 1, 0, "Draw", HEADER)
        for column, words in self.titles.items():
            sheet.text(self.first - 1, column, words or "all", HEADER)
        sheet.freeze = (self.first, 1)
        sheet.width(0, max(64, min(max(len(self._label(node)) for _, node, _ in self.heads) + 16, 110)))
        for column in range(1, PRINTED):
            sheet.width(column, 11)
        sheet.raw = self._rows
        sheet.print_area = (0, 0, self.first, PRINTED - 1)

    def _rows(self, style: Callable[[str, str], int]) -> Iterator[str]:
        """The rows of draws as XML: one pattern for a row, filled in once a draw, for a hundred thousand cells."""
        plain, frozen, label = style(CALCULATION, "#,##0.0#"), style("frozen", "General"), style(ID, "0")
        first, other, shared = [], [], -1
        for raw in self.columns:
            name = letters(raw.column)
            if raw.template is None:
                one = two = f'<c r="{name}\0" s="{frozen}"><v>%.10g</v></c>'
            else:
                shared += 1  # one formula for the whole column: the others only name it
                area = f"{name}{self.first + 1}:{name}{self.first + COUNT}"
                text = escape(raw.template.at(0, 0)[1:]).replace("%", "%%")
                cell = f'<c r="{name}\0" s="{plain}"><f t="shared" '
                one = f'{cell}ref="{area}" si="{shared}">{text}</f><v>%.12g</v></c>'
                two = f'{cell}si="{shared}"/><v>%.12g</v></c>'
            first.append(one)
            other.append(two)
        patterns = "".join(first), "".join(other)
        for place, values in enumerate(np.stack([raw.values for raw in self.columns], axis=1).tolist()):
            row = str(self.first + place + 1)
            cells = patterns[place > 0].replace("\0", row) % tuple(values)
            yield f'<row r="{row}"><c r="A{row}" s="{label}"><v>{place + 1}</v></c>{cells}</row>'


def _shifted(template: Template, text: str, across: int) -> Template:
    """The template of a column further right, with only rows left to fill in."""
    return template.moved(across) if across else Template(text).moved(0)


def _nested(node: Expression, inside: bool = False) -> Iterator[Expression]:
    """Sums over an axis other than months that stand inside another sum."""
    fold = node.op in FOLDS
    for arg in node.args:
        yield from _nested(arg, inside or fold)
    if fold and inside and "draw" in node.dims and node.dims == ("draw",):
        yield node


def _draw_names(node: Expression) -> Iterator[str]:
    if node.op == "input" and node.name.startswith("draw:"):
        yield node.name
    for arg in node.args:
        yield from _draw_names(arg)


def _words(node: Node, book: Book) -> str:
    ids, roles = book.inputs.axes["package"].ids, book.inputs.axes["role"].ids
    if node[0] in ("start", "through"):
        return f"{ids[int(node[1])]} {'starts' if node[0] == 'start' else 'ready'}"  # type: ignore[call-overload]
    if node[0] == "until":
        return f"{roles[int(node[2])]} until {ids[int(node[1])]}"  # type: ignore[call-overload]
    return "earlier of two" if node[0] == "min" else "later of two"


def add_draws(book: Book) -> DrawSheet:
    """The sheet of draws. `spots` of the result has the columns of build cost, go-live and net present value."""
    lead = "What each of the stored draws comes to. Grey: luck, fixed. The rest follows the inputs."
    made = DrawSheet(book, book.sheet(DRAWS, "calculation", "Draws", lead))
    made.write()
    return made


__all__ = ["COUNT", "DrawSheet", "add_draws", "number_format"]
