"""Duties as plan input: sums, stages, dates, evidence, and what starting late costs."""

from collections import Counter
from datetime import date

import pytest

from tests.compliance.worked import cases
from waybook.compliance import (
    Clock,
    days,
    disclaimer,
    duties,
    evaluate,
    late_compliance,
    matrix,
    rule_book,
    short_disclaimer,
    summary,
)
from waybook.compliance.clock import applies_from, stale_packs, timeline
from waybook.compliance.rules import STAGES
from waybook.compliance.sectors import packs_of, suggested_answers
from waybook.compliance.settling import deciding_questions, next_questions, visibility

TODAY = date(2026, 11, 23)
CASES = {case.id: case.answers for case in cases()}
STORIES = [case for case in CASES if case.startswith("story-")]


@pytest.mark.parametrize("story", STORIES)
def test_days_are_the_sum_of_the_register(story):
    register = duties(CASES[story], TODAY)
    sure = [d for d in register if d.status == "applies"]
    assert days(CASES[story]) == pytest.approx((sum(d.days_low for d in sure), sum(d.days_high for d in register)))
    load = summary(CASES[story])
    paper = [d for d in sure if d.bucket == "compliance"]
    assert load.days_low == pytest.approx(sum(d.days_low for d in paper))
    assert load.days_high == pytest.approx(sum(d.days_high for d in paper))
    assert load.lead_weeks_high == max(d.lead_weeks_high for d in sure)
    assert load.fee_high == sum(d.fee_high for d in sure)


@pytest.mark.parametrize("story", STORIES)
def test_stages_and_roles_split_the_total(story):
    load = summary(CASES[story])
    for parts in (load.by_stage, load.by_role):
        for name in ("days_low", "days_high", "days_unknown_high", "fee_high", "rules_sure", "rules_unknown"):
            assert sum(getattr(part, name) for part in parts.values()) == pytest.approx(getattr(load, name))
    low, high = days(CASES[story])
    assert load.days_low + load.engineering_days_low == pytest.approx(low)
    whole = load.days_high + load.days_unknown_high + load.engineering_days_high + load.engineering_days_unknown_high
    assert whole == pytest.approx(high)
    per_stage = [days(CASES[story], stage=stage) for stage in STAGES]
    assert sum(low for low, _ in per_stage) == pytest.approx(low)
    assert days(CASES[story], bucket="compliance")[0] == pytest.approx(load.days_low)


def test_the_reference_examples_keep_their_size():
    """Compliance days and longest lead time of four examples, as the rule base was published."""
    shop, cv, imaging = summary(CASES["story-shop"]), summary(CASES["story-cv"]), summary(CASES["story-imaging"])
    assert (round(shop.days_low), round(shop.days_high), shop.lead_weeks_high) == (25, 72, 8)
    assert 60 < cv.days_low < 90
    assert 200 < cv.days_high < 290
    assert (cv.lead_weeks_high, cv.longest) == (40, "AIA-27")
    assert (imaging.lead_weeks_low, imaging.lead_weeks_high, imaging.longest) == (56, 104, "HLT-02")
    factory = summary(CASES["story-factory"])
    assert (round(factory.days_low), round(factory.days_high), factory.lead_weeks_high) == (6, 19, 6)


def test_unknown_answers_widen_and_answers_narrow():
    shut, open_ = summary(CASES["story-shop"]), summary(CASES["story-shop-open"])
    assert shut.days_unknown_high == 0
    assert open_.days_unknown_high > 200
    assert (open_.days_low, open_.days_high) == pytest.approx((shut.days_low, shut.days_high))
    assert open_.lead_weeks_unknown_high > 50


def test_the_register_is_ordered_by_stage_and_every_row_says_why():
    register = duties(CASES["story-shop-open"], TODAY, statuses=("applies", "unknown", "no"))
    assert len(register) == len(rule_book().rules)
    order = [STAGES.index(d.stage) for d in register]
    assert order == sorted(order)
    for duty in register:
        assert duty.reason.endswith(".")
        assert bool(duty.ask) == (duty.status == "unknown")
        assert duty.role in {"AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX", "SME", "DPO/legal"}
        if duty.status == "no":
            assert duty.reason.startswith("Does not apply because you answered")


