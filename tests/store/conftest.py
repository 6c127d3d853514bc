import pytest

from waybook.store import Store


@pytest.fixture
def database(tmp_path):
    return str(tmp_path / "waybook.db")


@pytest.fixture
def store(database):
    with_plans = Store(database)
    yield with_plans
    with_plans.close()
