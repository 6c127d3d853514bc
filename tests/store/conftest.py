from collections.abc import Iterator

import pytest

from tests import needs, postgres
from waybook.store import Store


@pytest.fixture
def database(tmp_path) -> str:
    return str(tmp_path / "waybook.db")


@pytest.fixture
def store(database) -> Iterator[Store]:
    with_plans = Store(database)
    yield with_plans
    with_plans.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    programs = needs(postgres.binaries(), "a PostgreSQL server")
    with postgres.server(programs) as url:
        yield url
