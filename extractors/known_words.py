"""What the word lists say of printed forms: the stems of each, and which forms are bases not to be cut."""

from dataclasses import dataclass, field

from extractors.inflections import adjective_forms, plural_forms, verb_forms
from extractors.lexicon import WordLists
from extractors.spelling_habits import plain


@dataclass(slots=True)
class KnownWords:
    """Stems in full spelling by form, the likeliest first.

    `verbs` are asked for forms that may be verbs. The loose tables hold forms as hurried hands print them, without
    the hamza that their full spelling has; `origins` gives that spelling. `variants` gives the word that stands for
    all its spellings, itself included. `whole` are words never to be cut.
    """

    nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verbs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    loose_nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    loose_verbs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    variants: dict[str, str] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def is_noun(self, word: str) -> bool:
        """Say whether a word, in either spelling, is a form of a listed noun or adjective."""
        return word in self.nouns or word in self.loose_nouns

    def is_verb(self, word: str) -> bool:
        """Say whether a word, in either spelling, is a form of a listed verb."""
        return word in self.verbs or word in self.loose_verbs

    def is_head(self, word: str) -> bool:
        """Say whether a word in plain spelling is listed as a singular, or masculine, of its own."""
        stems = self.nouns.get(word) or self.loose_nouns.get(word)
        return stems is not None and plain(stems[0]) == word


def known_words(lists: WordLists) -> KnownWords:
    """Give the stems, in full spelling, of every form of every listed word."""
    known = KnownWords(whole=frozenset(map(plain, lists.whole)) | lists.whole)
    canonical = {other: word for word, others in lists.variants.items() for other in others}
    for other, word in (*canonical.items(), *zip(lists.variants, lists.variants, strict=True)):
        known.variants[other] = word
        known.variants.setdefault(plain(other), word)
    heads = (*(word.masculine for word in lists.adjectives), *lists.plurals)
    for word in heads:  # first, so that a word's own meaning goes before that of a plural with its letters
        _enter(known, word, canonical.get(word, word))
    for adjective in lists.adjectives:
        word = adjective.masculine
        variants = [other for other in lists.variants.get(word, ()) if other + "ي" != word]  # كاف, but not كافة
        for spelling in (word, *variants):
            for form in adjective_forms(adjective, spelling):
                _enter(known, form, canonical.get(word, word))
    for word, others in lists.plurals.items():
        for plural in others:
            for form in plural_forms(plural):
                _enter(known, form, canonical.get(word, word))
    for verb in lists.verbs:  # before the persons, which may have the letters of another verb's perfect
        _enter(known, verb.perfect, verb.perfect, verb=True)
    for verb in lists.verbs:
        for form in verb_forms(verb):
            _enter(known, form, verb.perfect, verb=True)
    return known


def _enter(
    known: KnownWords,
    form: str,
    stem: str,
    *,
    verb: bool = False,
) -> None:
    strict, loose = (known.verbs, known.loose_verbs) if verb else (known.nouns, known.loose_nouns)
    _add(strict, form, stem)
    key = plain(form)
    if key != form:
        _add(loose, key, stem)
        known.origins.setdefault(key, form)
    if key.endswith("اء") and len(key) > 4:
        _add(loose, key[:-1], stem)


def _add(table: dict[str, tuple[str, ...]], key: str, stem: str) -> None:
    stems = table.get(key)
    if stems is None:
        table[key] = (stem,)
    elif stem not in stems:
        table[key] = (*stems, stem)
