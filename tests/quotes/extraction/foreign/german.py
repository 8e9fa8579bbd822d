"""Invented German stories with what each person says in them; nobody here exists.

"~" stands before the words for somebody without a name; None is nobody, or not clear.
"""

STORIES: list[tuple[str, list[tuple[str | None, str]]]] = [
    (
        "Bürgermeisterin Ulrike Hallweg hat am Montag den Haushalt vorgestellt. „Wir "
        "müssen sparen“, sagte Hallweg. „Aber niemand wird vergessen.“\n\n„Das Bad "
        "bleibt offen“, fügte sie hinzu.",
        [
            (
                "Ulrike Hallweg",
                "Wir müssen sparen Aber niemand wird vergessen.",
            ),
            (
                "Ulrike Hallweg",
                "Das Bad bleibt offen",
            ),
        ],
    ),
    (
        "Der Sprecher der Feuerwehr, Jens Pohlmeier, sagte: „Der Dachstuhl war nicht "
        "zu retten.“ Verletzt wurde niemand.",
        [
            (
                "Jens Pohlmeier",
                "Der Dachstuhl war nicht zu retten.",
            ),
        ],
    ),
    (
        "„Das Gesetz ist ein Fehler“, erklärte der SPD-Politiker Arno Wiechert am "
        "Dienstag in Berlin. „Wir lehnen es ab“, so Wiechert weiter.",
        [
            (
                "Arno Wiechert",
                "Das Gesetz ist ein Fehler",
            ),
            (
                "Arno Wiechert",
                "Wir lehnen es ab",
            ),
        ],
    ),
    (
        "Laut Polizei „war die Straße spiegelglatt“. Eine Augenzeugin berichtete: „Es "
        "ging alles sehr schnell.“",
        [
            (
                "~Polizei",
                "war die Straße spiegelglatt",
            ),
            (
                "~Eine Augenzeugin",
                "Es ging alles sehr schnell.",
            ),
        ],
    ),
    (
        "»Ich habe nichts gewusst«, beteuerte Angeklagter Holm vor Gericht. »Das "
        "glaube ich Ihnen nicht«, entgegnete Richterin Petra Lauk.",
        [
            (
                "Holm",
                "Ich habe nichts gewusst",
            ),
            (
                "Petra Lauk",
                "Das glaube ich Ihnen nicht",
            ),
        ],
    ),
    (
        "Der Roman „Die Stille danach“ erscheint im Mai. Die „Stimme des Nordens“ "
        "liest im Haus „Seeblick“ daraus vor.",
        [],
    ),
    (
        "Trainer Kai Brand kritisierte, dass die Mannschaft „viel zu spät aufgewacht“ "
        "sei. Der Kapitän war anderer Meinung: „Wir haben alles gegeben.“",
        [
            (
                "Kai Brand",
                "die Mannschaft „viel zu spät aufgewacht“ sei",
            ),
            (
                "~Der Kapitän",
                "Wir haben alles gegeben.",
            ),
        ],
    ),
    (
        "„Die Brücke wird bis Herbst gesperrt“, teilte die Stadt mit. „Eine "
        "Katastrophe für uns“, klagt Ladeninhaberin Gerda Simm.",
        [
            (
                "~die Stadt",
                "Die Brücke wird bis Herbst gesperrt",
            ),
            (
                "Gerda Simm",
                "Eine Katastrophe für uns",
            ),
        ],
    ),
    (
        "„Wir haben lange gewartet. Niemand hat uns angerufen.\n\n„Am Ende sind wir "
        "einfach gegangen“, erzählte Theo Mertin, der Besitzer der Mühle.",
        [
            (
                "Theo Mertin",
                "Wir haben lange gewartet. Niemand hat uns angerufen. Am Ende sind "
                "wir einfach gegangen",
            ),
        ],
    ),
    (
        "Peter Ohlsen und Frank Ohlsen führen den Hof. „Die Preise sind zu niedrig“, "
        "sagt Ohlsen. „Wir geben nicht auf“, sagt er.",
        [
            (
                None,
                "Die Preise sind zu niedrig",
            ),
            (
                None,
                "Wir geben nicht auf",
            ),
        ],
    ),
    (
        "„Es gibt“, sagte Ministerin Clara Reuß am Freitag, „keinen anderen Weg.“ Ihr "
        "Vorgänger Rolf Dannert hatte der Zeitung „Nordblick“ gesagt: „Ich hätte "
        "anders entschieden.“",
        [
            (
                "Clara Reuß",
                "Es gibt keinen anderen Weg.",
            ),
            (
                "Rolf Dannert",
                "Ich hätte anders entschieden.",
            ),
        ],
    ),
    (
        "Huber: „Ich trete zurück“\n\nMax Huber, Chef der Stadtwerke, gibt sein Amt "
        "auf. „Es reicht“, hat Huber (52) dem Sender gesagt.",
        [
            (
                "Max Huber",
                "Ich trete zurück",
            ),
            (
                "Max Huber",
                "Es reicht",
            ),
        ],
    ),
    (
        "Der neue Tarif sei „nichts als Augenwischerei auf Kosten der Pendler“, "
        "betonte Verbandschefin Silke Jorn. „Er kommt im Januar.“",
        [
            (
                "Silke Jorn",
                "Der neue Tarif sei „nichts als Augenwischerei auf Kosten der "
                "Pendler“ „Er kommt im Januar.“",
            ),
        ],
    ),
    (
        "«Die Lawine kam ohne Warnung», sagt Bergführer Urs Gamper. Wie Gamper "
        "erklärt, «war der Hang gesperrt». Hieß es früher, man könne fahren, gilt das "
        "nicht mehr.",
        [
            (
                "Urs Gamper",
                "Die Lawine kam ohne Warnung",
            ),
            (
                "Urs Gamper",
                "war der Hang gesperrt",
            ),
        ],
    ),
]

