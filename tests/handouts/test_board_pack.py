"""The board pack: seven slides that say what the numbers say, with charts that hold the plan's own numbers."""

import io
import zipfile

import numpy as np
import pytest
from pptx import Presentation
from pptx.util import Pt

from waybook.estimate import estimate
from waybook.handouts.board_pack import board_pack
from waybook.handouts.law import law
from waybook.handouts.pictures import serial
from waybook.reforecast import reforecast
from waybook.wording import after, money, percent

DECKS: dict[int, bytes] = {}


def opened(results):
    """The deck of some results, written once for all tests."""
    if id(results) not in DECKS:  # the results live as long as the tests
        DECKS[id(results)] = board_pack(results)
    return Presentation(io.BytesIO(DECKS[id(results)]))


def charts(page):
    return [shape for shape in page.shapes if shape.has_chart]


@pytest.mark.parametrize("name", ["customer_support", "healthcare", "manufacturing", "empty", "nasty"])
def test_every_plan_makes_seven_titled_slides(found, name):
    made = opened(found(name))
    assert len(made.slides) == 7
    assert (made.slide_width, made.slide_height) == (12191695, 6858000)
    titles = [page.shapes.title.text for page in made.slides]
    assert len(set(titles)) == 7
    assert all(10 < len(title) <= 120 for title in titles)
    for number, page in enumerate(made.slides, start=1):
        assert len(page.notes_slide.notes_text_frame.text) > 150
        assert any('type="slidenum"' in str(s._element.xml) and f"<a:t>{number}<" in s._element.xml
                   for s in page.shapes if s.has_text_frame)  # fmt: skip
        for shape in charts(page):
            assert len(shape._element.xpath(".//p:cNvPr/@descr")[0]) > 20
    assert [len(charts(page)) for page in made.slides] == [1, 1, 1, 1, 1, 1, 0]


@pytest.mark.parametrize("name", ["customer_support", "nasty"])
def test_text_is_large_enough_for_the_back_row(found, name):
    for page in opened(found(name)).slides:
        for shape in page.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            if shape.has_table:
                frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
            small = shape.has_text_frame and (shape.top > 6.9 * 914400 or "not legal advice" in shape.text_frame.text)
            for run in (r for frame in frames for p in frame.paragraphs for r in p.runs):
                assert run.font.size >= (Pt(12) if small else Pt(16)), run.text
            if shape.has_chart:
                assert shape.chart.font.size >= Pt(16)


@pytest.mark.parametrize("name", ["customer_support", "nasty"])
def test_nothing_lies_outside_the_slide(found, name):
    made = opened(found(name))
    for page in made.slides:
        for shape in page.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height


@pytest.mark.parametrize("name", ["healthcare", "nasty"])
def test_the_rows_of_the_steps_end_above_the_footer(found, name):
    shape = next(shape for shape in opened(found(name)).slides[6].shapes if shape.has_table)
    assert shape.top + sum(row.height for row in shape.table.rows) < 7.0 * 914400


def test_the_cost_slide_holds_the_simulated_curve(found):
    results = found("customer_support")
    page = opened(results).slides[1]
    title, currency = page.shapes.title.text.replace("\u00a0", " "), results.plan.currency
    assert money(results.cost.p80, currency) in title
    assert percent(results.p_on_budget) in title
    made = charts(page)[0].chart
    series = {one.name: one for one in made.plots[0].series}
    assert list(series) == ["Chance that the cost stays below", "P50", "P80", "Budget"]
    curve = series["Chance that the cost stays below"]
    amounts = [float(v.text) for v in curve._element.xpath("c:xVal//c:v")]
    for amount, share in zip(amounts, curve.values, strict=True):
        assert float((results.samples("build_cost") <= amount).mean()) == pytest.approx(share, abs=0.002)


@pytest.mark.parametrize("name", ["customer_support", "healthcare", "empty", "nasty"])
def test_the_names_of_p50_and_p80_lie_on_their_own_lines_clear_of_the_curve_and_the_budget(found, name):
    results = found(name)
    series = {one.name: one for one in charts(opened(results).slides[1])[0].chart.plots[0].series}
    for label, amount in (("P50", results.cost.p50), ("P80", results.cost.p80)):
        low, middle, end, _ = (float(v.text) for v in series[label]._element.xpath("c:xVal//c:v"))
        assert low < middle < end == pytest.approx(amount)
        if "Budget" in series:
            budget = float(series["Budget"]._element.xpath("c:xVal//c:v")[0].text)
            assert not low < budget < end or abs(middle - budget) >= (end - low) / 4 - 1


@pytest.mark.parametrize("name", ["customer_support", "healthcare", "retail", "empty"])
def test_no_headline_and_no_step_is_cut_short(found, name):
    pages = opened(found(name)).slides
    assert not any("…" in page.shapes.title.text for page in pages)
    grid = next(shape.table for shape in pages[6].shapes if shape.has_table)
    assert len(grid.rows) >= 4
    assert not any("…" in cell.text_frame.text for row in grid.rows for cell in row.cells)
    names = charts(pages[4])[0].chart.plots[0].categories
    assert not any("…" in name for name in names)


