"""What estimators and public bodies allow for by rule, beside this plan."""

from waybook.estimate import estimate
from waybook.ui import starting
from waybook.ui.charts_outside import conventions
from waybook.wording import money, months


def test_each_rule_has_its_range_its_meaning_here_its_limits_and_its_source() -> None:
    found = estimate(starting.example("customer_support"), draws=64)
    rows = conventions(found)
    assert all(all(row) for row in rows)
    by = {(row[0], row[1]): row for row in rows}
    likely, live = found.cost.plan, found.months.plan
    fifth = by["Estimate class 5: what is usual after Discovery", "Cost"]
    assert fifth[2:5] == ("−50% to +100%", f"{money(likely / 2)} to {money(2 * likely)}", "92%")
    assert "18R-97" in fifth[6]
    green = by["Public sector uplift, IT and equipment", "Duration, mitigated to not"]
    assert green[2:4] == ("+10% to +54%", f"{months(1.1 * live)} to {months(1.54 * live)}")
    assert "Green Book" in green[6]
    first = next(row for row in rows if row[1] == "Cost, first stage")
    assert first[2:4] == ("+200%", money(3 * likely))
    assert "Transport Scotland" in first[6]
    assert sum("AACE" in row[6] for row in rows) == 3
