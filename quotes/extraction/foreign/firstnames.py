"""First names of French, German, Spanish and Italian stories, with the gender they tell."""

from quotes.extraction.text import word_set

_MALE = word_set(
    """
    tim tom till torsten heiko jörg rüdiger gerd willi hannes bastian dennis björn maik arno kai
    theo
    nabil mohamed ahmed ali yann gaël denis hugo yvon arnold quique paco pepe manolo unai iker leo
    tomás iván raimundo marcelino mimmo gino tommaso ernesto ivan aldo dario sandro enrico elio nino
    rubens adrien alain albert alberto alejandro alessandro alessio alexandre alexander alfonso
    alfred
    alfredo álvaro andré andrés andreas ángel angelo antoine anton antonio arnaud arthur arturo
    aurélien axel baptiste bastien benedikt benjamin benito benoît bernard bernd bernhard bertrand
    bruno carlo carlos cédric césar christian christoph christophe claudio clément clemens cristiano
    cyril damien damiano daniel daniele dario david davide denis didier diego dieter dirk domenico
    edoardo eduardo emanuele emilio emmanuel enrico enrique eric éric erik ernesto ernst étienne
    fabian fabio fabrice fabrizio federico felipe felix félix fernando filippo florian francesco
    francisco franck franco françois frank franz frédéric friedrich gabriel gabriele gaël gaetano
    georg georges gérard gerhard giacomo gianluca gianni gilles giorgio giovanni giulio giuseppe
    gonzalo grégory guido guillaume guillermo günter gustavo guy hans harald hassan heiner heinrich
    heinz helmut henri henning herbert hermann hervé holger horst hugo ignacio ingo iván jacques
    jaime jan javier jean jean-luc jean-marc jean-paul jean-pierre jens jérôme jesús joachim joaquín
    jochen johannes john jonas jordi jorge josé josef joseph juan jules julien julián jürgen kai
    karim
    karl karl-heinz kevin klaus klaus-peter konrad kurt lars laurent leo léo leonardo lionel loïc
    lorenz lorenzo louis luc luca lucas luciano ludovic luigi luis lukas manfred manuel marc marcel
    marcello marco marcos mario markus martin martín massimo mathieu matteo matthias matthieu
    maurice
    maurizio mauro max maxime michael michel michele miguel moritz nicola nicolas nicolás nikolaus
    norbert olaf oliver olivier omar óscar oscar otto pablo paolo pascal patrick paul pedro peter
    philipp philippe pierre pietro piero rachid rafael raffaele rainer ralf ramón raoul raúl raphaël
    rené ricardo riccardo richard robert roberto rodolphe rodrigo roger roland rolf romain rubén
    rudolf
    salvador salvatore samuel santiago sébastien sebastian sergio serge simon simone stefan stefano
    stéphane sven sylvain théo thierry thomas thorsten tobias tomás tommaso ugo ulrich umberto uwe
    valentin vicente victor víctor vincent vincenzo vittorio volker walter werner wilhelm wolfgang
    xavier yannick yves
    """
)
_FEMALE = word_set(
    """
    silke mandy kathrin doreen gerda ulrike clara nadia sylvie mathilde léonie odile salomé pilar
    amparo elvira gala rocío nuria carmen lucia piera livia gaia chiara marta rosetta rosalia ines
    frauke wiebke maren sonja sigrid adele adriana agathe agnès alba alessandra alice alicia aline
    amélie amina ana anaïs
    andrea-maria
    angela ángela angelika anita anja anke ann anna anne anneliese annette annika antje antonella
    arianna astrid aurélie aurora barbara bárbara beate beatrice beatriz béatrice bettina bianca
    birgit brigitte britta camille carla carlotta carmen carole caroline carolina catherine caterina
    cécile celia céline chantal chiara christa christiane christina christine clara claire claudia
    clotilde concetta corinne cornelia cristina dagmar daniela delphine diana dolores donatella
    doris dorothée édith elena eleonora elisa elisabeth élisabeth élise elke ella élodie elsa emilia
    emma émilie erika esther estelle eva fabienne fanny fatima federica fernanda florence franca
    francesca françoise franziska frida gabriela gabriella gabrielle geneviève gerda ginevra giorgia
    giovanna giulia gisela giuseppina gloria greta gudrun hannah hanna heike heidi helena helga
    hélène ilaria ilse imke inès inés ingrid irene irène iris isabel isabelle isabella jana jeanne
    jessica joana johanna josefina josephine juana judith jule julia julie juliette jutta karin
    katharina katja katrin kerstin lara laura laure laurence lea léa lena leonie lia lidia liliana
    lina lisa lorena louise lucia lucía lucie lucrezia luisa lydia maddalena madeleine magali
    manon manuela margarita margherita margot maria maría marianne maribel marie marie-claire
    marina marine mariana marion marlene marta martha martina martine mathilde mercedes michaela
    michèle michela mireille monica mónica monika monique muriel nadia nadine natalia nathalie
    nicole nina noelia noémie nora núria odile olga pamela paola patricia patrizia paula pauline
    petra pilar raffaella raquel rebecca regina renate rita roberta romy rosa rosanna rosario rocío
    sabine sabrina samira sandra sandrine sara sarah serena silvia silvana simona sofia sofía sonia
    sonja sophie stefanie stefania stéphanie susana susanne susanna sylvia sylvie tanja teresa
    teresina theresa ulrike ursula ute valentina valérie valeria vanessa vera verónica véronique
    victoria viktoria virginia virginie viviana yolanda yvonne zoé
    """
)
_EITHER = word_set("andrea claude dominique camille jan maria nicola sascha kim frédérique pascale")

KNOWN = _MALE | _FEMALE | _EITHER


def gender_of(first_name: str, language: str) -> str:
    """``"m"``, ``"f"`` or ``""``; Andrea is a man in Italian, a woman in German and Spanish."""
    name = first_name.lower()
    if name == "andrea":
        return {"it": "m", "de": "f", "es": "f"}.get(language, "")
    if name == "nicola" and language == "it":
        return "m"
    if name == "maria":
        return "f"
    if name in _EITHER:
        return ""
    return "m" if name in _MALE else "f" if name in _FEMALE else ""
