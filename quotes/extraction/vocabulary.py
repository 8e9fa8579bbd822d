"""Titles, kinds of people, organisations and places: the nouns that name a source."""

from quotes.extraction.text import word_set

_MEN = word_set(
    """
    mr. mr sir lord king prince congressman chairman spokesman businessman councilman policeman
    father brother son husband man uncle grandfather boy nephew grandson stepfather stepson
    stepbrother half-brother brother-in-law father-in-law son-in-law widower boyfriend fiancé
    godfather godson dad
    """
)
_WOMEN = word_set(
    """
    mrs. mrs ms. ms miss lady dame baroness queen princess congresswoman chairwoman spokeswoman
    businesswoman councilwoman policewoman actress mother sister daughter wife woman widow aunt
    grandmother girl
    niece granddaughter stepmother stepdaughter stepsister half-sister sister-in-law mother-in-law
    daughter-in-law girlfriend fiancée godmother goddaughter mum mom
    """
)
TITLE_GENDER = {**dict.fromkeys(_MEN, "m"), **dict.fromkeys(_WOMEN, "f")}
"""Words that tell whether a he or a she is meant."""

KIN = word_set(
    """
    wife husband son daughter brother sister mother father widow widower uncle aunt cousin niece
    nephew grandmother grandfather granddaughter grandson stepmother stepfather stepdaughter stepson
    stepsister stepbrother half-sister half-brother sister-in-law brother-in-law mother-in-law
    father-in-law daughter-in-law son-in-law girlfriend boyfriend fiancée fiancé fiance fiancee
    godmother godfather goddaughter godson spouse mum mom dad
    """
)
HONORIFICS = word_set(
    "dr. dr mr. mr mrs. mrs ms. ms miss mx. mx sir dame lord lady baroness madam mme. m."
)

_COMPOUNDS = (
    ("secretary attorney director governor solicitor auditor surgeon inspector advocate consul"
     " procurator major lieutenant brigadier", "general"),
    ("vice", "president chair chairman chairwoman chancellor admiral premier minister captain"
     " principal rector mayor governor"),
    ("co", "founder chair chairman chairwoman director president leader owner author editor"
     " captain host producer creator"),
    ("ex", "president minister mayor governor senator chancellor chief leader premier"),
    ("president mayor governor senator chancellor", "elect designate"),
)  # fmt: skip

TITLES = word_set(
    """
    president presidents vice prime minister ministers chancellor premier secretary
    general attorney attorneys senator senators sen. rep. reps. sens.
    del. representative congressman congresswoman congressmen lawmaker legislator governor
    governors gov. govs. mayor councillor councilor councilman councilwoman alderman
    commissioner ambassador envoy diplomat judge justice magistrate prosecutor lawyer
    solicitor barrister sheriff chief chiefs deputy director directors manager chairman
    chairwoman chair chairperson ceo cfo founder owner leader speaker whip
    majority minority candidate nominee strategist adviser advisor aide analyst spokesman
    spokeswoman spokesperson spokespeople professor prof. dr. dr doctor dean rector
    principal teacher scientist researcher economist historian sociologist epidemiologist
    author writer poet novelist columnist commentator editor journalist reporter
    correspondent host anchor broadcaster producer actor actress singer musician rapper
    comedian filmmaker coach captain midfielder striker goalkeeper quarterback colonel col.
    gen. lt. maj. capt. admiral adm. major lieutenant sergeant sgt. officer inspector
    superintendent detective constable commander cmdr. marshal king queen prince princess
    pope cardinal archbishop bishop rev. reverend pastor imam rabbi sheikh father sister
    brother activist organizer organiser campaigner volunteer farmer engineer nurse
    physician surgeon psychologist pollster operative fellow executive president-elect
    treasurer undersecretary under-secretary controller comptroller auditor ombudsman
    curator conductor chairmen billionaire businessman businesswoman entrepreneur investor
    banker trader student resident witness survivor driver fisherman baker architect
    designer artist photographer veteran lord lady sir dame baroness assemblyman assemblywoman
    delegate mp mep expert specialist member head boss consultant coordinator planner
    trustee regent warden firefighter paramedic master harbourmaster harbormaster negotiator
    lecturer secretary-treasurer keeper undersecretary-general under-secretary-general
    editor-in-chief commander-in-chief chief-of-staff lieutenant-colonel lt.-col. lt.-gen.
    lieutenant-governor lt.-gov.
    """
) | frozenset(
    f"{first}-{second}"
    for firsts, seconds in _COMPOUNDS
    for first in firsts.split()
    for second in seconds.split()
)
"""Words that can stand before a name, and head a noun phrase for a person."""

TITLE_MODIFIERS = word_set(
    """
    former acting interim deputy senior junior vice associate assistant executive managing
    national state federal county city town regional foreign defense defence finance interior
    health education justice energy trade transport home treasury campaign press communications
    policy political chief general founding republican democratic labour conservative liberal
    independent presidential vice-presidential gubernatorial senate house incumbent retired late
    longtime veteran then ex- police fire union company party security intelligence military
    army navy budget communications police prime leading top fellow current outgoing incoming
    european american british french german russian chinese japanese indian israeli iranian
    ukrainian canadian australian mexican italian spanish turkish brazilian korean dutch swedish
    norwegian danish polish greek irish scottish welsh lead research science associate emeritus
    environment agriculture housing harbour harbor water school
    """
)
"""Lower-case words that may come between an article and a title."""

