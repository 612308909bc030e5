"""Which rules of a robots.txt are ours, so that it shows when they changed (RFC 9309, section 2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

RULES = ("allow", "disallow", "crawl-delay")


def rules_of(text: str, agent: str) -> tuple[str, ...]:
    """The rules of the groups that name `agent` (a product token), or else of those for everybody, sorted.

    A Disallow without a path forbids nothing and is no rule.
    """
    named: list[str] = []
    common: list[str] = []
    is_named = False
    for agents, rules in _groups(text):
        if agent.lower() in agents:
            is_named = True
            named += rules
        elif "*" in agents:
            common += rules
    return tuple(sorted(set(named if is_named else common)))


def digest_of(rules: tuple[str, ...]) -> str:
    """Sixteen hex digits that are other when the rules are."""
    return sha256("\n".join(rules).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _groups(text: str) -> Iterator[tuple[set[str], list[str]]]:
    agents: set[str] = set()
    rules: list[str] = []
    begun = False  # whether the agents of this group have been followed by a rule
    for line in text.splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if begun:
                yield agents, rules
                agents, rules, begun = set(), [], False
            agents.add(value.partition("/")[0].strip().lower())
        elif name in RULES and agents:
            begun = True
            if value:
                rules.append(f"{name}: {value}")
    if agents:
        yield agents, rules
