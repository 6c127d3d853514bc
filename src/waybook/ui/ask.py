"""A question drawn from its field: `ask("objectives.statement")` takes type, words and bounds from the schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

import streamlit as st

from waybook.model.assumed import assumed
from waybook.plan import Range
from waybook.plan.fields import FieldNote, get, note
from waybook.plan.part import ENDS
from waybook.reference import load
from waybook.ui import desk, wording, worth
from waybook.ui.amount import MOST_LETTERS
from waybook.ui.shown import Shown
from waybook.ui.table import ask_table
from waybook.ui.usual import source_card

UNKNOWN = "I don't know yet"

_LONG_TEXT = 200
"""Longer texts get a box of several lines."""
_SIDE_BY_SIDE = 62
"""Of choices that stand beside each other; more letters go into a list."""


@dataclass(frozen=True)
class Question:
    """What a widget is drawn from."""

    path: str
    field: FieldNote
    value: Any
    words: str
    hint: str
    placeholder: str
    usual: Range | float | None
    columns: Sequence[str]
    choices: Mapping[str, str]
    among: Mapping[str, Mapping[str, str]]


def ask(
    path: str,
    *,
    label: str = "",
    hint: str = "",
    placeholder: str = "",
    usual: Range | float | None = None,
    columns: Sequence[str] = (),
    choices: Mapping[str, str] | None = None,
    among: Mapping[str, Mapping[str, str]] | None = None,
    counts: bool = True,
) -> Any:
    """Draw the question at `path` and give its value.

    `usual` is shown in an empty number as what is assumed without an answer; `columns` picks fields of a table;
    `choices` (text to words) offers a text's usual values, and takes others too; `among` has the choices of a table's
    columns.
    `counts` is False for what may stay empty without being an open question.
    """
    field = note(path)
    if counts:
        desk.desk().asked.append(path)
    currency = desk.plan().currency
    words = label or label_of(path)
    hint = hint or field.description
    known = assumed(path, desk.plan(), load())
    if known is not None:
        hint = f"{hint}. {source_card(known, currency)}"
        usual = Range(low=known.low, likely=known.value, high=known.high) if field.kind is Range else known.value
    question = Question(
        path, field, _current(path, field), words, hint, placeholder, usual, columns, choices or {}, among or {}
    )
    _draw(question)
    for fault in desk.desk().faults.get(path, []):
        st.error(wording.plain(fault), icon=":material/error:")
    worth.hold(path)
    return question.value


def label_of(path: str) -> str:
    """The field's title and unit, in the plan's currency."""
    field = note(path)
    return wording.label(field.title, field.unit, desk.plan().currency)


def ask_row(*paths: str, widths: Sequence[float] = (), **options: Any) -> None:
    """Several questions beside each other."""
    for column, path in zip(st.columns(list(widths) or len(paths)), paths, strict=True):
        with column:
            ask(path, **options)


def _draw(question: Question) -> None:
    kind = question.field.kind
    if kind is Range:
        _range(question)
    elif kind == list[str]:
        _several(question)
    elif get_origin(kind) is list:
        ask_table(question.path, question.field, question.words, question.columns, question.among)
    elif get_origin(kind) is Literal:
        _choice(question, get_args(kind), question.field.labels)
    elif kind is int and question.field.unit.startswith("level"):
        levels = range(int(question.field.bounds["ge"]), int(question.field.bounds["le"]) + 1)
        _choice(question, levels, question.choices)
    elif kind is bool:
        st.toggle(question.words, question.value, help=question.hint, **desk.edits(question.path))
    elif kind in (int, float):
        _number(question)
    elif kind is dt.date:
        options = desk.edits(question.path)
        options |= clearable(options["key"], question.value) if question.field.optional else {"value": question.value}
        st.date_input(question.words, help=question.hint, format="DD/MM/YYYY", **options)
    elif kind is str and question.choices:
        _suggested(question)
    elif kind is str:
        _text(question)
    else:
        raise TypeError(f"No widget asks for {question.path}.")


def _text(question: Question) -> None:
    longest = int(question.field.bounds.get("max_length", _LONG_TEXT))
    options: dict[str, Any] = {
        "max_chars": longest,
        "help": question.hint,
        "placeholder": question.placeholder,
        **desk.edits(question.path, _tidy),
    }
    if longest > _LONG_TEXT:
        st.text_area(question.words, question.value, height=84, **options)
    else:
        # Saved while typing: a click elsewhere then finds nothing left to save.
        st.text_input(question.words, question.value, live="300ms", **options)


def _suggested(question: Question) -> None:
    names = {"": UNKNOWN, **question.choices}
    options = list(names) if question.value in names else [*names, question.value]
    st.selectbox(
        question.words,
        options,
        index=options.index(question.value),
        format_func=lambda choice: names.get(choice, choice),
        accept_new_options=True,
        help=question.hint,
        **desk.edits(question.path, _tidy),
    )


def _tidy(text: str | None) -> str:
    return (text or "").strip()


def _number(question: Question) -> None:
    """Without bounds of its own: a widget only turns red at a number beyond them, the plan says what is wrong."""
    shown = Shown(question.field)
    placeholder = question.placeholder
    if not placeholder and isinstance(question.usual, int | float):
        placeholder = f"usually {shown.out(question.usual):,.10g}".replace("-", "−")
    elif not placeholder and question.field.optional:
        placeholder = "not known yet"
    options = desk.edits(question.path, shown.taken)
    options |= {"help": question.hint, "placeholder": placeholder}
    number_box(question.words, shown, question.value, question.field.optional, options)


def number_box(words: str, shown: Shown, value: Any, may_be_empty: bool, options: dict[str, Any]) -> None:
    """One number. An amount is text: a number field of a browser drops the k of 300k without a word."""
    value = shown.typed(value)
    options |= clearable(options["key"], value) if may_be_empty or shown.amount else {"value": value}
    if shown.amount:
        st.text_input(words, max_chars=MOST_LETTERS, **options)
    else:
        st.number_input(words, step=shown.step, format="%d" if shown.whole else "%g", **options)


def clearable(key: str, value: Any) -> dict[str, Any]:
    """Key and value of an input that can be emptied again.

    Streamlit puts back whatever was given as `value=` when somebody empties a field, so that no answer could be taken
    back: the value goes in by its key instead, at every run, because a run overtaken by the next is never drawn.
    """
    st.session_state[key] = value
    return {"key": key, "value": None}


def _several(question: Question) -> None:
    """Any number of known texts."""
    st.multiselect(
        question.words,
        list(question.choices),
        default=[one for one in question.value if one in question.choices],
        format_func=lambda choice: question.choices[choice],
        placeholder=question.placeholder or UNKNOWN,
        help=question.hint,
        **desk.edits(question.path, list),
    )


def _choice(question: Question, options_of: Iterable[Any], words: Mapping[str, str]) -> None:
    # Unknown is a choice of its own, last: a widget's None would look like nothing chosen.
    choices: list[Any] = [*options_of, *([UNKNOWN] if question.field.optional else [])]
    names = {choice: words.get(str(choice), str(choice)) for choice in choices}
    chosen = UNKNOWN if question.value is None else question.value
    options: dict[str, Any] = {
        "format_func": lambda choice: names[choice],
        "help": question.hint,
        **desk.edits(question.path, lambda choice: None if choice == UNKNOWN else choice),
    }
    if len(choices) <= 6 and sum(map(len, names.values())) <= _SIDE_BY_SIDE:
        st.segmented_control(question.words, choices, default=chosen, required=True, wrap=True, **options)
    else:
        st.selectbox(question.words, choices, index=choices.index(chosen), filter_mode=None, **options)


def _range(question: Question) -> None:
    """Three numbers in a row, saved together once all three are there, or all are gone."""
    path, shown, value = question.path, Shown(question.field), question.value
    typed_so_far = value if isinstance(value, dict) else value.model_dump() if value else {}
    widgets = {name: f"{desk.key(path)} {name}" for name in ENDS}

    def write() -> None:
        typed = {name: st.session_state[widget] for name, widget in widgets.items()}
        for name, one in typed.items():
            try:
                typed[name] = shown.back(one)
            except desk.Refused as fault:
                return desk.refuse(path, typed, [str(fault)])
        if None not in typed.values():
            desk.edit(path, typed)
        elif any(number is not None for number in typed.values()):
            desk.refuse(path, typed, [f"{question.field.title}: counted once low, likely and high are all there."])
        else:
            desk.edit(path, None)

    titles = {"low": f"{question.words}: low", "likely": "likely", "high": "high"}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, widget in widgets.items():
            usual = getattr(question.usual, name, None)
            placeholder = "not known yet" if usual is None else f"usually {shown.out(usual):,.10g}"
            options = {
                "key": widget,
                "help": question.hint if name == "low" else None,
                "placeholder": placeholder.replace("-", "−"),
                "on_change": write,
            }
            number_box(titles[name], shown, typed_so_far.get(name), True, options)


def _current(path: str, field: FieldNote) -> Any:
    """A refused value still on the screen, else the plan's, else the default of an entry that is not there yet."""
    drafts = desk.desk().drafts
    if path in drafts and get_origin(field.kind) is not list:
        return drafts[path]
    try:
        return get(desk.plan(), path)
    except KeyError:
        return field.default
