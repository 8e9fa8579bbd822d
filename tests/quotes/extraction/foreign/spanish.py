"""Invented Spanish stories with what each person says in them; nobody here exists.

"~" stands before the words for somebody without a name; None is nobody, or not clear.
"""

STORIES: list[tuple[str, list[tuple[str | None, str]]]] = [
    (
        "La alcaldesa de Valdemora, Rocío Cantero, presentó el lunes el presupuesto. "
        "«Hemos tomado decisiones difíciles», afirmó Cantero. «Nadie quedará atrás».\n\n"
        "«El agua subirá», reconoció.",
        [
            (
                "Rocío Cantero",
                "Hemos tomado decisiones difíciles Nadie quedará atrás",
            ),
            (
                "Rocío Cantero",
                "El agua subirá",
            ),
        ],
    ),
    (
        "“No hay más camas”, ha dicho el director del hospital, Julián Escudo. “La "
        "gente espera en los pasillos”, ha añadido la enfermera Marta Olmo.",
        [
            (
                "Julián Escudo",
                "No hay más camas",
            ),
            (
                "Marta Olmo",
                "La gente espera en los pasillos",
            ),
        ],
    ),
    (
        "—Es tarde —dijo Inés Barral—. Vámonos a casa.\n\n—No quiero —respondió su "
        "hermano.\n\nLa noche era fría.",
        [
            (
                "Inés Barral",
                "Es tarde Vámonos a casa.",
            ),
            (
                "~su hermano",
                "No quiero",
            ),
        ],
    ),
    (
        "Según la policía, «el conductor huyó a pie». Un testigo contó: «Lo vi correr "
        "hacia el río».",
        [
            (
                "~la policía",
                "el conductor huyó a pie",
            ),
            (
                "~Un testigo",
                "Lo vi correr hacia el río",
            ),
        ],
    ),
    (
        "El ministro de Pesca, Óscar Lanza, aseguró que la flota «saldrá a faenar "
        "antes de mayo». «No lo creo», contestó ayer la portavoz del sindicato, Nuria "
        "Pedraza.",
        [
            (
                "Óscar Lanza",
                "la flota «saldrá a faenar antes de mayo»",
            ),
            (
                "Nuria Pedraza",
                "No lo creo",
            ),
        ],
    ),
    (
        "La novela «Los días largos» llega en abril. El llamado «rey del tango» "
        "actuará en la sala «Aurora» el sábado.",
        [],
    ),
    (
        '"No vamos a ceder", advirtió Ramón Quiles, secretario general de la '
        'federación. "¿Quién paga esto?", preguntó la diputada Elena Sastre.',
        [
            (
                "Ramón Quiles",
                "No vamos a ceder",
            ),
            (
                "Elena Sastre",
                "¿Quién paga esto?",
            ),
        ],
    ),
    (
        "«Llegamos de noche y no había luz. Nadie nos esperaba.\n\n»Dormimos en el "
        "coche», relató Teresa Gálvez, maestra jubilada.",
        [
            (
                "Teresa Gálvez",
                "Llegamos de noche y no había luz. Nadie nos esperaba. Dormimos en el coche",
            ),
        ],
    ),
    (
        "Los hermanos Pablo Rueda y Andrés Rueda llevan la bodega. «El vino no se "
        "vende», lamenta Rueda. «Seguiremos», dice él.",
        [
            (
                None,
                "El vino no se vende",
            ),
            (
                None,
                "Seguiremos",
            ),
        ],
    ),
    (
        "«La obra —explicó el arquitecto Sergio Nadal— terminará en verano». Nadal "
        "agregó: «No habrá sobrecostes».",
        [
            (
                "Sergio Nadal",
                "La obra terminará en verano",
            ),
            (
                "Sergio Nadal",
                "No habrá sobrecostes",
            ),
        ],
    ),
    (
        "«Estamos “muy cerca” del acuerdo», señaló el presidente del club, Hugo "
        "Arteta, añadiendo que «quedan dos o tres flecos». El comité guardó silencio.",
        [
            (
                "Hugo Arteta",
                "Estamos “muy cerca” del acuerdo",
            ),
            (
                "Hugo Arteta",
                "quedan dos o tres flecos",
            ),
        ],
    ),
    (
        "Lucía Ferro: «No me presentaré»\n\nLa exministra Lucía Ferro despeja las "
        "dudas. «Lo he pensado mucho», confesó ella a este diario.",
        [
            (
                "Lucía Ferro",
                "No me presentaré",
            ),
            (
                "Lucía Ferro",
                "Lo he pensado mucho",
            ),
        ],
    ),
    (
        "El plan «es un disparate de principio a fin», denunció Carmen Ibarra, "
        "portavoz de los vecinos. «¡Basta ya!», gritaron los manifestantes.",
        [
            (
                "Carmen Ibarra",
                "El plan «es un disparate de principio a fin»",
            ),
            (
                "~los manifestantes",
                "¡Basta ya!",
            ),
        ],
    ),
    (
        "Preguntado por la huelga, el consejero Iván Torres respondió el martes: "
        "«Respetamos el derecho a protestar». «Todo volverá a la normalidad», "
        "insistió Torres.",
        [
            (
                "Iván Torres",
                "Respetamos el derecho a protestar",
            ),
            (
                "Iván Torres",
                "Todo volverá a la normalidad",
            ),
        ],
    ),
]

