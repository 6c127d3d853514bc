"""One writer: create, load, edit, undo, redo, history, and what is said when something is wrong."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from waybook.store import (
    EditedMeanwhile,
    Store,
    StoreError,
    UnknownPath,
    UnknownPlan,
    at_path,
    changed,
    plans,
)


@pytest.fixture
def steps(monkeypatch):
    """Every edit is an undo step of its own, however fast the test makes it."""
    monkeypatch.setattr(plans, "SAME_EDIT_SECONDS", -1.0)


def document():
    return {
        "schema": 1,
        "objectives": {"users": 100, "process": "Refunds"},
        "team": {"roles": [{"name": "Engineer", "fte": 1.0}, {"name": "Analyst", "fte": 0.5}]},
    }


def test_a_plan_comes_back_as_it_was_stored(store):
    stored = store.create(document())
    assert store.load(stored.id) == stored
    assert stored.document == document()
    assert (stored.revision, stored.can_undo, stored.can_redo) == (1, False, False)
    assert abs((datetime.now(UTC) - stored.at).total_seconds()) < 60


def test_ids_have_at_least_96_bits(store):
    ids = [store.create({}).id for _ in range(20)]
    assert len(set(ids)) == 20
    assert all(len(name) * 6 >= 96 for name in ids)


def test_a_second_store_on_the_same_database_sees_the_plan(store, database):
    stored = store.create(document())
    assert Store(database).load(stored.id).document == document()


def test_edits_of_different_fields_from_an_old_page_both_stay(store):
    plan = store.create(document()).id
    store.edit(plan, {"objectives.users": 250})
    store.edit(plan, {"team.roles[1].fte": 0.8})  # made by someone whose page still shows 100 users
    now = store.load(plan).document
    assert now["objectives"] == {"users": 250, "process": "Refunds"}
    assert now["team"]["roles"][1] == {"name": "Analyst", "fte": 0.8}


def test_revision_moves_with_every_change_and_only_then(store):
    plan = store.create(document()).id
    store.edit(plan, {"objectives.users": 100})  # what it was already
    assert store.revision(plan) == 1
    store.edit(plan, {"objectives.users": 101})
    store.undo(plan)
    assert store.revision(plan) == 3


def test_undo_and_redo_walk_the_edits(store, steps):
    plan = store.create(document()).id
    for users in (1, 2, 3):
        store.edit(plan, {"objectives.users": users})
    seen = [store.undo(plan).document["objectives"]["users"] for _ in range(4)]
    assert seen == [2, 1, 100, 100]
    assert not store.load(plan).can_undo
    seen = [store.redo(plan).document["objectives"]["users"] for _ in range(4)]
    assert seen == [1, 2, 3, 3]
    assert not store.load(plan).can_redo


def test_an_edit_after_undo_ends_redo_but_history_keeps_the_branch(store, steps):
    plan = store.create(document()).id
    lost = store.edit(plan, {"objectives.users": 2}, "the branch").number
    store.undo(plan)
    store.edit(plan, {"objectives.process": "Claims"})
    assert store.redo(plan).document["objectives"] == {"users": 100, "process": "Claims"}
    assert "the branch" in [line.note for line in store.history(plan)]
    assert store.restore(plan, lost).document["objectives"] == {"users": 2, "process": "Refunds"}
    assert store.undo(plan).document["objectives"] == {"users": 100, "process": "Claims"}


def test_typing_a_word_is_one_step_of_undo(store):
    plan = store.create(document()).id
    for word in ("C", "Cl", "Claims"):
        store.edit(plan, {"objectives.process": word})
    store.edit(plan, {"objectives.users": 7})
    assert store.undo(plan).document["objectives"] == {"users": 100, "process": "Claims"}
    assert store.undo(plan).document == document()
    assert store.redo(plan).document["objectives"]["process"] == "Claims"


def test_a_pause_between_two_edits_of_a_field_makes_two_steps(store, monkeypatch):
    plan = store.create(document()).id
    clock = [1_000_000.0]
    monkeypatch.setattr(plans.time, "time", lambda: clock[0])
    store.edit(plan, {"objectives.users": 1})
    clock[0] += plans.SAME_EDIT_SECONDS + 0.1
    store.edit(plan, {"objectives.users": 2})
    assert store.undo(plan).document["objectives"]["users"] == 1


def test_history_is_newest_first_and_marks_the_current_line(store, steps):
    plan = store.create(document(), "Started from an example").id
    store.edit(plan, {"objectives.users": 1, "objectives.process": "x"}, "two at once")
    store.edit(plan, {"objectives.users": 2})
    store.undo(plan)
    lines = store.history(plan)
    assert [line.note for line in lines] == ["", "two at once", "Started from an example"]
    assert [line.current for line in lines] == [False, True, False]
    assert lines[1].paths == ("objectives.process", "objectives.users")
    assert len(store.history(plan, limit=1)) == 1


def test_replacing_the_plan_can_be_undone(store):
    plan = store.create(document()).id
    store.replace(plan, {"schema": 1}, "Imported")
    assert store.load(plan).document == {"schema": 1}
    assert store.undo(plan).document == document()


def test_a_refused_document_changes_nothing(store):
    plan = store.create(document()).id

    def refuse(_):
        raise ValueError("Users must be at least 1.")

    with pytest.raises(ValueError, match="at least 1"):
        store.edit(plan, {"objectives.users": 0}, validate=refuse)
    assert store.revision(plan) == 1
    assert store.load(plan).document == document()


def test_validation_sees_the_newest_document(store):
    plan = store.create(document()).id
    store.edit(plan, {"objectives.users": 5})
    seen = []
    store.edit(plan, {"objectives.process": "x"}, validate=lambda new: seen.append(new["objectives"]) or new)
    assert seen == [{"users": 5, "process": "x"}]


def test_an_old_document_is_upgraded_before_it_is_edited(database):
    plan = Store(database).create({"v": 1, "users": 3}).id
    newer = Store(
        database, upgrade=lambda old: {"v": 2, "objectives": {"users": old["users"]}} if old["v"] == 1 else old
    )
    assert newer.load(plan).document == {"v": 2, "objectives": {"users": 3}}
    assert newer.edit(plan, {"objectives.users": 4}).document == {"v": 2, "objectives": {"users": 4}}
    assert newer.undo(plan).document == {"v": 2, "objectives": {"users": 3}}


def test_an_expected_revision_that_has_passed_is_refused(store):
    plan = store.create(document()).id
    store.edit(plan, {"objectives.users": 5}, expected=1)
    with pytest.raises(EditedMeanwhile, match="Somebody else changed this plan"):
        store.edit(plan, {"objectives.users": 6}, expected=1)
    assert store.load(plan).document["objectives"]["users"] == 5


@pytest.mark.parametrize("plan_id", ["nobody", "", "a/../b", "x" * 500, "nul\0", "\ud800"])
def test_an_unknown_plan_is_one_clear_sentence(store, plan_id):
    for use in (store.load, store.revision, store.undo, store.redo, store.history, store.delete):
        with pytest.raises(UnknownPlan, match="There is no plan") as caught:
            use(plan_id)
        assert "\n" not in str(caught.value)
    with pytest.raises(UnknownPlan, match="There is no plan"):
        store.edit(plan_id, {"a": 1})


def test_an_unknown_revision_is_named(store):
    with pytest.raises(UnknownPlan, match="no revision 9"):
        store.restore(store.create({}).id, 9)


def test_delete_erases_the_history_too(store, database):
    plan = store.create(document()).id
    store.edit(plan, {"objectives.process": "secret"})
    store.delete(plan)
    with pytest.raises(UnknownPlan):
        store.load(plan)
    with sqlite3.connect(database) as connection:
        assert connection.execute("select count(*) from waybook_revision").fetchone() == (0,)


def test_what_json_cannot_hold_is_refused(store):
    plan = store.create({}).id
    for value in (object(), 2**70, {1: 2}):
        with pytest.raises(StoreError, match="cannot be stored"):
            store.edit(plan, {"a": value})
    assert store.load(plan).document == {}


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "plans.db"
    path.write_text("Dear diary, " * 500)
    with pytest.raises(StoreError, match=r"plans\.db is damaged or is not a Waybook database"):
        Store(path)
    assert path.read_text().startswith("Dear diary")


def test_a_damaged_revision_says_so_and_older_ones_stay(store, database, steps):
    plan = store.create(document()).id
    store.edit(plan, {"objectives.users": 5})
    with sqlite3.connect(database) as connection:
        connection.execute("update waybook_revision set body = x'00ff' where number = 2")
    with pytest.raises(StoreError, match="restore an earlier one"):
        store.load(plan)
    assert store.undo(plan).document == document()


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot write to .*WAYBOOK_DATABASE"):
        Store(tmp_path / "file" / "plans.db")


def test_a_locked_database_is_one_sentence(database, monkeypatch):
    monkeypatch.setattr("waybook.store.database.BUSY_SECONDS", 0.1)
    store = Store(database)
    plan = store.create(document()).id
    with sqlite3.connect(database, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="held by another program"):
            store.edit(plan, {"objectives.users": 5})
        other.execute("ROLLBACK")
    assert store.edit(plan, {"objectives.users": 6}).document["objectives"]["users"] == 6


@pytest.mark.parametrize("url", ["oracle-of-delphi://x/y", "://", "postgresql+nodriver://x/y"])
def test_a_url_that_is_not_one_is_refused(url):
    with pytest.raises(StoreError):
        Store(url)


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(StoreError, match="does not answer") as caught:
        Store("postgresql://waybook:hunter2@127.0.0.1:1/plans")
    assert "hunter2" not in str(caught.value)


def test_the_environment_names_the_database(tmp_path, monkeypatch):
    monkeypatch.setenv("WAYBOOK_DATABASE", str(tmp_path / "new folder" / "plans.db"))
    Store().create({})
    assert (tmp_path / "new folder" / "plans.db").exists()
    monkeypatch.delenv("WAYBOOK_DATABASE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sys.platform", "linux")
    Store().create({})
    assert (tmp_path / "data" / "waybook" / "waybook.db").exists()


def test_paths_set_and_read_values():
    before = document()
    after = changed(before, {"objectives.users": 1, "team.roles[0].fte": 2.0, 'answers["1.2"]': "yes", "a.b.c": None})
    assert before == document()
    assert at_path(after, "objectives.users") == 1
    assert at_path(after, "team.roles[0].fte") == 2.0
    assert at_path(after, 'answers["1.2"]') == "yes"
    assert at_path(after, "a.b.c") is None
    assert changed(before, {"team.roles[2]": {"name": "New"}})["team"]["roles"][2] == {"name": "New"}


@pytest.mark.parametrize(
    "path",
    ["", ".", "a..b", "a.", "a[", "a[x]", "a[-1]", 'a[""]', "[0]", "team.roles[5].fte", "team.roles[3]",
     "team.roles.first", "objectives.users.x", "objectives[0]", "new[0]", "team.roles[0].fte.x"],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_refused(path):
    with pytest.raises(UnknownPath):
        changed(document(), {path: 1})


def test_the_database_is_private_to_its_owner(tmp_path):
    Store(tmp_path / "plans" / "waybook.db")
    assert Path(tmp_path / "plans").stat().st_mode & 0o077 == 0
