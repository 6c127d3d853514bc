"""What the other processes do in test_two_writers. Apart from the tests, so that they need no pytest to start."""

from waybook.store import EditedMeanwhile, Store

FIELDS, STEPS = 100, 30


def set_own_fields(url: str, plan: str, writer: int) -> None:
    store = Store(url)
    for number in range(FIELDS):
        store.edit(plan, {f"answers.{writer}_{number}": number})


def count_up(url: str, plan: str, _: int) -> None:
    store = Store(url)
    for _ in range(STEPS):
        while True:
            seen = store.load(plan)
            try:
                store.edit(plan, {"count": seen.document["count"] + 1}, expected=seen.revision)
                break
            except EditedMeanwhile:
                continue
