"""Strict reading of one TOML table: every value is checked, every problem kept, unknown keys are problems."""

import difflib
from collections.abc import Mapping
from typing import Any

from extractors.declared_addresses import archive_page as archive_page
from extractors.declared_addresses import domain as domain
from extractors.declared_addresses import filled as filled
from extractors.declared_addresses import own_domain as own_domain
from extractors.declared_addresses import proxy as proxy
from extractors.declared_addresses import regex as regex
from extractors.declared_addresses import url as url
from extractors.declared_values import Check as Check
from extractors.declared_values import ValueProblem as ValueProblem
from extractors.declared_values import count as count
from extractors.declared_values import country as country
from extractors.declared_values import day as day
from extractors.declared_values import duration as duration
from extractors.declared_values import flag as flag
from extractors.declared_values import language as language
from extractors.declared_values import many as many
from extractors.declared_values import number as number
from extractors.declared_values import one_of as one_of
from extractors.declared_values import one_or_many as one_or_many
from extractors.declared_values import pictures as pictures
from extractors.declared_values import selector as selector
from extractors.declared_values import share as share
from extractors.declared_values import shown as shown
from extractors.declared_values import spider as spider
from extractors.declared_values import text as text
from extractors.declared_values import time_zone as time_zone


class Table:
    """One table of a declaration. Each reading method takes a key; `problems` holds what was wrong so far.

    A problem is one line: where, key, what was found, what was wanted, how to write it.
    """

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        """Read from `values`; `where` begins every problem, for example "almithal.toml: "."""
        self.values = values
        self.where = where
        self.problems: list[str] = []
        self.examples: dict[str, str] = {}

    def need(self, key: str, check: Check, example: str) -> Any:
        """Give the checked value of a key that must be there; None, and a problem, when it is not right."""
        if key not in self.values:
            self.examples[key] = example
            self._report(key, ValueProblem("missing; wanted in every file"))
            return None
        return self.may(key, check, example)

    def may(self, key: str, check: Check, example: str, default: Any = None) -> Any:
        """Give the checked value of an optional key, the default when it is absent or (a problem) wrong."""
        self.examples[key] = example
        if key not in self.values:
            return default
        try:
            return check(self.values[key])
        except ValueProblem as problem:
            self._report(key, problem)
            return default

    def finish(self, elsewhere: Mapping[str, str]) -> list[str]:
        """Report every key that nothing read; give all problems, unknown keys last.

        `elsewhere` gives the keys of other tables, and where to write them.
        """
        for key in self.values:
            if key not in self.examples:
                self.problems.append(f"{self.where}{key}: {self._unknown(key, elsewhere)}")
        return self.problems

    def _unknown(self, key: str, elsewhere: Mapping[str, str]) -> str:
        if key in elsewhere:
            return f"found where it means nothing; wanted elsewhere; write it {elsewhere[key]}"
        near = difflib.get_close_matches(key.casefold(), self.examples, n=1, cutoff=0.7)
        if near:
            return f"unknown key; wanted perhaps {near[0]}; write {near[0]} = {self.examples[near[0]]}"
        known = ", ".join(sorted(self.examples))
        return f"unknown key; wanted one of {known}; write one of these, or remove the line"

    def _report(self, key: str, problem: ValueProblem) -> None:
        example = f"for example {key} = {self.examples[key]}"
        write = example if problem.write is None else f"{key} = {problem.write}"
        self.problems.append(f"{self.where}{key}: {problem}; write {write}".replace("\n", " "))
