"""What the word lists say of printed forms: the stems of each, and which forms are bases not to be cut."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extractors.inflections import adjective_forms, plural_forms, verb_forms
from extractors.lexicon import WordLists
from extractors.spelling_habits import plain, plain_all


@dataclass(slots=True)
class KnownWords:
    """Stems in full spelling by form, the likeliest first.

    `verbs` are asked for forms that may be verbs. The loose tables hold forms as hurried hands print them,
    without the hamza that their full spelling has; `origins` gives that spelling. `variants` gives the word
    that stands for all its spellings, itself included. `whole` are words never to be cut; `bases` are these,
    the variants, and all forms of nouns: none begins with a clitic.
    """

    nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verbs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    loose_nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    loose_verbs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    variants: dict[str, str] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()

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
    for other, word in (*canonical.items(), *((word, word) for word in lists.variants)):
        known.variants[other] = word
        known.variants.setdefault(plain(other), word)
    _enter(known, _noun_forms(lists, canonical), known.nouns, known.loose_nouns)
    _enter(known, _verb_forms(lists), known.verbs, known.loose_verbs)
    known.bases = known.whole.union(known.variants, known.nouns, known.loose_nouns)
    return known


def _noun_forms(lists: WordLists, canonical: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give forms and their stems; those that shall go before others with the same letters come first."""
    for word in (*(word.masculine for word in lists.adjectives), *lists.plurals):
        yield word, canonical.get(word, word)
    for adjective in lists.adjectives:
        word = adjective.masculine
        stem = canonical.get(word, word)
        variants = [
            other for other in lists.variants.get(word, ()) if other + "ي" != word
        ]  # كاف, but not كافة
        for spelling in (word, *variants):
            for form in adjective_forms(adjective, spelling):
                yield form, stem
    for word, plurals in lists.plurals.items():
        stem = canonical.get(word, word)
        for plural in plurals:
            for form in plural_forms(plural):
                yield form, stem


def _verb_forms(lists: WordLists) -> Iterator[tuple[str, str]]:
    for verb in lists.verbs:  # before the persons, which may have the letters of another verb's perfect
        yield verb.perfect, verb.perfect
    for verb in lists.verbs:
        for form in verb_forms(verb):
            yield form, verb.perfect


def _enter(
    known: KnownWords,
    stems_by_form: Iterable[tuple[str, str]],
    strict: dict[str, tuple[str, ...]],
    loose: dict[str, tuple[str, ...]],
) -> None:
    pairs = list(stems_by_form)
    single = {stem: (stem,) for _, stem in pairs}
    for (form, stem), key in zip(pairs, plain_all([form for form, _ in pairs]), strict=True):
        stems = strict.get(form)
        if stems is None:
            strict[form] = single[stem]
        elif stem not in stems:
            strict[form] = (*stems, stem)
        if key != form:
            _add(loose, key, stem, single)
            known.origins.setdefault(key, form)
        if key[-1] == "ء" and key.endswith("اء") and len(key) > 4:
            _add(loose, key[:-1], stem, single)


def _add(
    table: dict[str, tuple[str, ...]], key: str, stem: str, single: Mapping[str, tuple[str, ...]]
) -> None:
    stems = table.setdefault(key, single[stem])
    if stem not in stems:
        table[key] = (*stems, stem)
