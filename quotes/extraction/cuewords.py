"""What the words of a cue tell: speech, a belief, a plan or a reaction."""

from functools import lru_cache

from quotes.extraction.findings import Found
from quotes.extraction.lexicon import ADVERB, AUXILIARY, DETERMINER, PREPOSITION
from quotes.extraction.text import tokens, word_set

_WORDS = {
    "speech": """
    accuse acknowledge add address admit advise advocate affirm allege allegation allude analysis
    announce announcement answer apologize argue argument ask assert assertion assess assessment
    assure attribute beg blame blog boast brag call caption caution characterize charge chant
    chide cite claim clarify command comment compare complain complaint concede conclude confess
    confirm contend contention continue contradict convey counsel counter credit declaration
    declare demand deny depict describe description detail dictate disclose disclosure discuss
    discussion dispute document dub e-mail echo elaborate email emphasize encourage estimate exclaim
    explain express find forecast greet guarantee highlight hint identify imply indicate
    inform insinuate insist insistence interject interview introduce invoke joke label lament
    lecture letter liken list lie maintain mention message muse name note observe offer opine
    order outline paint pen pitch plead pledge portray post predict prediction
    present press proclaim promise pronounce propound publish question quip
    quote rant re-tweet read reason reassert reassure rebut recall recite recommend recount
    refer reference refute reiterate remark remind repeat reply report request respond response
    restate retort retweet reveal rule rumor say scream shout show signal speak speculate speech
    spell state statement stipulate stress submit suggest suggestion summarize swear talk tell
    testify testimony thank threaten threat tout trumpet tweet underline underscore unveil
    urge utter vent voice vow warn warning wonder write yell accusation headline critique
    plea petition rumour hearsay reportedly apology bemoan admission
    illustrate demonstrate publicize broadcast cover mutter murmur whisper snap sigh point focus
    raise reaffirm articulate deliver issue include contrast project case coin per brand recant
    parrot posit thunder query debate titled entitled headlined release contain lay air bill put
    muddle recast misstate intone observation remarks caveat assurance denial tirade
    """,
    "belief": """
    agree anticipate anxiety anxious appreciate assume assumption attitude aware awareness
    belief believe bet certain clear concern confidence confident consensus consider conviction
    convince count deem disagree discover divide doubt doubtful dread dubious envision expect
    expectation faith fear feel feeling figure foresee forget forgot favor favorite gauge
    guess hope hopeful hear idea imagine impression interpret judge judgment know knowledge
    learn mean mindful misjudge mystery notice notion obvious opinion optimistic optimism perceive
    perception pessimistic position prefer preference puzzle rank realize reckon recognition
    recognize regard remember rethink see seem sense sentiment skeptical skepticism
    speculation split sure suspect suspicion think trust unaware uncertain unclear unconvinced
    underestimate understand unlikely view wary wariness worry worried likely presume ponder
    conceive theorize believer misperception overestimate nervous scared apprehension
    apprehensive concerned convinced enamored familiar stance mindset ascribe perspective outlook
    """,
    "plan": """
    able about-face abstain adopt aim ambition appoint aspire attempt barred campaign choice
    choose choosing contemplate decide decision decline design desire determination
    determined eager effort elect eye fight goal hire hungry inclination inclined intend intent
    intention interest keen launch look mission mull nominate opt pass pick plan poised
    prepare priority propose proposal pursue push ready refusal refuse reluctance reluctant resolve
    resolved schedule seek set sign sponsor strategy strive struggle tempt try unwilling
    unwillingness veto vote want willing willingness wish yearn bid select switch
    withdraw resist wait reconsider agenda appetite commitment committed dedicated require
    mandate prohibit allow permit authorize block bar restrict impose enact sue file fire
    overturn need fail
    """,
    "reaction": """
    abhor accept admire admiration adore adamant aggrieve agonize alarm amuse anger angry
    annoy applaud approval approve appall assail attack back backer backlash balk ban
    bash bemused bitter blast boo boycott brush bristle castigate celebrate celebration challenge
    champion cheer comfortable commend condemn condemnation confront congratulate contempt
    contest critic critical criticism criticize cringe cry dance decry defend defender defense
    defy delight denigrate denounce denunciation deride despise disapprove
    disapproval disavow disgust dislike dismay dismiss disown disparage displease distance
    downplay embarrass embrace endorse endorsement enjoy enthuse enthusiasm enthusiastic
    enrage erupt excite excited excoriate explode fan fascinate forgive frown frustrate
    frustrated fume furious glad gripe grateful grumble hail hammer happy hate hatred honor
    horrify hostile hostility ignore impress impressed infuriate insult irk ire jab jeer jump
    knock lambast lambaste lampoon lash laud laugh like loathe love mock mourn object
    objection offend oppose opponent opposition outrage outraged outspoken pan pan praise
    protest proud proponent rail rally rage react reaction rebuff rebuke regret reject
    rejection relish renounce repudiate resent resentment respect revere revile ridicule rip
    salute savage scoff scold scorn shame shock shrug side slam slap slight smear sneer
    snub spar stun support supporter supportive surprise surprised sympathetic sympathize taunt
    tribute unhappy unsettle upset vilify vouch welcome anathema warm sour swipe
    endear enthrall flatter appreciative disappointed wince dispirited startled uneasy
    """,
}
_ACT = {word: act for act, words in _WORDS.items() for word in words.split()}
_PHRASES = {
    "according to": "speech", "point out": "speech", "point to": "speech", "went on": "speech",
    "go on": "speech", "put it": "speech", "made it clear": "speech", "made clear": "speech",
    "make clear": "speech", "made no secret": "speech", "called on": "speech",
    "called for": "speech", "shot back": "speech", "fired back": "speech", "laid out": "speech",
    "lay out": "speech", "lays out": "speech", "laying out": "speech", "opened up": "speech",
    "spoke out": "speech", "known as": "speech", "weighed in": "speech", "spread the": "speech",
    "walked back": "speech", "took to": "speech", "agreed to": "plan", "agrees to": "plan",
    "agree to": "plan", "agreement to": "plan", "hope to": "plan", "hopes to": "plan",
    "hoping to": "plan", "hoped to": "plan", "would like": "plan", "going to": "plan",
    "look at": "belief", "looks at": "belief", "looked at": "belief",
    "looked like": "belief", "look like": "belief", "looks like": "belief",
    "looks to": "plan", "looked to": "plan", "looking for": "plan", "looks for": "plan",
    "likely to": "belief", "promised land": "belief", "is known for": "belief", "in mind": "belief",
    "took issue": "reaction", "takes issue": "reaction", "taking issue": "reaction",
    "took aim": "reaction", "took a swipe": "reaction", "went after": "reaction",
    "goes after": "reaction", "going after": "reaction", "spoke favorably": "reaction",
    "was supposed": "belief", "cast doubt": "speech", "cast their votes": "plan",
    "taking to": "speech", "takes to": "speech", "stood by": "reaction", "stands by": "reaction",
    "cast a": "plan", "with an eye": "plan", "turned down": "reaction", "waved off": "reaction",
    "hold back": "plan", "in favor of": "reaction", "in support of": "reaction",
    "considering": "plan", "is weighing": "plan", "are weighing": "plan", "feels": "belief",
}  # fmt: skip
"""Cues that mean something else than the word they hold."""

