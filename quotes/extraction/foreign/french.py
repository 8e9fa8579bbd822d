"""French: marks with blanks inside, "a déclaré X", "dit-il", "selon X"."""

from quotes.extraction.foreign.grammar import Grammar, forms, gendered, numbered
from quotes.extraction.text import word_set

_STEMS = """
déclar affirm ajout expliqu précis soulign estim assur indiqu confi lanc répliqu insist regrett
déplor dénonc plaid confirm comment racont témoign résum tempér nuanc avou jur demand tweet tonn
gliss souffl observ not constat détaill critiqu salu ironis plaisant complét pointu signal analys
cri hurl murmur proclam prôn martel rappel annonc exclam félicit indign inquièt alarm amus désol
interrog rétorqu argument argu récapitul implor conseill exhort réclam avanc enrag soupir clam
répèt répét pest
rassur réjouit enchaîn
"""
_PARTICIPLES = word_set(
    """
    dit répondu conclu poursuivi reconnu prévenu averti écrit admis promis soutenu réagi repris
    renchéri prédit défendu réjoui insurgé inquiété emporté appelé martelé rappelé annoncé rappelée
    jugé concédé relevé exclamée félicitée indignée inquiétée réjouie insurgée emportée plainte
    plaint souvenu souvenue étonné étonnée agacé agacée balayé rétorqué menacé
    """
) | frozenset(f"{stem}é" for stem in _STEMS.split())

GRAMMAR = Grammar(
    code="fr",
    pronouns=gendered("il celui-ci", "elle celle-ci"),
    plural_pronouns=word_set("ils elles on"),
    stressed=gendered("lui", "elle"),
    articles=gendered("le ce cet", "la cette", "l'"),
    plural_articles=word_set("les des leurs ses"),
    indefinite=gendered("un", "une"),
    possessives=word_set("son sa leur"),
    prepositions=word_set(
        "de du des d' à au aux en dans par pour avec sur chez devant auprès lors après avant depuis"
        " selon contre entre vers sous sans"
    ),
    complements=word_set("de du des d'"),
    stops=word_set(
        "et ou mais donc or ni car que qu' qui dont où quand si comme lorsque lorsqu' alors ainsi"
        " aussi encore hier lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi"
        " aujourd'hui demain après-midi janvier février mars avril mai juin juillet août septembre"
        " octobre novembre décembre a ont avait avaient est sont était étaient se s' ne n' pas plus"
        " il elle ils elles on nous vous je j' tu c' ce cet cette ces mon ton notre votre leurs les"
        " mais cependant pourtant enfin puis ensuite selon pour dans en à au aux avec par sur sous"
        " chez depuis lors non oui"
    ),
    joins=word_set("et"),
    particles=word_set("de du des d' la le van von der den el ben al"),
    honorifics=gendered("m. monsieur", "mme mme. madame mlle", "me dr pr"),
    titles=gendered(
        "président maire député sénateur conseiller directeur porte-parole patron chef procureur"
        " avocat premier chercheur professeur entraîneur capitaine secrétaire syndicaliste"
        " fondateur économiste habitant voisin riverain témoin écrivain auteur agriculteur"
        " commissaire préfet colonel général commandant adjoint responsable délégué candidat"
        " gérant médecin chirurgien infirmier acteur chanteur réalisateur joueur ingénieur"
        " commerçant étudiant bénévole militant historien sociologue ambassadeur chancelier"
        " ministre juge propriétaire éleveur boulanger",
        "présidente mairesse députée sénatrice conseillère directrice patronne cheffe procureure"
        " avocate première chercheuse professeure entraîneuse fondatrice habitante voisine"
        " riveraine écrivaine autrice agricultrice préfète colonelle commandante adjointe déléguée"
        " candidate gérante chirurgienne infirmière actrice chanteuse réalisatrice joueuse"
        " ingénieure commerçante étudiante militante historienne ambassadrice chancelière éleveuse"
        " boulangère",
    )
    | dict.fromkeys(
        word_set(
            "ministre maire porte-parole secrétaire responsable juge bénévole économiste"
            " commissaire"
            " témoin sociologue médecin syndicaliste propriétaire capitaine chef professeur"
        ),
        "",
    ),
    bodies=word_set(
        "parquet préfecture police gendarmerie gouvernement ministère entreprise société syndicat"
        " association mairie groupe compagnie direction communiqué tribunal cour banque ville"
        " région"
        " fédération université"
    ),
    adjectives=word_set(
        "ais aise ain aine al ale ien ienne if ive el elle ique iste é ée adjoint adjointe"
        " sortant sortante"
    ),
    according=word_set("selon d'après"),
    that=word_set("que qu'"),
    clitics=word_set("s' se m' nous lui leur l' le en y n' ne"),
    auxiliaries=numbered("a avait aura est était", "ont avaient sont étaient"),
    finite=forms(_STEMS, "e ait a", "ent aient èrent")
    | numbered(
        "dit disait répond répondit répondait conclut poursuit poursuivit reconnaît reconnait"
        " prévient prévint avertit écrit admet admit promet soutient réagit reprend reprit"
        " renchérit"
        " prédit défend rappelle martèle complète tempère lança lançait annonça annonçait dénonça"
        " juge jugeait concède relève étonne inquiète réjouit souvient plaint interroge",
        "disent répondent concluent poursuivent reconnaissent préviennent écrivent admettent"
        " soutiennent réagissent rappellent martèlent jugent",
    ),
    participles=_PARTICIPLES,
    continuing=frozenset(f"{stem}ant" for stem in _STEMS.split()) | word_set("poursuivant"),
    adverbs=word_set(
        "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui matin soir"
        " ainsi aussi"
        " encore alors également notamment ensuite ce cette toujours déjà simplement"
    ),
    in_view_of=word_set("pour"),
    but=word_set("mais"),
)
