"""Tells which language a story is written in, from a sample of its narration."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache

from quotes.extraction.text import word_set

WINDOW = 1_500
"""Characters looked at in each of three places: a story's language shows early."""
ENOUGH = 60
"""Letters outside quotation marks that tell more than the whole with its quotations."""
SURE = 0.6
"""The detector's share for one language from which it is believed without further signs."""

_QUOTED = re.compile(r"“[^“”„]{1,800}[”“]|„[^“”„]{1,800}[“”]|«[^«»]{1,800}»|\"[^\"]{1,800}\"")
_NO_PROSE = re.compile(r"https?://\S{1,500}|www\.\S{1,500}|[@#]\w{1,100}|[^\w\s'’-]|[\d_]|\x00")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"\b[a-zß-öø-ÿœ]+\b")

_SMALL_WORDS = {
    "en": "the and of that is was he she it they said says told will with for not this have his her"
    " so has were by from to are we you but what who in a on at",
    "fr": "la le les des est et dans une que qui il elle pour pas sur avec ce cette dit au"
    " aux du nous"
    " je a un déclaré selon tout",
    "de": "der die das und ist nicht ein eine zu den mit sich auf für er sie es sagte sagt wir ich"
    " dem im von laut hat",
    "es": "el los las es y que una por con para no se del al dijo muy más como está ha un según"
    " todo la en de",
    "it": "al a il lo gli è e che una per con non si del della di ha detto sono nel alla più"
    " come un"
    " secondo tutto la i",
}
_VOTES = {language: word_set(words) for language, words in _SMALL_WORDS.items()}
_ALIASES = {"pcm": "en"}
"""Nigerian Pidgin is what the detector makes of some short English headlines."""


def language_of(text: str) -> str:
    """The story's language as ISO 639-1; "" when the text is too short or unclear to tell.

    What is outside quotation marks decides if there is enough of it, so a story stays in its own
    language whatever language it quotes.
    """
    sample = _sample(text)
    prose = _prose(_QUOTED.sub(" ", sample))
    if _letters(prose) < ENOUGH:
        whole = _prose(sample)
        if told := _by_little(prose, whole):
            return told
        prose = whole
    if not _letters(prose):
        return ""
    language, share = _guess(prose)
    return language if share >= SURE else _by_small_words(prose, language)


def _by_little(outside: str, whole: str) -> str:
    """What the few words outside quotation marks tell against the words inside, if anything."""
    told = _by_small_words(outside, "")
    if not told or told == _guess(outside)[0]:
        return told
    guess = _guess(whole)[0]
    return told if guess in _VOTES and not _votes(outside)[guess] else ""


def plausibly_english(text: str) -> bool:
    """Whether a text too short or unclear to tell may be English: plain letters, as it uses."""
    letters = [c for c in _sample(text) if c.isalpha()]
    return 20 * sum(c.isascii() for c in letters) >= 19 * len(letters)


def _sample(text: str) -> str:
    if len(text) > 3 * WINDOW:
        middle = len(text) // 2
        text = f"{text[:WINDOW]} {text[middle : middle + WINDOW]} {text[-WINDOW:]}"
    return unicodedata.normalize("NFC", text)


def _prose(sample: str) -> str:
    """Words only, small where all is printed in capitals."""
    plain = " ".join(_NO_PROSE.sub(" ", sample).split())
    capitals = sum(c.isupper() for c in plain)
    return plain.lower() if 2 * capitals > _letters(plain) else plain


def _letters(prose: str) -> int:
    return sum(map(str.isalpha, prose))


def _guess(prose: str) -> tuple[str, float]:
    """The detector's best guess: by the story's small words first, since names are no language."""
    small = " ".join(_SMALL.findall(prose))
    if _letters(small) >= ENOUGH:
        prose = small
    language, share = _detector()(prose)
    language = _ALIASES.get(language, language)
    return (language, share) if len(language) == 2 else ("", 0.0)


def _by_small_words(prose: str, guess: str) -> str:
    """The one language whose small words are most; the guess may settle a draw."""
    ranked = _votes(prose).most_common()
    best = [code for code, count in ranked if count == ranked[0][1]]
    if not ranked[0][1]:
        return "en" if guess == "en" else ""
    return best[0] if len(best) == 1 else guess if guess in best else ""


def _votes(prose: str) -> Counter[str]:
    """How many of the words are small words of each language."""
    words = [word.lower() for word in _WORD.findall(prose)]
    return Counter({code: sum(w in small for w in words) for code, small in _VOTES.items()})


@cache
def _detector() -> Callable[[str], tuple[str, float]]:
    """Loaded when the first story is read: half a second, once for each process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classify: Callable[[str], tuple[str, float]] = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True
    ).classify
    return classify