def test_a_reason_names_what_can_be_answered_now_first():
    result = evaluate(CASES["story-shop-open"])
    assert result.finding("AIA-10").sentence == (
        "Cannot be ruled out: answer “Annex III uses” and “Profiling”; "
        "then, if asked, “The law's exclusions” and “Effect on the decision”."
    )
    assert result.finding("DP-04").sentence == "Cannot be ruled out: answer “Profiling”."


def test_an_evaluation_gives_its_answers_back():
    answers = {"market": ["uk", "unknown"], "ai": ["infers"], "role": ["unknown"]}
    assert evaluate(answers).answers == answers
    assert evaluate(evaluate(CASES["story-cv"]).answers).statuses == evaluate(CASES["story-cv"]).statuses


def test_high_risk_dates_follow_the_way_into_high_risk():
    def since(case: str, rule: str) -> tuple[date | None, str]:
        result = evaluate(CASES[case])
        return applies_from(result.book.rules[rule], result)

    assert since("annex3-4a", "AIA-20")[0] == date(2027, 12, 2)
    assert since("product-medical-iia", "AIA-20")[0] == date(2028, 8, 2)
    day, words = since("product-medical-unknown", "AIA-20")
    assert day == date(2027, 12, 2), "until it is known, the earlier date stands"
    assert "2028-08-02" in words


@pytest.mark.parametrize(
    ("go_live", "rule", "expected"),
    [
        (date(2027, 6, 30), "AIA-50", "in_force"),
        (date(2027, 6, 30), "AIA-10", "later"),
        (date(2027, 12, 2), "AIA-10", "before_go_live"),
        (date(2028, 1, 31), "AIA-10", "before_go_live"),
        (None, "AIA-10", "dated"),
        (date(2027, 6, 30), "BASE-01", "in_force"),
    ],
)
def test_the_clock(go_live, rule, expected):
    answers = CASES["annex3-4a"] | {"art50": ["chat"]}
    found = {d.id: d.clock for d in duties(answers, TODAY, go_live)}
    assert found[rule] == expected


@pytest.mark.parametrize(
    ("evidence", "age"),
    [
        ("2026-09-21", "fresh"), ("2026-08-25", "fresh"), ("2026-08-24", "stale"), ("2026-11", "fresh"),
        ("2026", "stale"), ("", "undated"),
    ],
)  # fmt: skip
def test_evidence_ages(evidence, age):
    assert Clock(TODAY).evidence_age(evidence) == age


def test_every_rule_goes_stale_in_time():
    assert {d.evidence_age for d in duties(CASES["story-cv"], date(2027, 6, 1))} == {"stale", "undated"}
    assert "eu-ai-act" not in stale_packs(Clock(TODAY))
    assert "eu-ai-act" in stale_packs(Clock(date(2027, 6, 1)))


def test_the_timeline_places_the_plan_between_legal_dates():
    points = timeline(evaluate(CASES["annex3-4a"]), Clock(TODAY, date(2028, 1, 1)))
    assert [p.moment.date for p in points] == sorted(p.moment.date for p in points)
    by_title = {p.moment.title: p for p in points}
    annex3 = by_title["High-risk duties, Annex III"]
    assert (annex3.moment.date, annex3.moment.moved_from) == (date(2027, 12, 2), date(2026, 8, 2))
    assert annex3.status == "before_go_live"
    assert len(annex3.touches) > 10
    assert by_title["High-risk duties, Annex I products"].moment.date == date(2028, 8, 2)
    assert by_title["High-risk duties, Annex I products"].status == "later"
    bans = by_title["Bans on intimate imagery and CSAM; marking grace ends"]
    assert bans.moment.date == date(2026, 12, 2)
    for other in ("Machinery Regulation applies", "Older general-purpose models; national sandboxes"):
        assert by_title[other].touches == (), "a date touches a plan through its own rules, not through their pack"
        assert by_title[other].words == "No rule of yours"
    assert by_title["Final Article 6 guidelines expected"].words == "Announced only: nothing falls due"


def test_of_two_dates_the_one_that_is_ruled_out_does_not_touch():
    def touched(answers):
        points = timeline(evaluate(answers), Clock(TODAY))
        return {p.moment.title for p in points if "AIA-20" in p.touches}

    annex3, annex1 = "High-risk duties, Annex III", "High-risk duties, Annex I products"
    device = CASES["story-imaging"] | {"annex3": ["none"]}
    device = {q: o for q, o in device.items() if q not in ("a3_excl", "filter")}
    assert touched(CASES["annex3-4a"]) == {annex3}
    assert touched(device) == {annex1}
    assert touched({q: o for q, o in device.items() if q != "annex3"}) == {annex3, annex1}


