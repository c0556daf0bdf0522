"""Cohorts: the families a programme is for, found by its own rules, with the evidence; hands on what people then decide."""

from sherwood.cohorts.asking import Answer, Person, PersonFact, answer
from sherwood.cohorts.assessing import Assessment, FamilyResult, assess

__all__ = ["Answer", "Assessment", "FamilyResult", "Person", "PersonFact", "answer", "assess"]
