"""Verbs that no list holds, led back to the perfect where the counts of their other forms tell it.

Words are in plain spelling, without clitics and pronouns. Verbs take no article; a perfect is known by its
feminine in ت beside an imperfect in ي.
"""

from extractors.evidence import Evidence

_FIRST = "يتنا"


class VerbEndings:
    """Leads forms of verbs back to the perfect where counts allow."""

    __slots__ = ("_evidence",)

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def is_perfect(self, word: str) -> bool:
        """Say whether a word that may be an imperfect is a perfect of its own: تقدم, أظهر."""
        count = self._evidence.count
        if word[0] == "ت":
            return count["ي" + word] > 0 and count[word + "ت"] > 0
        return word[0] == "ا" and count["ي" + word[1:]] > 0 and count[word + "ت"] > 0

    def perfect(self, word: str) -> str | None:
        """Give the perfect, in plain spelling; None for what is no verb, or the perfect itself."""
        evidence = self._evidence
        if len(word) < 4 or evidence.takes_article(word):
            return None
        if word[-1] == "ت":
            found = self._of_feminine(word)
            if found:
                return found
        if word.endswith("وا"):
            return self._of_plural(word)
        if word.endswith(("ون", "ان")) and word[0] in "يت" and len(word) > 5:
            rest = word[:-2]
            if not evidence.count[rest] or evidence.takes_article(rest):
                return None
            return self._of_imperfect(rest) or rest
        return self._of_imperfect(word)

    def _of_feminine(self, word: str) -> str | None:
        count = self._evidence.count
        rest = word[:-1]
        if len(rest) < 3:
            return None
        shut = rest + "ي"  # ألقت: ألقى
        if count[shut] > count[rest] and self._has_imperfect(shut):
            return shut
        if 4 * count[rest] >= count[word] and self._has_imperfect(rest) and not self._is_imperfect(rest):
            return rest
        return None

    def _of_plural(self, word: str) -> str | None:
        count = self._evidence.count
        rest = word[:-2]
        if rest[0] in "يت" and count[rest] and self._is_imperfect(rest):
            return self._of_imperfect(rest) or rest
        if len(rest) > 2 and 2 * count[rest] >= count[word]:
            return rest
        return None

    def _has_imperfect(self, perfect: str) -> bool:
        count = self._evidence.count
        if count["ي" + perfect.removeprefix("ا")]:
            return True
        hollow = perfect.removeprefix("ا")
        if len(hollow) > 2 and hollow[-2] == "ا":
            return count[f"ي{hollow[:-2]}ي{hollow[-1]}"] + count[f"ي{hollow[:-2]}و{hollow[-1]}"] > 0
        return False

    def _is_imperfect(self, word: str) -> bool:
        count = self._evidence.count
        return word[0] in "يتن" and count["ي" + word[1:]] > 0 and count["ت" + word[1:]] > 0

    def _of_imperfect(self, word: str) -> str | None:
        """Give the commonest perfect whose imperfect a word may be: يكتب, يعلن, يعيد, يقود, ينهي."""
        count = self._evidence.count
        body = word[1:]
        if word[0] not in _FIRST or len(body) < 3 or self.is_perfect(word):
            return None
        if not (count["ي" + body] and count["ت" + body]):
            return None
        found = [(count[feminine], perfect) for perfect, feminine in _perfects(body) if count[perfect]]
        if body[-2] == "ي":  # يقيم is of أقام, commoner though قام be
            found = [(10 * times if perfect[0] == "ا" else times, perfect) for times, perfect in found]
        best = max(found, default=(0, ""))
        return best[1] if best[0] else None


def _perfects(body: str) -> list[tuple[str, str]]:
    """Give the perfects that an imperfect may have, and their feminines."""
    if body[-1] in "يو":
        shut = body[:-1] + ("ا" if body[-1] == "و" else "ي")
        return [(start + shut, start + body[:-1] + "ت") for start in ("", "ا")]
    bodies = [body]
    if body[-2] in "يو":
        bodies.append(f"{body[:-2]}ا{body[-1]}")
    return [(start + one, start + one + "ت") for one in bodies for start in ("", "ا")]