LEADERS = word_set(
    """
    chief head leader boss director president chair chairman chairwoman ceo secretary general
    secretary-general commissioner premier chancellor minister mayor governor
    """
)
"""Heads that may stand for one another when an organisation's name comes with them."""

SAME_JOB = (
    LEADERS,
    word_set(
    """
    lawmaker senator sen. rep. representative congressman congresswoman mp legislator councillor
    councilor councilman councilwoman mep delegate
    """
),
    word_set("lawyer attorney solicitor barrister counsel prosecutor"),
    word_set("spokesman spokeswoman spokesperson"),
    word_set("candidate nominee"),
    word_set("academic professor scholar researcher scientist"),
    word_set("journalist reporter correspondent columnist editor host anchor"),
    word_set("billionaire businessman businesswoman entrepreneur mogul tycoon"),
    word_set("doctor dr. physician surgeon"),
)  # fmt: skip

UNNAMED = word_set(
    """
    official officials source sources person people insider insiders aide aides adviser
    advisers advisor advisors spokesman spokeswoman spokesperson spokespeople expert experts
    critic critics analyst analysts diplomat diplomats lawmaker lawmakers voter voters
    witness witnesses resident residents supporter supporters opponent opponents observer
    observers scientist scientists researcher researchers economist economists lawyer
    lawyers prosecutor prosecutors investigator investigators neighbour neighbours neighbor
    neighbors employee employees worker workers operative operatives strategist strategists
    donor donors activist activists protester protesters leader leaders executive executives
    doctor doctors nurse nurses teacher teachers farmer farmers student students man woman
    men women someone somebody others some many most few several one another those member
    members delegate delegates senator senators democrats republicans conservatives liberals
    candidate candidates attendee attendees staffer staffers historian historians
    commentator commentators pundit pundits journalist journalists reporter reporters
    politician politicians officer officers soldier soldiers friend friends relative
    relatives parent parents customer customers user users participant participants
    respondent respondents professor author authors scholar scholars everyone nobody anyone
    americans colleague colleagues backer backers ally allies veteran veterans visitor
    visitors passer-by minister ministers mother father driver drivers owner owners
    pollsters engineer engineers democrat republican negotiator negotiators
    """
)
"""Nouns for people who are not named."""

ORGANISATIONS = word_set(
    """
    ministry department agency office bureau committee commission council court parliament
    senate congress house government administration campaign company corporation group
    organisation organization association union foundation institute university college school
    hospital bank fund party police army navy force board authority service network newspaper
    magazine journal outlet paper daily times post herald tribune guardian gazette press news
    channel station league club federation alliance coalition team firm kremlin pentagon fbi cia
    nato un eu who imf who's embassy consulate cabinet treasury union society center centre
    centers museum church panel inc inc. corp corp. ltd ltd. llc co. airlines airways motors
    trust exchange city town state county country nation region province tribunal watchdog
    regulator charity think-tank pac statement report study survey poll polls document documents
    email emails letter memo article editorial book website site survey data record records
    filing lawsuit complaint ruling indictment transcript post tweet headline ad analysis review
    release bill law constitution paper story column studies reports statistics figures findings
    results evidence order
    """
)
"""Heads of phrases that name a body or a text rather than a person."""

GOVERNMENTS = word_set(
    """
    washington beijing moscow london paris berlin rome madrid tokyo seoul pyongyang delhi
    islamabad kabul tehran baghdad damascus ankara jerusalem cairo riyadh doha kyiv kiev warsaw
    budapest vienna bern brussels copenhagen stockholm oslo helsinki dublin lisbon athens prague
    bucharest sofia belgrade ottawa canberra wellington brasilia caracas havana bogota lima
    santiago nairobi pretoria abuja accra addis-ababa hanoi manila jakarta bangkok taipei
    """
)
"""Capitals that stand for a government."""

COUNTRIES = word_set(
    """
    afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain
    bangladesh belarus belgium bolivia bosnia brazil britain bulgaria burma cambodia cameroon
    canada chile china colombia croatia cuba cyprus denmark ecuador egypt england estonia
    ethiopia europe finland france georgia germany ghana greece guatemala haiti honduras hungary
    iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya
    kosovo kuwait laos latvia lebanon libya lithuania luxembourg malaysia mali malta mexico
    moldova mongolia morocco mozambique myanmar nepal netherlands nigeria norway oman pakistan
    palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda
    scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland
    syria taiwan tanzania thailand tunisia turkey türkiye uganda ukraine uruguay uzbekistan
    venezuela vietnam wales yemen zambia zimbabwe u.s. us usa u.k. uk u.n. un eu e.u. nato
    america
    """
)
_OTHER_PLACES = word_set(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania
    tennessee texas utah vermont wisconsin wyoming york hampshire jersey carolina dakota mexico
    chicago boston philadelphia detroit miami dallas houston atlanta denver seattle manhattan
    brooklyn korea zealand arabia kong
    states kingdom emirates rica lanka asia africa america wall capitol twitter facebook
    """
)  # fmt: skip
PLACES = GOVERNMENTS | COUNTRIES | _OTHER_PLACES
NOT_NAMES = word_set(
    """
    the a an but and or so if when while as in on at for from with by to of after before it its
    this that these those there here i we you they he she his her their our my your who what why
    how where yes no not now then also still however meanwhile mr mrs ms monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august
    september october november december republican republicans democrat democrats democratic
    american americans according christian christians muslim muslims jewish gop twitter facebook
    instagram god internet
    """
)
"""Capitalised words that are no part of a person's name."""
