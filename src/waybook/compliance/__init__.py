"""Compliance as rules that plan: three-valued, dated, with a reason for every result.

answers = {"market": ["eu"], "ai": ["infers"]}          # question id -> option ids; absent means "I don't know yet"
evaluate(answers).tier.sentence()                       # the AI Act class as an interval
summary(answers).days_low                               # person-days that surely apply
"""

from waybook.compliance.answers import (
    Answers,
    AnswersRefused,
    check_answers,
    contradictions,
    known_ids_problems,
    understood,
)
from waybook.compliance.clock import Clock
from waybook.compliance.disclaimer import disclaimer, read_up_to, short_disclaimer
from waybook.compliance.duties import Duty, days, duties
from waybook.compliance.evaluation import Evaluation, Finding, evaluate
from waybook.compliance.late import LateCompliance, late_compliance
from waybook.compliance.load import ComplianceLoad, StageLoad, summary
from waybook.compliance.matrix import MatrixRow, matrix
from waybook.compliance.rulebook import RuleBook, load_rule_book, rule_book
from waybook.compliance.sectors import packs_of, sector_names, suggested_answers
from waybook.compliance.settling import (
    Settling,
    deciding_questions,
    next_questions,
    visibility,
    what_answering_settles,
)
from waybook.compliance.tier import TIERS, Tier

__all__ = [
    "TIERS",
    "Answers",
    "AnswersRefused",
    "Clock",
    "ComplianceLoad",
    "Duty",
    "Evaluation",
    "Finding",
    "LateCompliance",
    "MatrixRow",
    "RuleBook",
    "Settling",
    "StageLoad",
    "Tier",
    "check_answers",
    "contradictions",
    "days",
    "deciding_questions",
    "disclaimer",
    "duties",
    "evaluate",
    "known_ids_problems",
    "late_compliance",
    "load_rule_book",
    "matrix",
    "next_questions",
    "packs_of",
    "read_up_to",
    "rule_book",
    "sector_names",
    "short_disclaimer",
    "suggested_answers",
    "summary",
    "understood",
    "visibility",
    "what_answering_settles",
]
