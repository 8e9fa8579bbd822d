"""What the public pages gather besides the search: stories, people, outlets, topics, notices."""

from quotes.browsing.listing import (
    POSITIONS_OF_SPEAKERS,
    POSITIONS_OF_THE_SPEAKER,
    TOPICS,
    ArticleFilter,
    OrganisationFilter,
    OutletFilter,
    PositionFilter,
    SpeakerFilter,
    organisations,
    positions,
    quotes_of,
    with_quotes,
)
from quotes.browsing.notices import (
    ON_A_SPEAKER,
    NoticeFilter,
    Told,
    narrowed,
    notices_asked_for,
    notices_of,
    notices_page,
)
from quotes.browsing.organisations import (
    Spokesperson,
    organisation_named,
    spokespeople,
    with_a_page,
)
from quotes.browsing.outlets import StoryRow, outlet_named, quotes_in, stories_page
from quotes.browsing.quotes import PAGE, Found, found
from quotes.browsing.speakers import Neighbour, Year, beside, other_names, years
from quotes.browsing.stories import Story, others_of_story, story_page
from quotes.browsing.topics import TopicIndex, topic_index, topic_named

__all__ = [
    "ON_A_SPEAKER",
    "PAGE",
    "POSITIONS_OF_SPEAKERS",
    "POSITIONS_OF_THE_SPEAKER",
    "TOPICS",
    "ArticleFilter",
    "Found",
    "Neighbour",
    "NoticeFilter",
    "OrganisationFilter",
    "OutletFilter",
    "PositionFilter",
    "SpeakerFilter",
    "Spokesperson",
    "Story",
    "StoryRow",
    "Told",
    "TopicIndex",
    "Year",
    "beside",
    "found",
    "narrowed",
    "notices_asked_for",
    "notices_of",
    "notices_page",
    "organisation_named",
    "organisations",
    "other_names",
    "others_of_story",
    "outlet_named",
    "positions",
    "quotes_in",
    "quotes_of",
    "spokespeople",
    "stories_page",
    "story_page",
    "topic_index",
    "topic_named",
    "with_a_page",
    "with_quotes",
    "years",
]
