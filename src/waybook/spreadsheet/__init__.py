"""The living workbook: the traced model as Excel formulas, and edited files read back into the plan."""
