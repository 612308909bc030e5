"""How signatures are printed: the words, and which persons they name."""

from benchmarks.quality import phrases
from benchmarks.quality.postings import Posting, Signature

Line = tuple[str, tuple[str, ...]]  # what is printed ("" for nothing), and the persons it names
NOTHING: Line = ("", ())


def joined(persons: tuple[str, ...], joint: str = " و") -> str:
    """Give the names as one text: «فلان وفلان»."""
    return joint.join(persons)


def bare(posting: Posting) -> Line:
    """Give nothing but the names, or the agency or desk in their place."""
    signature = posting.signature
    if signature is None:
        return NOTHING
    if signature.persons:
        return joined(signature.persons, posting.one((" و", "، ", " - "))), signature.persons
    return signature.agency or posting.outlet.name, ()


def after_word(
    posting: Posting, words: tuple[str, ...] = ("كتب: ", "بقلم: ", "بقلم ", "إعداد: ", "تحرير: ")
) -> Line:
    """Give the names after a word that says that they wrote it."""
    signature = posting.signature
    if signature is None or not signature.persons:
        return NOTHING
    return posting.one(words) + joined(signature.persons), signature.persons


def written_by(posting: Posting) -> Line:
    """Give «كتب فلان» or «كتبت فلانة», as Egyptian papers do."""
    signature = posting.signature
    if signature is None or not signature.persons:
        return NOTHING
    first = signature.persons[0]
    verb = "كتبت" if first.startswith(phrases.WOMEN) else "كتب"
    verb = "كتب" if len(signature.persons) > 1 else verb
    return f"{verb}{posting.one((' ', ': ', ' - '))}{joined(signature.persons)}", signature.persons


def placed(posting: Posting) -> Line:
    """Give place and names on one line, either first: «دمشق: فلان», «فلان - دمشق», «لندن - رويترز»."""
    signature = posting.signature
    if signature is None:
        return NOTHING
    who = _who(posting, signature)
    if not signature.place:
        return who, signature.persons
    forms = (
        f"{signature.place}: {who}",
        f"{signature.place} - {who}",
        f"{who} - {signature.place}",
        f"{who} ({signature.place})",
    )
    return posting.one(forms), signature.persons


def _who(posting: Posting, signature: Signature) -> str:
    if signature.persons:
        return joined(signature.persons)
    agency = signature.agency or posting.outlet.name
    return posting.one((agency, f"({agency})", f"«{agency}»"))
