"""Each of the 352 items of the framework drives something that exists."""

from collections import Counter

from waybook.plan import fields
from waybook.reference import Reference


def test_every_item_is_traced_exactly_once(reference: Reference) -> None:
    assert [trace.item for trace in reference.traceability] == [item.id for item in reference.items]


def test_only_the_advertising_drives_nothing(reference: Reference) -> None:
    unused = [trace.item for trace in reference.traceability if trace.kind == "not used"]
    assert unused == ["X.1"]
    assert unused == [item.id for item in reference.items if not item.used]


def test_plan_fields_named_as_targets_exist(reference: Reference) -> None:
    for trace in reference.traceability:
        for target in trace.targets:
            kind, _, path = target.partition(":")
            if kind == "plan":
                assert fields.note(path).path == path, trace.item


def test_items_named_by_plan_fields_exist(reference: Reference) -> None:
    items = {item.id for item in reference.items}
    for note in fields.every():
        assert set(note.items) <= items, note.path


def test_kinds_follow_the_role_each_item_was_given(reference: Reference) -> None:
    starts = {
        "cost line": "cost line", "chart": "chart", "gate criterion": "gate criterion", "X-ray rule": "finding",
        "template": "template", "duration driver": "driver", "risk": "driver", "scenario switch": "scenario",
    }  # fmt: skip
    by_item = {trace.item: trace for trace in reference.traceability}
    for item in reference.items:
        for start, kind in starts.items():
            if item.role_in_product.startswith(start):
                assert by_item[item.id].kind == kind, item.id


def test_a_target_is_kind_and_name(reference: Reference) -> None:
    kinds = Counter(target.partition(":")[0] for trace in reference.traceability for target in trace.targets)
    assert set(kinds) <= {
        "plan", "component", "package", "reason", "role", "fact", "use_case", "industry", "theme", "stage", "pair",
        "trap", "test", "activity", "price", "finding", "gate", "verdict", "chart", "screen", "sheet", "scenario",
        "rule", "gate_risk", "question", "principle", "next", "none",
    }  # fmt: skip
    assert all(":" in target and target.partition(":")[2] for t in reference.traceability for target in t.targets)
