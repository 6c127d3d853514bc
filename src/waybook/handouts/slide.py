"""Pieces of a slide: headline, text, native chart, table, notes. Sizes in inches on 13.33 x 7.5, text in points."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from waybook.handouts.drawing import ACCENT, INK, LINE, MUTED, PAPER
from waybook.handouts.story import clean

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
TITLE_ONLY = 5
FONT = "Calibri"
BODY, SMALL = 20, 16
HEADLINES = ((42, 30), (54, 26), (72, 22), (1000, 20))
"""Most letters of a headline, and its size: two lines at most, with a wide font too."""
LETTER, LETTER_BOLD = 0.55, 0.58
"""Width of a letter as a share of the size of the text, in a wide font."""
PADDING = 0.07
Box = tuple[float, float, float, float]
"""Left, top, width, height."""
WHOLE: Box = (MARGIN, 1.95, WIDTH - 2 * MARGIN, 4.85)


def deck(title: str, author: str) -> Any:
    """An empty 16:9 presentation."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    made.core_properties.title = clean(title)[:250]
    made.core_properties.author = clean(author)[:250]
    made.core_properties.language = "en-GB"
    return made


def color(hexa: str) -> Any:
    """A colour from its six hexadecimal digits."""
    return RGBColor.from_string(hexa)  # type: ignore[no-untyped-call]


def slide(made: Any, headline: str, how: str, footer: str, notes: Sequence[str]) -> Any:
    """A slide with its finding as title, one line on how to read it, footer, number and speaker notes."""
    page = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    mark = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(MARGIN), Inches(0.42), Inches(0.9), Inches(0.07))
    mark.fill.solid()
    mark.fill.fore_color.rgb = color(ACCENT)
    mark.line.fill.background()
    mark.shadow.inherit = False
    describe(mark, "")
    title = page.shapes.title
    title.left, title.top, title.width, title.height = _inches((MARGIN, 0.58, WIDTH - 2 * MARGIN, 0.82))
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    _no_margins(frame)
    size = next(points for most, points in HEADLINES if len(headline) <= most)
    _run(frame.paragraphs[0], headline, size, INK, bold=True)
    text(page, (MARGIN, 1.42, WIDTH - 2 * MARGIN, 0.45), [how], SMALL + 2, MUTED)
    text(page, (MARGIN, 7.0, WIDTH - 2 * MARGIN - 1, 0.3), [footer], 12, MUTED)
    _number(page)
    page.notes_slide.notes_text_frame.text = "\n\n".join(clean(one) for one in notes)
    return page


def text(
    page: Any, box: Box, lines: Sequence[str], size: float = BODY, hexa: str = INK, bold: bool = False, gap: float = 6
) -> Any:
    """Paragraphs of text in a box."""
    shape = page.shapes.add_textbox(*_inches(box))
    frame = shape.text_frame
    frame.word_wrap = True
    _no_margins(frame)
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        _run(paragraph, line, size, hexa, bold)
    return shape


def figure(page: Any, box: Box, amount: str, words: str, hexa: str = ACCENT) -> None:
    """One big number with what it is below."""
    left, top, width, _ = box
    text(page, (left, top, width, 0.6), [amount], 34, hexa, bold=True, gap=0)
    text(page, (left, top + 0.58, width, 0.4), [words], SMALL, MUTED, gap=0)


def bar_data(number_format: str) -> Any:
    """Data of a chart with categories."""
    return CategoryChartData(number_format=number_format)  # type: ignore[no-untyped-call]


def point_data(number_format: str) -> Any:
    """Data of a chart of points."""
    return XyChartData(number_format=number_format)  # type: ignore[no-untyped-call]


def chart(page: Any, kind: Any, box: Box, data: Any, alt: str) -> Any:
    """A native chart without title and legend, described for those who cannot see it."""
    frame = page.shapes.add_chart(kind, *_inches(box), data)
    describe(frame, alt)
    made = frame.chart
    made.has_title, made.has_legend = False, False
    made.font.size, made.font.name = Pt(SMALL), FONT
    made.font.color.rgb = color(MUTED)
    return made


def axis(one: Any, number_format: str = "", low: float | None = None, high: float | None = None,
         step: float | None = None, grid: bool = False) -> None:  # fmt: skip
    """A quiet axis: no tick marks, thin line, its own number format."""
    one.has_major_gridlines = grid
    one.major_tick_mark = one.minor_tick_mark = XL_TICK_MARK.NONE
    one.format.line.color.rgb = color(LINE)
    one.tick_labels.font.size = Pt(SMALL)
    one.tick_labels.font.color.rgb = color(MUTED)
    if grid:
        one.major_gridlines.format.line.color.rgb = color("E4E9EE")
    if number_format:
        one.tick_labels.number_format, one.tick_labels.number_format_is_linked = number_format, False
    if low is not None:
        one.minimum_scale = low
    if high is not None:
        one.maximum_scale = high
    if step is not None:
        one.major_unit = step