def test_every_dated_rule_is_on_the_timeline():
    """Of rules that began before the first day of the timeline, nothing has to be planned any more."""
    book = rule_book()
    named = {(moment.date, rule) for moment in book.timeline for rule in moment.rules}
    first = min(moment.date for moment in book.timeline)
    dated = {(day, rule.id) for rule in book.rules.values() for day in (rule.applies_from, rule.later_from) if day}
    assert {pair for pair in dated if pair[0] >= first} <= named


def test_what_is_not_law_is_never_in_force():
    register = duties({}, TODAY, statuses=("applies", "unknown", "no"))
    assert {d.when.split(",")[0] for d in register if d.basis != "law"} == {
        "Guidance", "Standard", "Good practice",
    }  # fmt: skip
    assert not any("In force" in d.when for d in register if d.basis != "law")
    assert any(d.when.startswith("In force") for d in register if d.basis == "law")


def test_disputed_law_shows_both_readings():
    register = {d.id: d for d in duties(CASES["filter-narrow"], TODAY)}
    one, other = register["AIA-11"].readings
    assert "2 Dec 2027" in one
    assert "2 Aug 2026" in other
    assert (register["AIA-11"].clock, register["AIA-11"].reading_b_clock) == ("dated", "in_force")
    assert register["AIA-11"].applies_from == date(2027, 12, 2)
    assert register["AIA-01"].readings is None
    assert register["AIA-01"].reading_b_clock is None


# --- late ----------------------------------------------------------------------------------------------------------


def test_starting_late_costs_and_more_duties_cost_more():
    for story in STORIES:
        late = late_compliance(evaluate(CASES[story]))
        for low, likely, high in (late.rework_days, late.rework_weeks, late.delay_weeks, late.wait_late_weeks):
            assert 0 <= low <= likely <= high
        assert all(
            w_early <= w_late for w_early, w_late in zip(late.wait_early_weeks, late.wait_late_weeks, strict=True)
        )
        assert late.delay_weeks[1] > 0
    factory, cv = summary(CASES["story-factory"]).late, summary(CASES["story-cv"]).late
    assert cv.delay_weeks[1] > 3 * factory.delay_weeks[1]
    assert summary(CASES["story-shop-open"]).late.delay_weeks_unknown_high > 0


def test_late_duties_are_those_before_engineering():
    late = late_compliance(evaluate(CASES["story-cv"]))
    rules = rule_book().rules
    assert {"AIA-27", "DP-04", "AIA-10"} <= set(late.surely_late)
    assert all(STAGES.index(rules[r].stage) < STAGES.index("engineering") for r in late.surely_late)
    stages = Counter(rule.stage for rule in rules.values())
    assert stages["discovery"] + stages["strategy"] + stages["prototype"] == 62, "62 of 111 fall due before Engineering"


def test_a_later_start_moves_days_but_loses_none():
    early, late = summary(CASES["story-cv"]), summary(CASES["story-cv"], start="engineering")
    assert late.days_low == early.days_low
    for stage in ("discovery", "strategy", "prototype"):
        assert late.by_stage[stage].rules_sure == 0
    moved = sum(early.by_stage[s].days_low for s in ("discovery", "strategy", "prototype", "engineering"))
    assert late.by_stage["engineering"].days_low == pytest.approx(moved)


# --- matrix, questions, disclaimer ---------------------------------------------------------------------------------


def test_the_nine_items_are_never_blank():
    for case in cases()[::5]:
        rows = matrix(evaluate(case.answers))
        assert [row.framework_item for row in rows] == [f"R6.{i}" for i in range(3, 12)]
        for row in rows:
            assert len(row.why) > 20
            assert row.why.endswith(".")
            assert (row.demand == "not_required") == (not row.applies and not row.unknown)
            assert row.applies or row.unknown or row.id == "gdpr"


