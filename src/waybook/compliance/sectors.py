"""Which rule packs concern a sector and a jurisdiction, and which answers a sector suggests."""

from __future__ import annotations

from collections.abc import Sequence

from waybook.compliance.packs import Pack
from waybook.compliance.rulebook import RuleBook, rule_book

OTHER_SECTORS: tuple[str, ...] = ("public",)
"""Sectors that have packs but suggest no answers."""


def sector_names(book: RuleBook | None = None) -> dict[str, str]:
    """Sector id -> name, of the sectors that suggest answers."""
    return {start.id: start.name for start in (book or rule_book()).sectors}


def packs_of(sector: str, jurisdictions: Sequence[str], book: RuleBook | None = None) -> list[Pack]:
    """Packs for everybody and for the sector, in one of the jurisdictions (UK, EU, US); drafts and repealed ones too,
    to show their status.

    Raises:
        KeyError: no such sector.
    """
    book = book or rule_book()
    if sector not in sector_names(book) and sector not in OTHER_SECTORS:
        raise KeyError(sector)
    wanted = {"all", sector}
    return [
        pack
        for pack in book.packs.values()
        if wanted & set(pack.sectors) and set(jurisdictions) & set(pack.jurisdictions)
    ]


def suggested_answers(sector: str, jurisdictions: Sequence[str], book: RuleBook | None = None) -> dict[str, list[str]]:
    """Answers that being in a sector suggests. To be offered, never set without a click; the reason is in
    `RuleBook.sectors`."""
    found: dict[str, list[str]] = {}
    for start in (book or rule_book()).sectors:
        if start.id == sector and set(jurisdictions) & set(start.jurisdiction):
            found.setdefault(start.question, []).append(start.option)
    return found
