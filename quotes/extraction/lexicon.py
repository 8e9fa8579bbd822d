"""The verbs that report, each with how often it does; and the small words of grammar."""

from quotes.extraction.text import word_set

_LEARNED: dict[int, str] = {
    9: """
    argued argues blasted citing defended explained noted noting said says tells told
    tweeted urged vowed wrote
    """,
    8: """
    acknowledged added admits announced argue arguing assailed asserted bemoaned blaming
    cited claimed complained conceded condemned criticized decried denounced described
    describes describing distanced emphasized expressed indicated insisted joked lamented
    lashed lists notes ordered pledging pointed praised praises promised questioned railed
    rebuked recalled referenced reiterated rejected remarked reminded replied saying shouted
    slams speculated stated stating suggest suggested touted touting vows warned writes
    """,
    7: """
    accuse accused acknowledging adding alleges announces asked asking asserting assured
    blamed blames blasting boasted bragged calling cautioned chanted chided chiding cites
    claims clarified commented commenting concluded concludes confirming contends
    contradicted crediting criticizes declared declined decrying demands denouncing derided
    discussed dismissed dismisses dismissing echoed elaborated encouraged endorsed endorses
    estimates expecting explaining explains fear fearing finds foresee hailed hoping
    indicates insist insisting insists insulted lambasted lamenting laments mention
    mentioning mulling mused note opined predicted prefers promises promising promotes
    quotes reaffirmed recalling recounted referring refused refuses remembered reported
    reports responded retweeted revealed say shows signaled stressed stressing suggesting
    suggests talked talks thanked tout touts tweeting voiced vouched vowing warn wondered
    wondering
    """,
    6: """
    accuses accusing acknowledge acknowledges admitted agreed alleged alluding announcing
    appears articulated asks attacked believing called calls chanting cite claim concede
    conceding conclude confirmed considers continued credited criticizing declares declaring
    defends denied downplayed emphasize envisioned highlighted hope hopes indicate
    interjected invoked labeled likened mentioned mocked observed offered opposed pleaded
    pointing portrayed praising proclaimed projected pronounced proposes proposing quoting
    reads realized recognizing referred remarking remembers remind reminding repeating
    reveals seemed seems showed slammed sounded telling warning worried yelled
    """,
    5: """
    adds advocate aiming alleging announce answered applauded believe boasts challenged
    championed characterized claiming complain concerned condemning criticize declare deemed
    delivering denies detailing disclosed discuss disliked documented dubbed emphasizing
    expect explain expressing hinted hoped imagined implied implying informed justify
    learned mentions mocking oppose persuaded portraying posted predict preferred presented
    proposed questioning quoted recommended referencing refers refusing regarded rejecting
    remember report requested seeks sees show shown slamming sought supported tell thinks
    threaten threatened threatening unveiled urging uttered worries worry
    """,
    4: """
    admit apologized appeared charged considered convince defending disagree feel found
    outlined predicting prefer reacted rebuffed responds sounds testified think thinking
    writing
    """,
}
"""Tenths of the uses in which a form reports somebody's words or stance, counted over a corpus."""

_SPEECH = """
say tell ask add write reply respond answer explain argue note state continue conclude declare
announce insist claim warn stress emphasize emphasise acknowledge admit concede recall observe
remark suggest predict promise vow pledge joke quip shout yell chant tweet post retort counter
assert contend maintain allege deny complain lament caution urge exclaim whisper mutter murmur
testify report confirm reveal disclose reiterate repeat elaborate agree object protest plead
wonder muse boast brag scoff snap counsel advise remind inform assure comment estimate recount
read demand beg apologise apologize opine interject sigh cry laugh chide proclaim profess sneer
thunder fume volunteer echo blog venture propose insinuate imply signal underscore underline
concur crow gush grumble clarify pronounce recommend begin
"""
_IRREGULAR = {
    "say": "said says saying",
    "tell": "told tells telling",
    "write": "wrote writes writing",
    "read": "reads reading",
    "deny": "denied denies denying",
    "reply": "replied replies replying",
    "cry": "cried cries crying",
    "imply": "implied implies implying",
    "begin": "began begins",
    "testify": "testified testifies testifying",
    "clarify": "clarified clarifies clarifying",
    "quip": "quipped quips quipping",
    "chant": "chanted chants chanting",
    "admit": "admitted admits admitting",
    "beg": "begged begs begging",
    "brag": "bragged brags bragging",
    "snap": "snapped snaps snapping",
    "concur": "concurred concurs concurring",
    "blog": "blogged blogs blogging",
    "signal": "signaled signalled signals signaling signalling",
}


BE = word_set("is are was were be been being am 's 're 'm")
HAVE = word_set("has have had having 've")
MODAL = word_set("would could might may should can must will 'll 'd shall")
DO = word_set("do does did")
AUXILIARY = BE | HAVE | MODAL | DO
ADVERB = word_set(
    """
    also then later now once again even still just only both all often always sometimes soon
    already first repeatedly instead himself herself themselves itself further meanwhile
    thus too long ever today yesterday tomorrow earlier there nonetheless nevertheless
    furthermore however moreover almost
    """
)
DETERMINER = word_set(
    """
    the a an this that these those his her its their our my your some any no each every
    another several many most few both all two three four five six seven eight nine ten
    dozens hundreds thousands one other more
    """
)
POSSESSIVE = word_set("his her its their our my your")
SUBJECT_PRONOUN = word_set("he she they i we it you")
PREPOSITION = word_set(
    """
    of for from in at with on by to near against between about inside under over among
    within into during through after before behind around across beyond outside toward
    towards upon without until since alongside following amid including like than via per
    """
)
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
SUBORDINATOR = word_set(
    """
    that because if when while as although though where whereas whether unless until since
    how why what so than after before once
    """
)
JOINER = word_set("and but or yet nor")
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
TIME_WORDS = (
    DAYS
    | frozenset(MONTHS)
    | word_set(
        """
        jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. today yesterday tonight
        morning afternoon evening night week month year last earlier late later early
        recently weekend this on
        """
    )
)


def _inflected(base: str) -> str:
    if base in _IRREGULAR:
        return f"{base} {_IRREGULAR[base]}"
    stem = base[:-1] if base.endswith("e") else base
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return f"{base} {third} {stem}ed {stem}ing"


SPEECH = frozenset(" ".join(_inflected(base) for base in _SPEECH.split()).split())
"""Forms that can carry a quotation and stand before their subject: "said the mayor"."""

STRENGTH: dict[str, float] = {
    **dict.fromkeys(SPEECH, 0.5),
    **{form: tenths / 10 + 0.05 for tenths, forms in _LEARNED.items() for form in forms.split()},
}
"""How often a form reports, from 0 to 1."""
