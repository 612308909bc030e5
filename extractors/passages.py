"""A body as its words, and where in it a word stands: at the head of a sentence, a clause, behind a mark."""

from extractors.attribution_cues import PARTICLES
from extractors.quotations import Quotations
from extractors.running_words import Words, word_set

_FARTHEST = 75  # words between a verb and what was said
_BEFORE_VERB = word_set(
    """
كما و حيث فيما بينما ولكن ولكنه ولكنها ولكنهم
لكن لكنه لكنها وقد قد الذي التي الذين اللذين إذ ثم حين عندما بعدما مثلما أن ما
بأن وكان كان كانت هو وكانت بل بعد وهو وهي قبل إن فقد حتى لقد ولقد وكما وفيما أيضا ممن حينما إلا
"""
)
CLAUSE_MARKS = frozenset("،,؛;-:")
_LONGEST_FRONTED = 9  # words
_FRONTED = word_set(
    """
من ومن في وفي على وعلى عن وعن إلى وإلى خلال وخلال بخصوص وبخصوص بشأن وبشأن حول وحول بعد وبعد قبل وقبل عقب وعقب
ويوم ومساء وصباح وأمس أمس وأول ولدى وأثناء وضمن وإثر وتعليقا تعليقا وردا ردا ومنذ وحتى ومع وبدورها وبدوره
"""
)
TIMES = word_set(
    """
أمس اليوم مساء صباح ظهر فجر الليلة السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة أيضا
كذلك سابقا لاحقا له لها لهم لي لنا مؤخرا بدوره بدورها الآن أخيرا ليل يوم صراحة بذلك
"""
)
MONTHS = word_set(
    """
يناير فبراير مارس أبريل ابريل مايو يونيو يونيه يوليو يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار
نيسان أيار حزيران تموز آب أيلول تشرين جانفي فيفري أفريل ماي جوان جويلية أوت شتنبر غشت نونبر دجنبر محرم صفر
رجب شعبان رمضان شوال
"""
)
RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللواتي"))
NEAR = 16  # for verbs that mean something else by themselves: «تابع», «رد»
ABOUT_ITSELF = frozenset(("فيها", "فيه", "خلالها", "خلاله", "عبرها", "انه", "انها", "انهم", "بانه", "بانها"))
TOLD = frozenset(("قايلا", "قايله", "قايلين", "بالقول", "القول", "بقوله", "بقولها", "يقول"))
GOVERNING = word_set(
    "ثم في من على عن إلى مع بعد قبل ب خلال بشأن عقب إثر لدى رغم بسبب نتيجة منذ أثناء ضد دون بدون حول نحو عبر"
    " حتى ضمن وسط"
)
ISSUED = word_set("صادر صدر أصدره أصدرته أصدرتها نشره نشرته تلقت وزعه وزعته صادرة مشترك بثته بثه")


class Passage:
    """The words of a body with its quotations, and what is known of them so far.

    `known` are the words of the sources named before; a name is recognised by them.
    """

    def __init__(self, words: Words, quotations: Quotations) -> None:
        self.words = words
        self.text = words.text
        self.quotations = quotations
        self.known: set[str] = set()

    def limit(self, index: int) -> int:
        """Give the end of the words that belong to a cue: of its sentence, at most _FARTHEST on."""
        _, last = self.words.bounds[self.words.sentence[index]]
        return min(last, index + _FARTHEST)

    def begins_sentence(self, index: int) -> bool:
        """Say whether a word is the first of its sentence."""
        return index == self.words.bounds[self.words.sentence[index]][0]

    def begins_line(self, index: int) -> bool:
        """Say whether a word is the first of its line."""
        return index == 0 or self.text[index - 1][0] == "\n"

    def begins_clause(self, index: int) -> bool:
        """Say whether a clause begins at a word: behind a mark, a particle, a conjunction, a time."""
        if self.begins_sentence(index):
            return True
        before = self.text[index - 1]
        return (
            not before[0].isalnum()
            or before in _BEFORE_VERB
            or before in PARTICLES
            or self.follows_time(index)
            or self.follows_fronted(index)
        )

    def follows_fronted(self, index: int) -> bool:
        """Say whether only «من جهة أخرى», «وبخصوص المشروع» stands before a word in its sentence."""
        first = self.words.bounds[self.words.sentence[index]][0]
        if not 1 < index - first <= _LONGEST_FRONTED or self.text[first] not in _FRONTED:
            return False
        if self.text[index - 1] in GOVERNING or self.text[index - 1] in RELATIVES:
            return False
        return all(
            self.text[at][0].isalnum() and self.text[at] not in PARTICLES and self.text[at] not in RELATIVES
            for at in range(first + 1, index)
        )

    def follows_time(self, index: int) -> bool:
        """Say whether a time or «من جهته» stands before a word."""
        before = self.text[index - 1]
        return (
            before in TIMES
            or (before[0] in "وفبال" and before not in GOVERNING and before[1:] in TIMES)
            or before.endswith(("جهته", "جهتها", "جانبه", "جانبها", "جهتهم", "الماضي", "نفسه"))
        )

    def behind_mark(self, index: int) -> bool:
        """Say whether a word begins its sentence or stands behind a mark."""
        return self.begins_sentence(index) or not self.text[index - 1][0].isalnum()

    def is_called(self, index: int) -> bool:
        """Say whether a word is «تدعى», what somebody is called, and not «تدعي»."""
        if not self.text[index].removeprefix("و").startswith(("تدعي", "يدعي")):
            return False
        _, end = self.words.span(self.words.starts[index], self.words.ends[index])
        return self.words.body[end - 1] == "ى"