def names(one: Any) -> None:
    """A category axis: names beside the bars, in ink, never on them."""
    axis(one)
    one.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    one.tick_labels.font.color.rgb = color(INK)


def fill(series: Any, hexa: str | None) -> None:
    """The colour of a series of bars; None makes it invisible."""
    if hexa is None:
        series.format.fill.background()
        series.format.line.fill.background()
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = color(hexa)


def stroke(series: Any, hexa: str, width: float = 3, dotted: bool = False) -> None:
    """A line without markers."""
    series.format.line.color.rgb = color(hexa)
    series.format.line.width = Pt(width)
    if dotted:
        series.format.line.dash_style = MSO_LINE.ROUND_DOT
    series.smooth = False


def label(series: Any, place: int, words: str, hexa: str = INK, where: Any = XL_LABEL_POSITION.RIGHT,
          bold: bool = False, size: float = SMALL) -> None:  # fmt: skip
    """Own words beside one point."""
    one = series.points[place].data_label
    frame = one.text_frame
    _run(frame.paragraphs[0], words, size, hexa, bold)
    one.position = where


def table(page: Any, box: Box, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A native table, its heads on the accent. Rows are as high as their text; those that the box cannot hold are left
    out, from the last."""
    left, top, width, height = box
    high = [_height(cells, [width * share for share in widths], row == 0) for row, cells in enumerate([heads, *rows])]
    shown = next(count for count in range(len(rows), -1, -1) if count <= 1 or sum(high[: count + 1]) <= height)
    rows, height = rows[:shown], sum(high[: shown + 1])
    frame = page.shapes.add_table(len(rows) + 1, len(heads), *_inches((left, top, width, height)))
    describe(frame, f"Table of {len(rows)} rows: {', '.join(heads)}")
    made = frame.table
    made.horz_banding = False
    for place, share in enumerate(widths):
        made.columns[place].width = Emu(int(Inches(width) * share))
    for row, cells in enumerate([heads, *rows]):
        made.rows[row].height = Inches(high[row])
        for place, words in enumerate(cells):
            cell = made.cell(row, place)
            cell.fill.solid()
            cell.fill.fore_color.rgb = color(ACCENT if row == 0 else PAPER if row % 2 else "F3F6F9")
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Inches(PADDING)
            frame_ = cell.text_frame
            frame_.word_wrap = True
            _run(frame_.paragraphs[0], words, SMALL, PAPER if row == 0 else INK, row == 0 or place == 0)


def _height(cells: Sequence[str], widths: Sequence[float], head: bool) -> float:
    """Inches that a row of a table needs, with a wide font too."""
    letters = [
        int((width - 0.2) * 72 / SMALL / (LETTER_BOLD if head or place == 0 else LETTER))
        for place, width in enumerate(widths)
    ]
    lines = max(len(wrap(clean(words), most)) for words, most in zip(cells, letters, strict=True))
    return max(1, lines) * SMALL * 1.2 / 72 + 2 * PADDING


def describe(shape: Any, words: str) -> None:
    """Alternative text of a shape; "" marks it as decoration."""
    element = shape._element
    found = element.find(f".//{qn('p:cNvPr')}")
    found.set("descr", clean(words))


def _number(page: Any) -> None:
    """The slide's number, as a field that follows when slides move."""
    shape = page.shapes.add_textbox(*_inches((WIDTH - MARGIN - 0.9, 7.0, 0.9, 0.3)))
    frame = shape.text_frame
    _no_margins(frame)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = paragraph._p.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    look = field.makeelement(qn("a:rPr"), {"lang": "en-GB", "sz": "1200"})
    solid = look.makeelement(qn("a:solidFill"), {})
    solid.append(solid.makeelement(qn("a:srgbClr"), {"val": MUTED}))
    look.append(solid)
    words = field.makeelement(qn("a:t"), {})
    words.text = str(len(page.part.package.presentation_part.presentation.slides))
    field.append(look)
    field.append(words)
    paragraph._p.append(field)


def _run(paragraph: Any, words: str, size: float, hexa: str, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = clean(words)
    paragraph.alignment = PP_ALIGN.LEFT
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = color(hexa)


def _no_margins(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _inches(box: Box) -> tuple[Any, Any, Any, Any]:
    left, top, width, height = box
    return Inches(left), Inches(top), Inches(width), Inches(height)