def test_the_time_slide_adds_up_to_the_dates(found):
    results = found("manufacturing")
    made = charts(opened(results).slides[2])[0].chart
    starts, to_p50, to_p80 = (list(made.plots[0].series)[n].values for n in range(3))
    first = serial(results.plan.start)
    assert made.value_axis.minimum_scale <= first
    for bar, start, one, two in zip(reversed(results.stages), starts[1:], to_p50[1:], to_p80[1:], strict=True):
        assert start + one + two - first == pytest.approx(bar.finish_p80 * 365.25 / 12, abs=1.2)
        assert start + one - first == pytest.approx(bar.finish_p50 * 365.25 / 12, abs=1.2)
    assert made.plots[0].categories[0] == "Needed by"


def test_the_risk_slide_names_the_largest_swing(found):
    results = found("manufacturing")
    page = opened(results).slides[4]
    low, high = (one.values for one in charts(page)[0].chart.plots[0].series)
    sizes = [max(abs(a), abs(b)) for a, b in zip(low, high, strict=True)]
    assert sizes == sorted(sizes)  # the last category is drawn on top
    assert money(max(sizes), "EUR") in page.shapes.title.text


def test_the_benefit_slide_says_when_nothing_is_counted(found):
    assert "No benefit is counted" in opened(found("empty")).slides[3].shapes.title.text
    series = charts(opened(found("manufacturing")).slides[3])[0].chart.plots[0].series
    ends = [one.values[-1] for one in series]
    assert ends == sorted(ends, reverse=True)
    assert np.allclose(ends[1], found("manufacturing").cash.p50[-1])


def test_the_compliance_slide_counts_open_duties_and_is_no_legal_advice(found):
    page = opened(found("empty")).slides[5]
    assert "cannot be ruled out" in page.shapes.title.text
    words = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
    assert "Planning aid, not legal advice" in words
    assert "possibly prohibited" in words


@pytest.mark.parametrize("name", ["empty", "healthcare"])
def test_duties_are_counted_beside_their_bars_however_short(found, name):
    law_ = law(found(name).plan, None)
    *bars, room = charts(opened(found(name)).slides[5])[0].chart.plots[0].series
    assert all(not one._element.xpath("c:dLbls") for one in bars)
    told = [one.text for one in room._element.xpath("c:dLbls/c:dLbl//a:t")]
    stages = reversed(list(zip(law_.applies, law_.possible, strict=True)))
    assert told == [f"{sure} + {open_}" if law_.unknown else f"{sure}" for sure, open_ in stages]


def test_a_product_that_is_live_asks_for_nothing_and_says_how_it_came_out(found):
    results = found("customer_support_live")
    pages = opened(results).slides
    titles = [page.shapes.title.text for page in pages]
    spent = money(sum(one.spent or 0 for one in results.plan.operation.months), results.plan.currency)
    assert titles[0].startswith(f"Live since Oct 2026 for {spent}; planned: ")
    assert titles[1].startswith(f"It took {spent}; planned: {money(results.cost.p80, results.plan.currency)}")
    assert titles[2].startswith("Live since Oct 2026; planned by ")
    words = " ".join(shape.text_frame.text for shape in pages[0].shapes if shape.has_text_frame)
    assert "to release" not in words
    assert "31% of eligible contacts in Nov 2026; target 33%" in words
    assert "Spent" in list(charts(pages[0])[0].chart.plots[0].categories)


def test_work_under_way_tells_one_cost_and_one_date_on_all_slides(found):
    plan = found("customer_support_live").plan.model_copy(deep=True)
    plan.operation.live, plan.operation.progress = None, plan.operation.progress[:12]
    results = estimate(plan, draws=1024)
    actual = reforecast(plan, results.reference)
    ask, cost, time, *_ = (page.shapes.title.text for page in opened(results).slides)
    assert money(actual.cost_p80 - actual.spent, plan.currency) in ask
    assert cost.startswith(f"As the work goes, it takes {money(actual.cost_p80, plan.currency)}; planned: ")
    assert after(plan.start, actual.months_p80) in ask
    assert time.startswith(f"As the work goes, live by {after(plan.start, actual.months_p80)}; planned by ")


def test_other_peoples_text_stays_text(found):
    opened(found("nasty"))
    data = DECKS[id(found("nasty"))]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        slides = b"".join(archive.read(one) for one in names if one.startswith("ppt/slides/slide"))
    assert b"<script>" not in slides
    assert b"&lt;script&gt;" in slides
    assert b"\x07" not in slides
    assert not any(one.endswith((".bin", ".js")) and "printer" not in one for one in names)
