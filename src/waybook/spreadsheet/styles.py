"""How each kind of cell looks. Contrast of text on its ground is at least 4.5 to 1."""

from __future__ import annotations

from typing import Any

FONT = "Calibri"
INK, MUTED, BLUE, ACCENT, PALE, GREY, RULE = "#1A1A1A", "#595959", "#0000C0", "#1F4E79", "#FFFBE0", "#EDEDED", "#BFBFBF"
GOOD, BAD = "#1E6B2E", "#B00020"
SERIES = ("#1F4E79", "#D1782F", "#7F7F7F", "#5B8DB8", "#A3A3A3")

STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": ACCENT},
    "lead": {"font_color": MUTED, "font_size": 11},
    "caption": {"bold": True, "font_size": 12, "font_color": ACCENT},
    "header": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": ACCENT,
    },
    "header_number": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "text_wrap": True,
        "align": "right",
        "valign": "vcenter",
        "border": 1,
        "border_color": ACCENT,
    },
    "label": {"font_color": INK, "valign": "top"},
    "unit": {"font_color": MUTED, "valign": "top", "align": "left", "indent": 1},
    "note": {"font_color": MUTED, "font_size": 9, "valign": "vcenter"},
    "finding": {"bold": True, "font_size": 12, "font_color": INK},
    "wrapped": {"font_color": INK, "text_wrap": True, "valign": "top"},
    "id": {"font_color": MUTED, "font_size": 9, "align": "left", "valign": "vcenter"},
    "aside": {"font_color": MUTED, "font_size": 9, "align": "left", "indent": 1, "valign": "vcenter"},
    "place": {"font_color": MUTED, "font_size": 9, "align": "right", "valign": "vcenter"},
    "input": {
        "font_color": BLUE,
        "bg_color": PALE,
        "border": 1,
        "border_color": "#D9CF8F",
        "locked": False,
        "valign": "top",
    },
    "reference": {
        "font_color": "#3A3A3A",
        "bg_color": "#F4F4F4",
        "border": 1,
        "border_color": "#E0E0E0",
        "locked": False,
        "valign": "top",
    },
    "calculation": {"font_color": "#000000", "valign": "top"},
    "frozen": {"font_color": MUTED, "bg_color": GREY, "italic": True, "valign": "top"},
    "result": {"bold": True, "font_color": "#000000", "top": 1, "top_color": RULE},
    "big": {"bold": True, "font_size": 14, "font_color": INK},
    "link": {"font_color": "#0563C1", "underline": 1},
}

_ASIDE: dict[str, Any] = {"align": "left", "indent": 1}
BESIDE = {
    **dict.fromkeys(("header", "label"), _ASIDE),
    **{name: {**_ASIDE, "text_wrap": True} for name in ("input", "reference", "frozen", "note", "wrapped")},
}
"""What words in a table add to their style, so that they keep clear of the number to their left."""
STYLES |= {f"{name}_words": {**STYLES[name], **more} for name, more in BESIDE.items()}
STYLES |= {f"{name}_tall": {**STYLES[name], "valign": "top"} for name in ("id", "note", "note_words")}
"""Small words stand in the middle of a row of one line, and beside the first line of a taller one."""

LEGEND = (
    ("input", "Input: yours to change. Import the file again to bring it home."),
    ("reference", "Reference data: a change moves this workbook, but is not imported."),
    ("calculation", "Calculation: a live formula."),
    ("frozen", "Frozen: as it was when exported; refreshed by exporting again."),
)
