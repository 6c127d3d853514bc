"""Plans and reference data for the tests of the model."""

from pathlib import Path

import pytest

from waybook.plan import Plan, read
from waybook.reference import Reference, load

EXAMPLES = Path(__file__).parents[2] / "data/examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))


def example(name: str) -> Plan:
    """A finished example plan."""
    return read((EXAMPLES / f"{name}.json").read_bytes())


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The reference data that come with Waybook."""
    return load()


@pytest.fixture
def worked() -> Plan:
    """The worked example: a customer-support assistant."""
    return example("customer_support")
