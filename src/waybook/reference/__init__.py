"""Reference data: typed readers of the `data/` folder."""

from waybook.reference.library import Reference, load, read
from waybook.reference.location import data_folder
from waybook.reference.packages import Size, WorkPackage
from waybook.reference.quantity import GRADES, Grade, Quantity
from waybook.reference.reasons import Reason
from waybook.reference.roles import Rate, Role, Sourcing
from waybook.reference.tables import ReferenceDataError

__all__ = [
    "GRADES",
    "Grade",
    "Quantity",
    "Rate",
    "Reason",
    "Reference",
    "ReferenceDataError",
    "Role",
    "Size",
    "Sourcing",
    "WorkPackage",
    "data_folder",
    "load",
    "read",
]
