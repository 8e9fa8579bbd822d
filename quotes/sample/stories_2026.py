"""The sample's stories of 2026; the latest is still in hand."""

from datetime import UTC, datetime

from quotes.sample.table import Change, Line, Story

PHONES_OUT = Story(
    file="07-phones-out.txt",
    outlet="The Tideline",
    url="https://tideline.example/p/four-hours-without-a-dial-tone",
    published_at=datetime(2026, 1, 15, 18, 0, tzinfo=UTC),
    lines=(
        Line(
            "arnaud-lyle",
            ("We broke it, and we broke it ourselves,", "There was no attack. … him twice."),
            role="Ansel Telecom’s chief executive",
            matched_to="recording",
        ),
        Line(
            "arnaud-lyle",
            ("every customer would get … a form”",),
            role="Ansel Telecom’s chief executive",
            kind="mixed",
            fate="verified",
        ),
        Line(
            "arnaud-lyle",
            ("Emergency calls were not affected",),
            role="Ansel Telecom’s chief executive",
            kind="indirect",
        ),
        Line(
            "health-service",
            ("that statement was wrong: … nine minutes",),
            kind="indirect",
        ),
        Line(
            "kestle",
            ("she had spent the morning … grandmother”",),
            role="mayor of Lowmere",
            kind="mixed",
        ),
        Line(
            "kestle",
            ("We have one line … repairs on us",),
            role="mayor of Lowmere",
        ),
        Line(
            "brandt",
            ("the platform had been oddly cheerful",),
            role="commuter",
            kind="indirect",
            fate="captured",
        ),
        Line(
            "brandt",
            ("People talked to each other,", "It was terrible."),
            role="commuter",
            fate="submitted",
        ),
        Line(
            "",
            ("the test network had been … save money",),
            descriptor="a person who worked on the update",
            anonymity_reason="who would be known by any detail",
            basis="deep_background",
            kind="indirect",
            fate="verified",
        ),
    ),
)

NEW_MINISTER = Story(
    file="08-new-minister.txt",
    outlet="Office of the Prime Minister of Vessaly",
    url="https://pm.vessaly.example/news/2026-03-02-minister-of-transport",
    published_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    lines=(
        Line(
            "brekke",
            ("Marta Ellingsen ran … her voice,", "I am told that … will too."),
            role="Prime Minister",
        ),
        Line(
            "ellingsen",
            ("I have spent seven years … arrive,", "It is a habit I intend to keep."),
            role="Minister of Transport",
        ),
        Line(
            "ellingsen",
            ("her first task … Sandrey islands",),
            role="Minister of Transport",
            kind="indirect",
        ),
        Line(
            "brekke",
            ("Mr Grieve had shown “nine years … platforms”",),
            role="Prime Minister",
            kind="mixed",
            fate="captured",
        ),
    ),
)

FERRY = Story(
    file="09-ferry.txt",
    outlet="The Ansel Courier",
    url="https://anselcourier.example/islands/winter-ferry",
    published_at=datetime(2026, 5, 19, 19, 15, tzinfo=UTC),
    lines=(
        Line(
            "ellingsen",
            ("The winter ferry … from November",),
            role="Transport Minister",
            kind="indirect",
            notices=(
                Change(
                    "correction",
                    "We left out what the minister said about the fare in the same sentence.",
                    pieces=(
                        "The winter ferry … from November",
                        "at a fare one fifth higher than before",
                    ),
                ),
            ),
        ),
        Line(
            "ellingsen",
            ("I will not apologise … floats,", "The old one was … mending it."),
            role="Transport Minister",
            matched_to="recording",
        ),
        Line(
            "ellingsen",
            ("The boat will make two crossings a day", "and three on Fridays"),
            role="Transport Minister",
            kind="indirect",
        ),
        Line("perrin", ("My daughter is at school … mainland,", "At that price … postcard.")),
        Line("perrin", ("a third of the islanders … kept rising",), kind="indirect"),
        Line(
            "kestle",
            ("A town that loses … its bakery,", "and then it loses its mind."),
            role="mayor of Lowmere",
            notices=(
                Change(
                    "correction",
                    "We shortened what Ms Kestle said.",
                    changes={"role_as_printed": "mayor of Lowmere, where the ferry lands"},
                    outcome="declined",
                ),
            ),
        ),
        Line(
            "transport-ministry",
            ("residents could apply … September",),
            kind="indirect",
        ),
        Line(
            "ellingsen",
            ("Everybody who lives there … who visits,", "That is the whole of the policy."),
            role="Transport Minister",
            fate="verified",
            embargo_days=30,
        ),
    ),
)

