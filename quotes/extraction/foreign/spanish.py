"""Spanish: angular and curly marks, dialogue dashes, "dijo X", "ha señalado X", "según X"."""

from quotes.extraction.foreign.grammar import Grammar, forms, gendered, numbered
from quotes.extraction.text import word_set

_AR = """
afirm señal coment explic asegur declar indic manifest subray destac recalc critic denunci lament
anunci avis precis detall confes relat apunt contest pregunt exclam grit confirm aclar advers
consider recomend opin record alert apost celebr reclam rechaz reproch bromo brome zanj insinu
conclu remarc justific matiz tuite
"""
_IRREGULAR = """
dijo añadió agregó concluyó advirtió insistió sostuvo respondió reconoció expuso admitió prometió
escribió repitió expresó sentenció reiteró aseveró espetó pidió exigió defendió dice añade agrega
concluye advierte insiste sostiene responde reconoce expone admite promete escribe repite cuenta
contó contaba decía añadía insistía sostenía explica pide defiende coincide coincidió resume
resumió recuerda
apuesta
señaló precisó anunció avisó expresa sentencia reitera
"""

GRAMMAR = Grammar(
    code="es",
    pronouns=gendered("él", "ella"),
    plural_pronouns=word_set("ellos ellas nosotros"),
    stressed=gendered("él", "ella"),
    articles=gendered("el este", "la esta", "lo"),
    plural_articles=word_set("los las sus unos unas"),
    indefinite=gendered("un", "una"),
    possessives=word_set("su"),
    prepositions=word_set(
        "a al de del en con por para sin sobre tras ante desde hacia hasta entre según contra"
        " durante"
    ),
    complements=word_set("de del para"),
    stops=word_set(
        "y e o pero que quien cual cuando donde si como porque aunque mientras lunes martes"
        " miércoles"
        " jueves viernes sábado domingo ayer hoy mañana tarde noche enero febrero marzo abril mayo"
        " junio julio agosto septiembre octubre noviembre diciembre ha han había habían es son era"
        " fue está están se no ni ya también además después antes así según en con por tras ante"
        " desde hacia hasta a al él ella ellos les le lo los las me nos muy más ayer"
    ),
    joins=word_set("y e"),
    particles=word_set("de del la las los von van"),
    honorifics=gendered("señor sr. sr don", "señora sra. sra doña", "dr. dra."),
    titles=gendered(
        "presidente alcalde ministro portavoz diputado senador concejal director secretario"
        " consejero"
        " jefe fiscal abogado juez vecino testigo médico profesor investigador entrenador capitán"
        " fundador economista escritor autor agricultor comisario coronel general delegado"
        " candidato"
        " gerente propietario rector responsable líder dirigente vicepresidente gobernador"
        " canciller embajador historiador ganadero actor cantante jugador estudiante sindicalista"
        " maestro empresario trabajador",
        "presidenta alcaldesa ministra diputada senadora concejala directora secretaria consejera"
        " jefa abogada jueza vecina médica profesora investigadora entrenadora capitana fundadora"
        " escritora autora agricultora comisaria coronela delegada candidata propietaria rectora"
        " vicepresidenta gobernadora embajadora historiadora ganadera actriz jugadora maestra"
        " empresaria trabajadora",
    )
    | dict.fromkeys(
        word_set(
            "portavoz fiscal testigo economista líder dirigente responsable gerente concejal"
            " cantante"
            " estudiante sindicalista canciller juez"
        ),
        "",
    ),
    bodies=word_set(
        "policía gobierno ministerio ayuntamiento empresa sindicato asociación fiscalía compañía"
        " partido banco universidad federación comunicado fundación consejería organización"
    ),
    adjectives=word_set("al ano ana és esa ico ica ense ista ivo iva or ora eño eña ado ada"),
    according=word_set("según"),
    that=word_set("que"),
    clitics=word_set("le les nos lo se me"),
    auxiliaries=numbered("ha había", "han habían"),
    finite=forms(_AR, "ó a aba", "aron an aban")
    | numbered(
        _IRREGULAR,
        "dijeron añadieron dicen añaden insisten respondieron advirtieron cuentan reconocen"
        " sostienen"
        " piden escribieron",
    ),
    participles=frozenset(f"{stem}ado" for stem in _AR.split())
    | word_set(
        "dicho añadido agregado concluido advertido insistido sostenido respondido reconocido"
        " expuesto"
        " admitido prometido escrito repetido expresado sentenciado reiterado pedido exigido"
        " defendido contado"
    ),
    continuing=word_set("añadiendo agregando") | frozenset(f"{stem}ando" for stem in _AR.split()),
    null_subject=True,
    adverbs=word_set(
        "lunes martes miércoles jueves viernes sábado domingo ayer hoy este esta también"
        " mañana tarde"
        " noche entonces así después pasado además finalmente"
    ),
    in_view_of=word_set("para"),
    but=word_set("pero"),
)
