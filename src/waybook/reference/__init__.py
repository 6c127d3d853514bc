"""Reference data: typed readers of the `data/` folder. `load()` gives all of it, read once."""

from waybook.reference.components import Component
from waybook.reference.facts import Fact
from waybook.reference.industries import Industry
from waybook.reference.library import Reference
from waybook.reference.location import data_folder
from waybook.reference.packages import Size, WorkPackage
from waybook.reference.quantity import GRADES, Grade, Quantity, first_day
from waybook.reference.reading import load, read
from waybook.reference.reasons import Reason
from waybook.reference.roles import Rate, Role, Sourcing
from waybook.reference.schema import check_folder
from waybook.reference.tables import ReferenceDataError
from waybook.reference.traceability import Trace
from waybook.reference.use_cases import UseCase

__all__ = [
    "GRADES",
    "Component",
    "Fact",
    "Grade",
    "Industry",
    "Quantity",
    "Rate",
    "Reason",
    "Reference",
    "ReferenceDataError",
    "Role",
    "Size",
    "Sourcing",
    "Trace",
    "UseCase",
    "WorkPackage",
    "check_folder",
    "data_folder",
    "first_day",
    "load",
    "read",
]
