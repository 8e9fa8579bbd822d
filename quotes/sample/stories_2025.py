"""The sample's stories of 2025."""

from datetime import UTC, date, datetime

from quotes.sample.table import Change, Line, Story

NORTH_BASIN = Story(
    file="01-north-basin.txt",
    outlet="Vessaly Press Agency",
    url="https://vpa.example/2025/02/11/north-basin",
    published_at=datetime(2025, 2, 11, 14, 20, tzinfo=UTC),
    headline="Port Ansel to dredge its north basin",
    lines=(
        Line(
            "ellingsen",
            ("The harbour of Port Ansel … two decades",),
            role="Harbour Master",
            kind="indirect",
        ),
        Line(
            "ellingsen",
            (
                "We have been telling captains … is a pond,",
                "From next spring it will be a port again.",
            ),
            role="Harbour Master",
            matched_to="recording",
        ),
        Line(
            "ellingsen",
            ("Work on the … starts in April", "the fishing quay … throughout"),
            role="Harbour Master",
            kind="indirect",
        ),
        Line(
            "harrigan",
            ("the authority had set aside … without borrowing",),
            role="chief executive of the Port Ansel Harbour Authority",
            kind="indirect",
        ),
        Line(
            "harrigan",
            ("The money is in the bank,", "and it stays in the bank … comes up."),
            role="chief executive of the Port Ansel Harbour Authority",
        ),
        Line(
            "tamm",
            ('the plan was "a hole … on top"',),
            role="general secretary",
            kind="mixed",
            notices=(
                Change(
                    "clarification",
                    "Mr Tamm was speaking of the plan as announced on 11 February 2025, before "
                    "the harbour authority offered talks.",
                ),
            ),
        ),
        Line(
            "tamm",
            ("Nobody has talked … tie up the boats,", "We read about it … everyone else."),
            role="General Secretary",
            notices=(
                Change(
                    "refile",
                    "The office is not printed with capitals in this story.",
                    changes={"role_as_printed": "general secretary"},
                ),
            ),
            said_on=date(2025, 2, 10),
        ),
        Line(
            "harbour-authority",
            ("talks with the union … end of the month",),
            kind="indirect",
        ),
    ),
)

BANK_HOLDS = Story(
    file="02-bank-holds.txt",
    outlet="The Ansel Courier",
    url="https://anselcourier.example/economy/bank-holds-rate",
    published_at=datetime(2025, 4, 24, 16, 5, tzinfo=UTC),
    lines=(
        Line(
            "valdarno",
            ("Inflation has fallen, … not been beaten,", "I would rather be late than wrong."),
            role="governor",
            matched_to="recording",
        ),
        Line(
            "valdarno",
            ("the economy would grow … this year",),
            role="governor",
            kind="indirect",
        ),
        Line(
            "valdarno",
            (
                "We are often asked for a date,",
                "If I gave you one, … own us.",
                "So I will give you … we will move.",
            ),
            role="governor",
            matched_to="recording",
        ),
        Line(
            "bank",
            ("lending to small firms … third quarter in a row",),
            kind="indirect",
        ),
        Line(
            "solberg-ito",
            ("the governor was “hiding behind the weather”",),
            role="leader of the opposition Civic Union",
            kind="mixed",
            fate="submitted",
        ),
        Line(
            "solberg-ito",
            ("Families do not live … report,", "They live in a flat … pay for."),
            role="leader of the opposition Civic Union",
        ),
        Line(
            "",
            ("the government had hoped … before the summer",),
            descriptor="a senior official at the finance ministry",
            anonymity_reason="because the talks are private",
            basis="background",
            kind="mixed",
        ),
    ),
)

HEAT_WARDS = Story(
    file="03-heat-wards.txt",
    outlet="VBC News",
    url="https://vbc.example/news/heat-fills-the-wards",
    published_at=datetime(2025, 6, 3, 11, 30, tzinfo=UTC),
    lines=(
        Line(
            "achterberg",
            ("214 people … since Saturday",),
            role="chief medical officer of the Vessaly Health Service",
            kind="indirect",
        ),
        Line(
            "achterberg",
            ("This is not a sunny spell, … emergency,", "Check on your neighbour. … don’t like."),
            role="chief medical officer of the Vessaly Health Service",
            matched_to="recording",
        ),
        Line(
            "achterberg",
            ("no patient had been turned away",),
            role="chief medical officer of the Vessaly Health Service",
            kind="indirect",
            fate="retracted",
            note="The recording of the interview has Dr Achterberg speak of emergency patients "
            "only. VBC has withdrawn its paraphrase, and so do we.",
        ),
        Line(
            "wray",
            ("We put eleven people … last night,", "I counted them, … has to."),
            role="nurse at St Brannock’s Hospital",
            matched_to="speaker",
        ),
        Line(
            "wray",
            ("two of the hospital’s … knew it”",),
            role="nurse at St Brannock’s Hospital",
            kind="mixed",
            legal_flag=True,
        ),
        Line(
            "",
            ("The units were on … before that.",),
            descriptor="a hospital manager",
            anonymity_reason="for fear of losing the post",
            basis="background",
        ),
        Line(
            "health-service",
            ("it was looking into … cooling units",),
            kind="indirect",
        ),
        Line(
            "achterberg",
            ("We fund what we are told is broken,", "Nobody told us."),
            role="chief medical officer of the Vessaly Health Service",
            matched_to="recording",
        ),
    ),
)

