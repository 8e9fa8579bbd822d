"""Italian: angular and curly marks, "ha detto X", "spiega X", "secondo X", "Così X"."""

from quotes.extraction.foreign.grammar import Grammar, forms, gendered, numbered
from quotes.extraction.text import word_set

_ARE = """
dichiar afferm spieg comment raccont sottoline precis assicur osserv not critic denunc annunc ricord
confid conferm lament domand esclam grid replic incalz ribatt argument ironizz attacc rivel illustr
auspic elenc ammonisc constat rassicur invoc confess chios evidenzi ribad aggiung comment
annunci denunci auspici racconta rilanci minacc tuon twitt
"""

GRAMMAR = Grammar(
    code="it",
    pronouns=gendered("lui egli costui", "lei ella costei"),
    plural_pronouns=word_set("loro essi noi"),
    stressed=gendered("lui", "lei"),
    articles=gendered("il lo questo", "la questa", "l'"),
    plural_articles=word_set("i gli le"),
    indefinite=gendered("un uno", "una un'"),
    possessives=word_set("suo sua"),
    prepositions=word_set(
        "di del dello della dell' dei degli delle d' a al allo alla all' ai agli alle da dal dalla"
        " dall' in nel nella nell' nei con per tra fra su sul sulla sull' durante dopo secondo"
        " contro"
    ),
    complements=word_set("di del dello della dell' dei degli delle d'"),
    stops=word_set(
        "e ed o ma che chi cui quando dove se come perché mentre lunedì martedì mercoledì giovedì"
        " venerdì sabato domenica ieri oggi domani mattina sera pomeriggio gennaio febbraio marzo"
        " aprile maggio giugno luglio agosto settembre ottobre novembre dicembre ha hanno aveva"
        " avevano è sono era erano si non né già anche inoltre poi così secondo in nel nella"
        " con per"
        " tra fra da dal lui lei loro gli ci vi mi lo più molto a al alla ai agli alle"
    ),
    joins=word_set("e ed"),
    particles=word_set("di de del della dell' dei d' la lo von van"),
    honorifics=gendered("signor sig. don", "signora sig.ra", "dott. prof. avv. ing. on."),
    titles=gendered(
        "presidente sindaco ministro portavoce deputato senatore assessore direttore segretario"
        " consigliere capo procuratore avvocato giudice vicino testimone medico professore"
        " ricercatore"
        " allenatore capitano fondatore economista scrittore autore agricoltore commissario"
        " colonnello"
        " generale delegato candidato titolare rettore responsabile leader vicesindaco"
        " vicepresidente"
        " governatore cancelliere ambasciatore storico allevatore attore cantante giocatore"
        " studente"
        " sindacalista premier prefetto questore parroco vescovo maestro imprenditore operaio"
        " proprietario",
        "presidentessa sindaca ministra deputata senatrice assessora direttrice segretaria"
        " consigliera procuratrice avvocata avvocatessa vicina dottoressa professoressa"
        " ricercatrice"
        " allenatrice capitana fondatrice scrittrice autrice agricoltrice commissaria delegata"
        " candidata rettrice vicesindaca governatrice ambasciatrice storica allevatrice attrice"
        " giocatrice studentessa maestra imprenditrice operaia proprietaria prefetta",
    )
    | dict.fromkeys(
        word_set(
            "presidente portavoce testimone economista leader responsabile cantante sindacalista"
            " titolare giudice premier vicepresidente"
        ),
        "",
    ),
    bodies=word_set(
        "polizia governo ministero comune azienda sindacato associazione procura società"
        " partito banca"
        " questura prefettura università federazione comunicato fondazione regione"
    ),
    adjectives=word_set("ano ana ale ese ico ica ista ivo iva ato ata ario aria uscente"),
    according=word_set("secondo"),
    that=word_set("che"),
    clitics=word_set("gli le ci lo si l' mi s' ne"),
    auxiliaries=numbered("ha aveva è era", "hanno avevano sono erano"),
    finite=forms(_ARE, "a ò ava e", "ano arono avano")
    | numbered(
        "dice disse diceva aggiunge aggiunse risponde rispose conclude concluse ammette"
        " ammise ribadisce"
        " ribadì avverte avvertì sostiene sostenne riconosce scrive scrisse insiste chiede chiese"
        " promette promise prosegue proseguì chiarisce chiosa riferisce riferì puntualizza riflette"
        " sintetizza difende ribatte riassume riassunse",
        "dicono dissero aggiungono rispondono concludono ribadiscono avvertono sostengono scrivono"
        " insistono chiedono",
    ),
    participles=frozenset(f"{stem}ato" for stem in _ARE.split())
    | frozenset(f"{stem}ata" for stem in _ARE.split())
    | word_set(
        "detto aggiunto risposto concluso ammesso ribadito avvertito sostenuto riconosciuto scritto"
        " insistito chiesto promesso proseguito chiarito riferito difeso lamentato lamentata"
    ),
    continuing=word_set("aggiungendo ribadendo sostenendo")
    | frozenset(f"{stem}ando" for stem in _ARE.split()),
    null_subject=True,
    adverbs=word_set(
        "lunedì martedì mercoledì giovedì venerdì sabato domenica ieri oggi anche poi inoltre"
        " infine"
        " invece ancora mattina sera stamattina così subito"
    ),
    closing_so=word_set("così"),
    in_view_of=word_set("per"),
    but=word_set("ma"),
)
