"""The plan as a Microsoft Project XML file: out, edited by a planner, and home again."""
