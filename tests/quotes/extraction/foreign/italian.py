"""Invented Italian stories with what each person says in them; nobody here exists.

"~" stands before the words for somebody without a name; None is nobody, or not clear.
"""

STORIES: list[tuple[str, list[tuple[str | None, str]]]] = [
    (
        "La sindaca di Montalbera, Chiara Vassalli, ha presentato lunedì il bilancio. "
        "«Abbiamo fatto scelte difficili», ha detto Vassalli. «Nessuno resterà "
        "indietro».\n\n«L’acqua costerà di più», ha ammesso.",
        [
            (
                "Chiara Vassalli",
                "Abbiamo fatto scelte difficili Nessuno resterà indietro",
            ),
            (
                "Chiara Vassalli",
                "L’acqua costerà di più",
            ),
        ],
    ),
    (
        "«Siamo pronti – dice il presidente del porto, Sandro Bellusco – e partiremo "
        "domani». Secondo Bellusco, «i lavori dureranno due anni».",
        [
            (
                "Sandro Bellusco",
                "Siamo pronti e partiremo domani",
            ),
            (
                "Sandro Bellusco",
                "i lavori dureranno due anni",
            ),
        ],
    ),
    (
        "«La strada è chiusa». Lo ha detto l’assessore alla Mobilità, Marco Tedini. "
        "«Riaprirà a maggio», ha aggiunto l’assessore.",
        [
            (
                "Marco Tedini",
                "La strada è chiusa",
            ),
            (
                "Marco Tedini",
                "Riaprirà a maggio",
            ),
        ],
    ),
    (
        "Il ministro Aldo Ferraris ha dichiarato: «Non aumenteremo le tasse». «Non "
        "gli credo», replica la deputata Laura Quarti.",
        [
            (
                "Aldo Ferraris",
                "Non aumenteremo le tasse",
            ),
            (
                "Laura Quarti",
                "Non gli credo",
            ),
        ],
    ),
    (
        "Il procuratore Enrico Salvi ha spiegato che le indagini «sono ancora alle "
        "prime battute». Un testimone racconta: «Ho sentito uno sparo».",
        [
            (
                "Enrico Salvi",
                "le indagini «sono ancora alle prime battute»",
            ),
            (
                "~Un testimone",
                "Ho sentito uno sparo",
            ),
        ],
    ),
    (
        "Il romanzo «La casa sul lago» esce a maggio. Il «re del liscio» suonerà al "
        "teatro «Verdi» insieme all’orchestra.",
        [],
    ),
    (
        "“Abbiamo perso tutto”, racconta Giulia Menotti, titolare del bar. "
        "“Ripartiremo”, promette suo marito.",
        [
            (
                "Giulia Menotti",
                "Abbiamo perso tutto",
            ),
            (
                "~suo marito",
                "Ripartiremo",
            ),
        ],
    ),
    (
        "«Siamo arrivati di notte e non c’era luce. Nessuno ci aspettava.\n\n«Abbiamo "
        "dormito in macchina», ha raccontato Teresa Landi, maestra in pensione.",
        [
            (
                "Teresa Landi",
                "Siamo arrivati di notte e non c’era luce. Nessuno ci aspettava. "
                "Abbiamo dormito in macchina",
            ),
        ],
    ),
    (
        "I fratelli Carlo Grandi e Dario Grandi guidano l’azienda. «Il latte non "
        "rende», lamenta Grandi. «Andremo avanti», dice lui.",
        [
            (
                None,
                "Il latte non rende",
            ),
            (
                None,
                "Andremo avanti",
            ),
        ],
    ),
    (
        "Neri: «Non mi candido»\n\nL’ex ministro Paolo Neri scioglie la riserva. «Ci ho "
        "pensato a lungo», ha confidato Neri al nostro giornale.",
        [
            (
                "Paolo Neri",
                "Non mi candido",
            ),
            (
                "Paolo Neri",
                "Ci ho pensato a lungo",
            ),
        ],
    ),
    (
        "Il piano «è una follia dall’inizio alla fine», ha attaccato Sara Bonetti, "
        "portavoce del comitato. «Vergogna!», hanno gridato i manifestanti.",
        [
            (
                "Sara Bonetti",
                "Il piano «è una follia dall’inizio alla fine»",
            ),
            (
                "~i manifestanti",
                "Vergogna!",
            ),
        ],
    ),
    (
        "«È tardi». Così il capitano Luca Ferri dopo la partita. «Serviva più "
        "coraggio», ha detto lui ai microfoni.",
        [
            (
                "Luca Ferri",
                "È tardi",
            ),
            (
                "Luca Ferri",
                "Serviva più coraggio",
            ),
        ],
    ),
    (
        '"Ho sentito un boato", ha riferito una vicina. Per i vigili del fuoco "non '
        'ci sono feriti". "L\'edificio è inagibile", conferma la prefettura.',
        [
            (
                "~una vicina",
                "Ho sentito un boato",
            ),
            (
                "~la prefettura",
                "L'edificio è inagibile",
            ),
        ],
    ),
    (
        "La ricercatrice Anna Dossena è cauta: «Servono altri dati». La direttrice "
        "dell’istituto, Emma Riva, ha sottolineato: «Il metodo è solido».",
        [
            (
                "Anna Dossena",
                "Servono altri dati",
            ),
            (
                "Emma Riva",
                "Il metodo è solido",
            ),
        ],
    ),
]