_FAINT = word_set(
    """
    seem seems seemed seeming seemingly appear appears appeared appearing look looks looked
    looking sound sounds sounded apparently
    """
)
"""Words that only shade what follows: "seemed to suggest" suggests; alone they tell a belief."""

_IRREGULAR = {
    form: base
    for base, forms in {
        "say": "said", "tell": "told", "write": "wrote written", "think": "thought",
        "know": "knew known", "see": "saw seen", "find": "found", "show": "shown",
        "feel": "felt", "speak": "spoke spoken", "seek": "sought", "mean": "meant",
        "understand": "understood misunderstood", "hear": "heard overheard",
        "choose": "chose chosen", "swear": "swore sworn", "forget": "forgot forgotten",
        "foresee": "foresaw foreseen", "withdraw": "withdrew withdrawn", "fight": "fought",
    }.items()
    for form in forms.split()
}  # fmt: skip


def cue_words(found: Found, text: str) -> list[str]:
    """The cue's words in small letters, also when it stands within a quotation."""
    if found.cue:
        units = found.cue.units[found.cue.first : found.cue.last + 1]
        return [u.low for u in units if u.quotation is None]
    if found.cue_stretch is None:
        return []
    return [t.low for t in tokens(text, *found.cue_stretch)]


def told(cue: list[str]) -> str:
    """The act that the cue's words tell, or nothing."""
    faint = False
    for i, low in enumerate(cue):
        if phrase := _phrase(cue[i : i + 3]):
            return phrase
        if low in _FAINT:
            faint = True
        elif act := _act(low):
            return act
    return "belief" if faint else ""


def deed(cue: list[str]) -> bool:
    """Whether a cue has a word that is no auxiliary, preposition or other small word."""
    return any(low[0].isalpha() and low not in _SMALL for low in cue)


_SMALL = AUXILIARY | PREPOSITION | ADVERB | DETERMINER


def _phrase(parts: list[str]) -> str:
    for length in (3, 2, 1):
        if act := _PHRASES.get(" ".join(parts[:length])):
            return act
    return ""


@lru_cache(maxsize=4096)
def _act(low: str) -> str:
    for base in bases(low):
        if base in _ACT:
            return _ACT[base]
    return ""


def bases(low: str) -> list[str]:
    """The forms that a word may be an inflection of, likeliest first, itself included."""
    if low in _IRREGULAR:
        return [_IRREGULAR[low]]
    found = [low]
    for suffix, ends in _SUFFIXES:
        stem = low.removesuffix(suffix)
        if stem == low or len(stem) < 3:
            continue
        found += [stem + end for end in ends]
        if stem[-1] == stem[-2]:
            found.append(stem[:-1])
    return found


_SUFFIXES = (
    ("ies", ("y", "ie")), ("ied", ("y",)), ("ying", ("ie",)), ("es", ("", "e")), ("s", ("",)),
    ("ed", ("", "e")), ("ing", ("", "e")),
)  # fmt: skip