COMET = Story(
    file="10-comet.txt",
    outlet="VBC News",
    url="https://vbc.example/science/a-comet-comes-to-sandrey",
    published_at=datetime(2026, 7, 8, 15, 40, tzinfo=UTC),
    lines=(
        Line(
            "",
            ("A comet that nobody … from Friday",),
            descriptor="astronomers at the Sandrey Observatory",
            kind="indirect",
            fate="captured",
        ),
        Line(
            "morrow",
            ("It has no business being green, and it is,", "We have three explanations … them."),
            role="director of the observatory",
            matched_to="recording",
        ),
        Line(
            "morrow",
            ("Science is mostly … a mistake,", "and then being slow to correct it."),
            role="director of the observatory",
            matched_to="recording",
            notices=(
                Change(
                    "update",
                    "Dr Morrow has since said that the mirror stays as it is.",
                ),
            ),
        ),
        Line(
            "morrow",
            ("the comet would come … Friday night",),
            role="director of the observatory",
            kind="indirect",
        ),
        Line("observatory", ("it would open … 19 July",), kind="indirect"),
        Line(
            "kestle",
            ("every hotel bed … been taken",),
            role="Mayor",
            kind="indirect",
            fate="captured",
        ),
        Line("kestle", ("I have let my own sofa",), role="Mayor", fate="captured"),
        Line(
            "morrow",
            ("Look up,", "That is the whole of the method."),
            role="director of the observatory",
            fate="submitted",
        ),
    ),
)

DOCK_TALKS = Story(
    file="11-dock-talks.txt",
    outlet="Vessaly Press Agency",
    url="https://vpa.example/2026/08/30/dock-talks-fail",
    published_at=datetime(2026, 8, 30, 6, 50, tzinfo=UTC),
    headline="Dockers to walk out as talks fail at Port Ansel",
    lines=(
        Line("dockers", ("Dockers at Port Ansel … of Sunday",), kind="indirect"),
        Line(
            "tamm",
            ("We were offered a number … coffee,", "The coffee was better."),
            role="general secretary of the Vessaly Dockers' Union",
            matched_to="speaker",
        ),
        Line(
            "harrigan",
            ("the offer of seven per cent … the table",),
            role="chief executive of the Port Ansel Harbour Authority",
            kind="indirect",
        ),
        Line(
            "harrigan",
            ("It is a fair offer … last,", "I do not say that … nothing behind it."),
            role="chief executive of the Port Ansel Harbour Authority",
            fate="withheld",
            note="The authority says that the second half was not for quotation. We are asking.",
        ),
        Line(
            "ellingsen",
            ("she would not step in",),
            role="Transport Minister",
            kind="indirect",
        ),
        Line(
            "ellingsen",
            ("I know every crane … name,", "That is exactly why … room."),
            role="Transport Minister",
            matched_to="recording",
        ),
        Line(
            "",
            ("the leadership had been ready … the capital",),
            descriptor="a union negotiator",
            anonymity_reason="who broke a promise of silence",
            basis="off_record",
            kind="indirect",
            fate="verified",
        ),
        Line(
            "",
            ("the authority expected … rival harbours",),
            descriptor="a port official",
            anonymity_reason="who was not allowed to speak publicly",
            basis="background",
            kind="indirect",
        ),
        Line(
            "tamm",
            ("Anybody who tells you … in the room,", "or was asleep in it."),
            role="general secretary of the Vessaly Dockers' Union",
            fate="submitted",
        ),
    ),
)

BUDGET = Story(
    file="12-budget.txt",
    outlet="The Tideline",
    url="https://tideline.example/p/brekkes-budget",
    published_at=datetime(2026, 10, 6, 20, 30, tzinfo=UTC),
    lines=(
        Line(
            "brekke",
            ("A country is a promise to turn up,", "This budget mends … we do it."),
            role="Prime Minister",
            matched_to="recording",
        ),
        Line(
            "brekke",
            ("no income tax would rise before 2028",),
            role="Prime Minister",
            kind="indirect",
            fate="verified",
        ),
        Line(
            "valdarno",
            ("the plans would add … to inflation",),
            role="governor of the Bank of Vessaly",
            kind="mixed",
            fate="verified",
        ),
        Line(
            "valdarno",
            ("I have seen worse budgets … arithmetic",),
            role="governor of the Bank of Vessaly",
            fate="sent back",
            note="Was the dinner on the record? Ask the chamber before we go on.",
        ),
        Line(
            "solberg-ito",
            ("it had been “written … polling card”",),
            role="leader of the opposition",
            kind="mixed",
            fate="captured",
        ),
        Line(
            "solberg-ito",
            ("He is spending the money … yet,", "They will remember the name."),
            role="leader of the opposition",
            fate="submitted",
        ),
        Line(
            "tamm",
            ("his members had got … not the harbour”",),
            role="general secretary of the Vessaly Dockers’ Union",
            kind="mixed",
            fate="captured",
        ),
        Line(
            "oyelaran-voss",
            ("the plan left out … measures",),
            role="chair of the Climate Council",
            kind="indirect",
            fate="captured",
        ),
        Line(
            "oyelaran-voss",
            ("I count twelve,", "I have counted again, … heating."),
            role="chair of the Climate Council",
            fate="submitted",
        ),
        Line(
            "",
            ("the rail figures … thumb”",),
            descriptor="a government adviser",
            basis="",
            kind="mixed",
            fate="captured",
        ),
    ),
)

STORIES_2026 = (PHONES_OUT, NEW_MINISTER, FERRY, COMET, DOCK_TALKS, BUDGET)
