"""How long a month is, wherever months, weeks and days are turned into each other."""

DAYS_A_MONTH = 365.25 / 12
WEEKS_A_MONTH = DAYS_A_MONTH / 7