# Written after the rules, and counted once before the rules were mended for them.
LATER: list[tuple[str, list[tuple[str | None, str]]]] = [
    (
        "Ministerpräsident Jörg Althaus zeigte sich erleichtert: „Das ist ein guter "
        "Tag für das Land.“ Oppositionsführerin Katrin Seidel widersprach. „Es ist "
        "ein fauler Kompromiss“, sagte sie dem „Morgenblatt“.",
        [
            (
                "Jörg Althaus",
                "Das ist ein guter Tag für das Land.",
            ),
            (
                "Katrin Seidel",
                "Es ist ein fauler Kompromiss",
            ),
        ],
    ),
    (
        "„Ich habe nur noch Blaulicht gesehen“, erzählt die 34-jährige Verkäuferin "
        "Mandy Krause. Ihr Chef Olaf Zander ergänzt: „So etwas haben wir hier noch "
        "nie erlebt.“",
        [
            (
                "Mandy Krause",
                "Ich habe nur noch Blaulicht gesehen",
            ),
            (
                "Olaf Zander",
                "So etwas haben wir hier noch nie erlebt.",
            ),
        ],
    ),
    (
        "Nach Angaben der Polizei war der Fahrer betrunken. „Er konnte kaum stehen“, "
        "hieß es aus Ermittlerkreisen.",
        [
            (
                None,
                "Er konnte kaum stehen",
            ),
        ],
    ),
    (
        "Der Vorsitzende des Mietervereins, Heiko Lamm, warnte davor, dass „Tausende "
        "ihre Wohnung verlieren“ könnten. „Die Politik schläft“, so Lamm.",
        [
            (
                "Heiko Lamm",
                "„Tausende ihre Wohnung verlieren“ könnten",
            ),
            (
                "Heiko Lamm",
                "Die Politik schläft",
            ),
        ],
    ),
    (
        "„Wir haben Fehler gemacht“, räumte Bahnchef Dieter Vogt ein. „Jetzt geht es "
        "darum“, so der Manager, „Vertrauen zurückzugewinnen.“",
        [
            (
                "Dieter Vogt",
                "Wir haben Fehler gemacht",
            ),
            (
                "~der Manager",
                "Jetzt geht es darum Vertrauen zurückzugewinnen.",
            ),
        ],
    ),
    (
        "In der Ausstellung „Licht und Schatten“ sind vierzig Bilder zu sehen. "
        "Kuratorin Helga Prinz: „Jedes erzählt eine Geschichte.“",
        [
            (
                "Helga Prinz",
                "Jedes erzählt eine Geschichte.",
            ),
        ],
    ),
    (
        "Anna Berger und Lisa Kohl gewannen Gold. „Unglaublich“, jubelte Berger nach "
        "dem Rennen. „Ich kann es nicht fassen“, sagte sie.",
        [
            (
                "Anna Berger",
                "Unglaublich",
            ),
            (
                None,
                "Ich kann es nicht fassen",
            ),
        ],
    ),
    (
        "„Der Wolf gehört nicht hierher“, schimpft Schäfer Karl Obermeier. "
        "Naturschützer sehen das anders. „Der Wolf war zuerst da“, sagt Ranger Tim "
        "Falk.",
        [
            (
                "Karl Obermeier",
                "Der Wolf gehört nicht hierher",
            ),
            (
                "Tim Falk",
                "Der Wolf war zuerst da",
            ),
        ],
    ),
    (
        "Die Chefin der Gewerkschaft, Monika Rehm, traf am Mittwoch Konzernchef Georg "
        "Thal. „Es war ein offenes Gespräch“, sagte Rehm anschließend. Thal sprach "
        "von „konstruktiven Gesprächen“.",
        [
            (
                "Monika Rehm",
                "Es war ein offenes Gespräch",
            ),
        ],
    ),
    (
        "„Wir machen weiter“, kündigte der Intendant an. Dirigentin Paula Winter, die "
        "Regisseur Ole Brandt begleitet, nickte: „Natürlich machen wir weiter.“",
        [
            (
                "~der Intendant",
                "Wir machen weiter",
            ),
            (
                None,
                "Natürlich machen wir weiter.",
            ),
        ],
    ),
    (
        "Wie der Bürgermeister mitteilte, ist der Platz gesperrt. „Bitte meiden Sie "
        "die Innenstadt“, schrieb die Stadtverwaltung auf ihrer Internetseite.",
        [
            (
                "~die Stadtverwaltung",
                "Bitte meiden Sie die Innenstadt",
            ),
        ],
    ),
    (
        "Für Historiker Benno Kraft ist klar: „Das war kein Zufall.“ Seine Kollegin "
        "Ruth Engel hält dagegen: „Doch, das war es.“",
        [
            (
                "Benno Kraft",
                "Das war kein Zufall.",
            ),
            (
                "Ruth Engel",
                "Doch, das war es.",
            ),
        ],
    ),
    (
        "„Warum hat niemand geholfen?“, fragt Vater Stefan Kiel. Die Ärztin Lena Wolf "
        "kann es nicht erklären. „Wir wissen es nicht“, sagt sie.",
        [
            (
                "Stefan Kiel",
                "Warum hat niemand geholfen?",
            ),
            (
                "Lena Wolf",
                "Wir wissen es nicht",
            ),
        ],
    ),
    (
        "Das Stück heißt „Am Ende der Welt“ und läuft im „Kleinen Haus“. „Großes "
        "Theater“, urteilte die Jury.",
        [
            (
                "~die Jury",
                "Großes Theater",
            ),
        ],
    ),
]