# Written after the rules, and counted once before the rules were mended for them.
LATER: list[tuple[str, list[tuple[str | None, str]]]] = [
    (
        "El entrenador del Atlético Marino, Quique Salas, se mostró satisfecho tras "
        "el partido: «El equipo ha dado la cara». «Merecimos ganar», dijo también el "
        "portero Unai Etxea.",
        [
            (
                "Quique Salas",
                "El equipo ha dado la cara",
            ),
            (
                "Unai Etxea",
                "Merecimos ganar",
            ),
        ],
    ),
    (
        "«No sabíamos adónde ir», recuerda Amparo Gil, que perdió su casa. «El agua "
        "nos llegaba al cuello», cuenta su vecino Paco Morales.",
        [
            (
                "Amparo Gil",
                "No sabíamos adónde ir",
            ),
            (
                "Paco Morales",
                "El agua nos llegaba al cuello",
            ),
        ],
    ),
    (
        "La consejera de Sanidad, Pilar Monreal, ha defendido que los hospitales "
        "«están mejor que nunca». La oposición habla de «caos».",
        [
            (
                "Pilar Monreal",
                "los hospitales «están mejor que nunca»",
            ),
        ],
    ),
    (
        "“Vamos a recurrir la sentencia”, ha anunciado este miércoles el abogado de "
        "la familia, Tomás Herrero. “No nos rendiremos”, ha subrayado.",
        [
            (
                "Tomás Herrero",
                "Vamos a recurrir la sentencia",
            ),
            (
                "Tomás Herrero",
                "No nos rendiremos",
            ),
        ],
    ),
    (
        "El cantante Leo Duarte vuelve con el disco «Mareas». «Es mi trabajo más "
        "personal», explica en una entrevista. Su productora, Gala Ríos, coincide: "
        "«Nunca había cantado así».",
        [
            (
                "Leo Duarte",
                "Es mi trabajo más personal",
            ),
            (
                "Gala Ríos",
                "Nunca había cantado así",
            ),
        ],
    ),
    (
        "«¿Cuándo llegará el tren?», se pregunta Marcelino Pozo. En un comunicado, el "
        "Gobierno respondió que «los plazos se cumplirán sin falta».",
        [
            (
                "Marcelino Pozo",
                "¿Cuándo llegará el tren?",
            ),
            (
                "~el Gobierno",
                "los plazos se cumplirán sin falta",
            ),
        ],
    ),
    (
        "—¿Quién anda ahí? —preguntó Damián.\n\n—Soy yo —dijo Elvira Soto—, abre la puerta.",
        [
            (
                "Damián",
                "¿Quién anda ahí?",
            ),
            (
                "Elvira Soto",
                "Soy yo abre la puerta.",
            ),
        ],
    ),
    (
        "Para la economista Sara Lindo, «la inflación bajará en otoño». El gobernador "
        "del banco, Alberto Nieto, es menos optimista y advierte: «Queda mucho por "
        "hacer».",
        [
            (
                "Sara Lindo",
                "la inflación bajará en otoño",
            ),
            (
                "Alberto Nieto",
                "Queda mucho por hacer",
            ),
        ],
    ),
    (
        "El juez Mateo Lara citó a la exalcaldesa Julia Prado. «No tengo nada que "
        "ocultar», declaró a la salida la exalcaldesa. Su abogado, Bruno Sanz, añadió "
        "que «la causa no tiene recorrido».",
        [
            (
                "Julia Prado",
                "No tengo nada que ocultar",
            ),
            (
                "Bruno Sanz",
                "la causa no tiene recorrido",
            ),
        ],
    ),
    (
        "Tras reunirse con Pedro Gallo, la presidenta del comité, Sonia Vera, dijo: "
        "«Hay voluntad de acuerdo». Gallo, por su parte, señaló: «Falta lo más "
        "difícil».",
        [
            (
                "Sonia Vera",
                "Hay voluntad de acuerdo",
            ),
            (
                "Pedro Gallo",
                "Falta lo más difícil",
            ),
        ],
    ),
    (
        "«Nos engañaron a todos», denuncian los afectados. El portavoz de la empresa "
        "Solaris asegura que «se devolverá hasta el último euro».",
        [
            (
                "~los afectados",
                "Nos engañaron a todos",
            ),
            (
                "~El portavoz de la empresa Solaris",
                "se devolverá hasta el último euro",
            ),
        ],
    ),
    (
        "El concierto fue «histórico». Así lo definió Manuela Ríos. «He llorado tres "
        "veces», confesó la cantante.",
        [
            (
                "~la cantante",
                "He llorado tres veces",
            ),
        ],
    ),
    (
        '"Es una vergüenza", tuiteó el senador Ignacio Mora. "Pido perdón", escribió '
        "horas después en la misma red.",
        [
            (
                "Ignacio Mora",
                "Es una vergüenza",
            ),
            (
                None,
                "Pido perdón",
            ),
        ],
    ),
    (
        "Según Fermín Salgado, dueño del bar, «el ruido es insoportable». Los "
        "vecinos, en cambio, callan. «Aquí nadie quiere problemas», resume una de "
        "ellos.",
        [
            (
                "Fermín Salgado",
                "el ruido es insoportable",
            ),
            (
                None,
                "Aquí nadie quiere problemas",
            ),
        ],
    ),
]