def test_an_unknown_item_is_not_called_good_practice():
    rows = {row.id: row for row in matrix(evaluate({}))}
    assert rows["gdpr"].demand == "possible"
    assert rows["audit_logs"].demand == "possible"
    none = {row.id: row for row in matrix(evaluate(CASES["scope-us-only"]))}
    assert none["gdpr"].demand == "not_required"
    assert "because you answered" in none["gdpr"].why
    assert none["audit_logs"].demand == "good_practice"
    dp = {row.id: row for row in matrix(evaluate(CASES["dp-uk"]))}
    assert dp["retention"].demand == "required"
    assert any(f.rule.id == "DP-11" for f in dp["retention"].applies)


def test_five_questions_decide_most():
    assert deciding_questions() == ["ai", "pdata", "product", "prohibited", "annex3"]
    assert len(deciding_questions(8)) == 8


def test_the_next_question_is_the_one_that_narrows_most():
    found = next_questions(CASES["story-shop-open"])
    assert found[0].question == "annex3"
    assert found[0].range_removed[1] == max(s.range_removed[1] for s in found)
    assert "days off the range" in found[0].sentence()
    assert next_questions(CASES["story-shop"]) == []


def test_with_nothing_known_people_and_place_are_asked_first():
    first = [one.question for one in next_questions({})]
    assert {"market", "estab", "ai"} <= set(first)
    shown = visibility(evaluate({}))
    assert all(shown[question] == "shown" for question in first)
    then = [one.question for one in next_questions({"market": ["eu"], "estab": ["uk"]})]
    assert "annex3" in then
    assert not {"market", "estab"} & set(then)


def test_the_class_is_said_with_the_titles_of_the_questions():
    sentence = evaluate(CASES["story-shop-open"]).tier.sentence()
    assert "Decided by: “Annex III uses”, “The law's exclusions”" in sentence
    assert "a3_excl" not in sentence
    assert "AI Act does not apply" in evaluate(CASES["scope-uk-only"]).tier.sentence()


def test_the_reasons_of_the_matrix_name_duties_and_not_their_ids():
    for name in ("scope-nothing-known", "story-cv"):
        for row in matrix(evaluate(CASES[name])):
            assert not [rule for rule in rule_book().rules if rule in row.why]


def test_visibility_follows_the_answers():
    nothing = visibility(evaluate({}))
    assert Counter(nothing.values()) == {"shown": 11, "waiting": 9}
    shown = visibility(evaluate(CASES["scope-uk-only"]))
    assert shown["prohibited"] == shown["filter"] == shown["decision"] == "skipped"
    assert visibility(evaluate(CASES["story-cv"]))["filter"] == "shown"


def test_the_disclaimer_counts_the_rules():
    counts = Counter(rule.verification for rule in rule_book().rules.values())
    text = disclaimer()
    assert text.startswith("Planning aid, not legal advice.")
    assert f"The 111 rules rest as follows: {counts['article']} on article-level text, " in text
    assert f"{counts['secondary']} on secondary sources, {counts['authors']} on the authors' knowledge." in text
    short = short_disclaimer()
    assert (
        f"111 rules ({counts['article']} on article-level text, {counts['secondary']} on secondary sources, " in short
    )
    for each in (text, short):
        assert "14 October 2026" in each
        assert "not a clearance" in each


CAUGHT = {("no", "applies"), ("no", "unknown")}


@pytest.mark.parametrize("sector", ["retail", "financial", "healthcare", "manufacturing"])
def test_a_sector_brings_its_packs_and_suggestions(sector):
    general = {pack.id for pack in packs_of("public", ("UK", "EU", "US"))}
    mine = {pack.id for pack in packs_of(sector, ("UK", "EU", "US"))}
    assert mine - general, "the sector has packs of its own"
    assert "eu-ai-act" in mine
    own = [rule.id for rule in rule_book().rules.values() if rule.pack in mine - general]
    markets = {"market": ["uk", "eu"], "product": ["none"]}
    without = evaluate(markets | {"sector": ["none"], "consumer": ["none"]})
    result = evaluate(markets | {"consumer": ["none"]} | suggested_answers(sector, ("UK", "EU")))
    assert any((without.status(rule), result.status(rule)) in CAUGHT for rule in own)


def test_packs_follow_the_jurisdiction():
    assert {pack.id for pack in packs_of("retail", ("US",))} == {
        "baseline",
        "us-voluntary",
        "us-states",
        "colorado-2024",
    }
    assert suggested_answers("financial", ("EU",))["sector"] == ["eu_financial"]
    with pytest.raises(KeyError):
        packs_of("farming", ("UK",))