# Written after the rules, and counted once before the rules were mended for them.
LATER: list[tuple[str, list[tuple[str | None, str]]]] = [
    (
        "L’allenatore del Castelvero, Mimmo Greco, è soddisfatto: «I ragazzi hanno "
        "dato tutto». «Meritavamo la vittoria», ha detto anche il portiere Ivan Sala.",
        [
            (
                "Mimmo Greco",
                "I ragazzi hanno dato tutto",
            ),
            (
                "Ivan Sala",
                "Meritavamo la vittoria",
            ),
        ],
    ),
    (
        "«Non sapevamo dove andare», ricorda Piera Monti, che ha perso la casa. "
        "«L’acqua arrivava alla gola», racconta il vicino Gino Serra.",
        [
            (
                "Piera Monti",
                "Non sapevamo dove andare",
            ),
            (
                "Gino Serra",
                "L’acqua arrivava alla gola",
            ),
        ],
    ),
    (
        "La presidente della Regione, Livia Conti, sostiene che gli ospedali "
        "«funzionano meglio di prima». L’opposizione parla di «caos».",
        [
            (
                "Livia Conti",
                "gli ospedali «funzionano meglio di prima»",
            ),
        ],
    ),
    (
        "“Faremo ricorso”, ha annunciato mercoledì l’avvocato della famiglia, Tommaso "
        "Erba. “Non ci arrenderemo”, ha sottolineato.",
        [
            (
                "Tommaso Erba",
                "Faremo ricorso",
            ),
            (
                "Tommaso Erba",
                "Non ci arrenderemo",
            ),
        ],
    ),
    (
        "«È il mio disco più personale», spiega la cantautrice Gaia Fiume. E "
        "aggiunge: «Non avevo mai cantato così».",
        [
            (
                "Gaia Fiume",
                "È il mio disco più personale",
            ),
            (
                "Gaia Fiume",
                "Non avevo mai cantato così",
            ),
        ],
    ),
    (
        "«Quando arriverà il treno?», si chiede Ernesto Pozzi. In una nota, la "
        "società Ferrovia Alta ha replicato: «I tempi saranno rispettati».",
        [
            (
                "Ernesto Pozzi",
                "Quando arriverà il treno?",
            ),
            (
                "Ferrovia Alta",
                "I tempi saranno rispettati",
            ),
        ],
    ),
    (
        "Per l’economista Sara Lindi «l’inflazione scenderà in autunno». Il "
        "governatore Alberto Nieri, invece, avverte: «C’è ancora molto da fare».",
        [
            (
                "Sara Lindi",
                "l’inflazione scenderà in autunno",
            ),
            (
                "Alberto Nieri",
                "C’è ancora molto da fare",
            ),
        ],
    ),
    (
        "Maria Zanetti e Lucia Orsi hanno fondato la cooperativa. «Eravamo in due», "
        "dice Zanetti. «Oggi siamo quaranta», aggiunge lei.",
        [
            (
                "Maria Zanetti",
                "Eravamo in due",
            ),
            (
                None,
                "Oggi siamo quaranta",
            ),
        ],
    ),
    (
        "Il giudice Matteo Lari ha convocato l’ex sindaca Giulia Prati. «Non ho nulla "
        "da nascondere», ha dichiarato all’uscita l’ex sindaca. Il suo avvocato, "
        "Bruno Santi, ha aggiunto che «l’inchiesta non ha futuro».",
        [
            (
                "Giulia Prati",
                "Non ho nulla da nascondere",
            ),
            (
                "Bruno Santi",
                "l’inchiesta non ha futuro",
            ),
        ],
    ),
    (
        "Dopo l’incontro con Pietro Galli, la presidente del comitato, Sonia Verri, "
        "ha detto: «C’è voglia di accordo». Galli, dal canto suo, ha precisato: "
        "«Manca la parte più difficile».",
        [
            (
                "Sonia Verri",
                "C’è voglia di accordo",
            ),
            (
                "Pietro Galli",
                "Manca la parte più difficile",
            ),
        ],
    ),
    (
        "«Ci hanno ingannati tutti», denunciano i risparmiatori. Il portavoce della "
        "società Solaria assicura che «verrà restituito fino all’ultimo euro».",
        [
            (
                "~i risparmiatori",
                "Ci hanno ingannati tutti",
            ),
            (
                "~Il portavoce della società Solaria",
                "verrà restituito fino all’ultimo euro",
            ),
        ],
    ),
    (
        "Il concerto è stato «storico». Così lo ha definito Manuela Riva. «Ho pianto "
        "tre volte», ha confessato la cantante.",
        [
            (
                "~la cantante",
                "Ho pianto tre volte",
            ),
        ],
    ),
    (
        '"È una vergogna", ha twittato il senatore Ignazio Mori. "Chiedo scusa", ha '
        "scritto ore dopo sullo stesso social.",
        [
            (
                "Ignazio Mori",
                "È una vergogna",
            ),
            (
                None,
                "Chiedo scusa",
            ),
        ],
    ),
    (
        "Secondo Fermo Salgari, titolare del bar, «il rumore è insopportabile». I "
        "vicini tacciono. «Qui nessuno vuole problemi», riassume uno di loro.",
        [
            (
                "Fermo Salgari",
                "il rumore è insopportabile",
            ),
            (
                None,
                "Qui nessuno vuole problemi",
            ),
        ],
    ),
]