DERBY = Story(
    file="04-rovers-derby.txt",
    outlet="Lowmere Gazette",
    url="https://lowmeregazette.example/sport/rovers-win-the-derby",
    published_at=datetime(2025, 8, 17, 8, 0, tzinfo=UTC),
    lines=(
        Line(
            "renwick-manager",
            ("I have aged,", "I came here in March with black hair."),
            role="Rovers manager",
            said_on=date(2025, 8, 16),
        ),
        Line(
            "renwick-manager",
            ("You don’t coach that,", "You get out of its way."),
            role="Rovers manager",
            said_on=date(2025, 8, 16),
        ),
        Line(
            "quist",
            ("she had not known … half-time",),
            role="captain",
            kind="indirect",
            said_on=date(2025, 8, 16),
        ),
        Line(
            "quist",
            ("I thought we were just playing badly,", "It was a relief, … missing."),
            role="captain",
            said_on=date(2025, 8, 16),
        ),
        Line(
            "renwick-manager",
            ("he would “read … good boy”",),
            role="Rovers manager",
            kind="mixed",
            said_on=date(2025, 8, 16),
            fate="captured",
        ),
        Line(
            "quist",
            ("We go to Sandrey … for us,", "Good. We like it … for us."),
            role="captain",
            notices=(
                Change(
                    "correction",
                    "We gave Sunday as the day on which Ms Quist spoke. She spoke after the "
                    "match on Saturday, 16 August 2025.",
                    changes={"said_on": date(2025, 8, 16)},
                ),
            ),
        ),
        Line(
            "rovers",
            ("goalkeeper Pia Stannard … six weeks",),
            kind="indirect",
        ),
    ),
)

GRAIN_TRIAL = Story(
    file="05-grain-trial.txt",
    outlet="The Ansel Courier",
    url="https://anselcourier.example/courts/grain-trader-two-sets-of-books",
    published_at=datetime(2025, 9, 30, 17, 45, tzinfo=UTC),
    lines=(
        Line(
            "vandermeer",
            ("the trader had “kept … happier one”",),
            role="prosecutor",
            kind="mixed",
            legal_flag=True,
        ),
        Line(
            "vandermeer",
            ("He was not unlucky,", "He was careful. … filing system."),
            role="prosecutor",
            legal_flag=True,
            matched_to="recording",
        ),
        Line(
            "hale",
            ("fraud and false accounting",),
            kind="indirect",
            fate="rejected",
            note="A plea reported by the court, not something he is quoted as saying.",
        ),
        Line(
            "renwick-lawyer",
            ("his client had followed … every step",),
            role="defence lawyer",
            kind="indirect",
        ),
        Line(
            "renwick-lawyer",
            ("The jury will be shown … numbers,", "They will not be shown a lie."),
            role="defence lawyer",
        ),
        Line(
            "abell",
            ("An order of this court … suggestion,", "and I would be sorry … that twice."),
            role="judge",
        ),
        Line(
            "",
            ("Everybody on the third floor … to open.",),
            descriptor="a former employee of the trading house",
            anonymity_reason="while the trial is under way",
            basis="background",
            legal_flag=True,
            fate="held",
            note="Counsel asks us to hold this until the verdict.",
        ),
    ),
)

CLIMATE_REPORT = Story(
    file="06-climate-report.txt",
    outlet="Vessaly Press Agency",
    url="https://vpa.example/2025/11/12/climate-council-report",
    published_at=datetime(2025, 11, 12, 13, 10, tzinfo=UTC),
    headline="Vessaly must double pace to meet 2030 target, council says",
    lines=(
        Line("climate-council", ("Vessaly will miss … the pace",), kind="indirect"),
        Line(
            "oyelaran-voss",
            (
                "The target was never the hard part,",
                "The hard part is … a boiler.",
                "We have set out … doing nothing.",
            ),
            role="chair of the Climate Council",
            matched_to="recording",
        ),
        Line(
            "brekke",
            ("the government would answer … by February",),
            role="Prime Minister",
            kind="indirect",
        ),
        Line(
            "brekke",
            ("I asked for an honest report … given one,", "I will not pretend … reading."),
            role="Prime Minister",
            matched_to="recording",
        ),
        Line(
            "solberg-ito",
            ('her party had warned … lose the map"',),
            role="opposition leader",
            kind="mixed",
        ),
        Line(
            "oyelaran-voss",
            ("she did not expect … unchanged",),
            role="chair of the Climate Council",
            kind="indirect",
        ),
        Line(
            "oyelaran-voss",
            ("Physics does not stand for office.",),
            role="chair of the Climate Council",
            notices=(
                Change(
                    "clarification",
                    "Ms Oyelaran-Voss was answering a question about the election of 2027.",
                    outcome="open",
                ),
            ),
        ),
        Line(
            "climate-council",
            ("transport now accounted … all emissions",),
            kind="indirect",
        ),
    ),
)

STORIES_2025 = (NORTH_BASIN, BANK_HOLDS, HEAT_WARDS, DERBY, GRAIN_TRIAL, CLIMATE_REPORT)
