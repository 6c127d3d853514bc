"""Waybook: a planning workbook that takes a team from "we want AI" to a production plan."""

import os

__version__ = "0.1.0"

# Has to be said before numpy is loaded. The model's products are small: threads for them double its CPU time, and one
# process serves a whole room.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
