"""German: low and high marks, "sagte X", "hat X gesagt", "fügte X hinzu", "so X"."""

from quotes.extraction.foreign.grammar import Grammar, forms, gendered, numbered
from quotes.extraction.text import word_set

_WEAK = """
sag erklär beton mein beteuer ergänz erzähl berichte kritisier versicher warn bestätig fordert
forder
kommentier erläuter bemerk antworte frag scherz schimpf klag lob mahn räum füg teil führ kündig
begründe urteil unterstrich prophezei verkünde erinner äußer jubel freu ärger wundert bedauer
versprich resümier bilanzier spotte glaub vermute argumentier entgegne präzisier
"""

GRAMMAR = Grammar(
    code="de",
    pronouns=gendered("er", "sie"),
    plural_pronouns=word_set("wir man beide es"),
    stressed=gendered("ihm", "ihr"),
    articles=gendered("der", "die", "das dem den des"),
    plural_articles=word_set("die"),
    indefinite=gendered("ein", "eine", "einer eines einem"),
    possessives=word_set("sein seine ihr ihre"),
    prepositions=word_set(
        "in im an am auf aus bei beim mit nach von vom vor zu zum zur für gegen gegenüber über um"
        " unter durch seit während bis hinter neben laut wegen"
    ),
    complements=word_set("der des von vom für zur"),
    stops=word_set(
        "und oder aber denn sondern dass daß weil wenn ob als wie der die das dem den des montag"
        " dienstag mittwoch donnerstag freitag samstag sonntag montagabend dienstagabend morgen"
        " abend heute gestern mittag januar februar märz april mai juni juli august september"
        " oktober november dezember hat haben hatte hatten ist sind war waren wird werden wurde"
        " nicht auch er sie es wir ich ihr man sich im in am an auf aus bei mit nach von vor zu zum"
        " so doch nun dann dort hier gegenüber zudem weiter ja nein"
    ),
    joins=word_set("und"),
    particles=word_set("von van der den zu zur vom de la"),
    honorifics=gendered("herr herrn", "frau", "dr. prof. dr prof"),
    titles=gendered(
        "arzt anwalt angeklagter nachbar bewohner anwohner lehrer landwirt bauer minister"
        " kanzler student"
        " soldat experte ökonom historiker kapitän general oberst richter pfarrer bischof papst"
        " vater besitzer inhaber gründer autor forscher veranstalter trainer vertreter mitarbeiter",
        "ärztin anwältin angeklagte nachbarin bewohnerin lehrerin landwirtin bäuerin ministerin"
        " kanzlerin studentin expertin ökonomin forscherin autorin mutter gründerin vorsitzende",
        "vorsitzender abgeordnete abgeordneter beamter beauftragte beauftragter",
    ),
    bodies=word_set(
        "polizei feuerwehr regierung ministerium unternehmen staatsanwaltschaft verband stadt"
        " gewerkschaft firma partei behörde verwaltung konzern bank gericht landkreis universität"
        " mitteilung innenministerium verein"
    ),
    adjectives=word_set("e en er es"),
    according=word_set("laut zufolge nach"),
    that=word_set("dass daß"),
    clitics=word_set("sich"),
    auxiliaries=numbered("hat hatte", "haben hatten"),
    finite=forms(_WEAK, "te t", "ten en")
    | forms("antworte berichte spotte vermute begründe entgegne verkünde", "te t", "ten n")
    | numbered(
        "sprach schrieb schreibt gab gibt hob hebt wies weist rief ruft hieß heißt versprach"
        " widersprach widerspricht verspricht sieht sah meint unterstrich unterstreicht teilte"
        " fährt"
        " fuhr gestand gesteht rechtfertigte",
        "schrieben gaben wiesen riefen sprachen",
    ),
    participles=word_set(
        "gesagt erklärt betont gemeint ergänzt erzählt berichtet kritisiert versichert gewarnt"
        " bestätigt gefordert kommentiert erläutert bemerkt geantwortet gefragt mitgeteilt"
        " hinzugefügt geschrieben angekündigt eingeräumt versprochen geklagt gerufen"
    ),
    continuing=frozenset(),
    title_endings=gendered(
        "zeuge sprecher minister präsident chef leiter meister direktor politiker führer"
        " kanzler trainer"
        " anwalt sekretär professor forscher rat inhaber manager vorstand präsidenten kommissar",
        "zeugin sprecherin ministerin präsidentin chefin leiterin meisterin direktorin politikerin"
        " führerin kanzlerin trainerin anwältin sekretärin professorin forscherin rätin inhaberin"
        " managerin vorsteherin kommissarin",
        "vorsitzender vorsitzende beauftragte beauftragter",
    ),
    after_verb=word_set("hinzu mit aus an ein zu hervor hin fort weiter"),
    adverbs=word_set(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute am im"
        " weiter auch"
        " dann zudem später abend sich dazu anschließend"
    ),
    closing_so=word_set("so"),
    in_view_of=word_set("für"),
    but=word_set("aber doch"),
)
