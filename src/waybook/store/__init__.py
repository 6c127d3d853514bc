"""Plans at rest: every edit is a revision, and nothing that was acknowledged is ever lost.

The store keeps documents as JSON and knows nothing of what they mean: an `upgrade` and a `validate` function come from
the caller.
"""

from waybook.store.database import StoreError
from waybook.store.paths import UnknownPath, at_path, changed
from waybook.store.plans import EditedMeanwhile, Revision, Store, Stored, UnknownPlan

__all__ = [
    "EditedMeanwhile",
    "Revision",
    "Store",
    "StoreError",
    "Stored",
    "UnknownPath",
    "UnknownPlan",
    "at_path",
    "changed",
]
