"""Invented French stories with what each person says in them; nobody here exists.

"~" stands before the words for somebody without a name; None is nobody, or not clear.
"""

STORIES: list[tuple[str, list[tuple[str | None, str]]]] = [
    (
        "La maire de Valbrune, Odile Castan, a présenté lundi le budget de la ville.\n\n"
        "« Nous avons fait des choix difficiles », a déclaré Odile Castan devant la "
        "presse. « Personne ne sera oublié. »\n\n« L'eau coûtera plus cher », a-t-elle "
        "reconnu.",
        [
            (
                "Odile Castan",
                "Nous avons fait des choix difficiles Personne ne sera oublié.",
            ),
            (
                "Odile Castan",
                "L'eau coûtera plus cher",
            ),
        ],
    ),
    (
        "« Il n’y a plus de place », explique Bruno Tavel, directeur de la crèche Les "
        "Lutins. « Des parents pleurent au téléphone », raconte sa collègue, Inès "
        "Morvan.",
        [
            (
                "Bruno Tavel",
                "Il n’y a plus de place",
            ),
            (
                "Inès Morvan",
                "Des parents pleurent au téléphone",
            ),
        ],
    ),
    (
        "Le procureur de Sarlande, Étienne Roquet, s’est montré prudent : « L’enquête "
        "ne fait que commencer. » Selon lui, « aucune piste n’est écartée ».",
        [
            (
                "Étienne Roquet",
                "L’enquête ne fait que commencer.",
            ),
            (
                "Étienne Roquet",
                "aucune piste n’est écartée",
            ),
        ],
    ),
    (
        "« Nous partirons demain, a annoncé mardi Hélène Dervaux, et nous reviendrons "
        "en mai. »\n\nLa capitaine de l’équipe a ajouté : « C’est une question "
        "d’honneur. »",
        [
            (
                "Hélène Dervaux",
                "Nous partirons demain et nous reviendrons en mai.",
            ),
            (
                "~La capitaine de l’équipe",
                "C’est une question d’honneur.",
            ),
        ],
    ),
    (
        "Interrogé sur le chantier, M. Lambrec a répondu : « Demandez à Mme Lambrec. "
        "» « Je n’ai rien signé », a rétorqué Mme Lambrec.",
        [
            (
                "Lambrec",
                "Demandez à Mme Lambrec.",
            ),
            (
                "Lambrec",
                "Je n’ai rien signé",
            ),
        ],
    ),
    (
        "Le film « Les Heures bleues » sort mercredi. Le « roi du suspense » est de "
        "retour dans les salles, et le magazine « Bobines » lui consacre sa une.",
        [],
    ),
    (
        "Le ministre des Transports, Gaël Verdin, a affirmé que la ligne « ne fermera "
        "jamais de mon vivant ». La députée Sonia Batz estime que le plan « ne tient "
        "pas debout » et réclame un vote.",
        [
            (
                "Gaël Verdin",
                "la ligne « ne fermera jamais de mon vivant »",
            ),
            (
                "Sonia Batz",
                "le plan « ne tient pas debout » et réclame un vote",
            ),
        ],
    ),
    (
        "« On a entendu un bruit énorme », témoigne un habitant. « Les vitres ont "
        "tremblé », ajoute une voisine. La préfecture a précisé que « deux personnes "
        "ont été blessées légèrement ».",
        [
            (
                "~un habitant",
                "On a entendu un bruit énorme",
            ),
            (
                "~une voisine",
                "Les vitres ont tremblé",
            ),
            (
                "~La préfecture",
                "deux personnes ont été blessées légèrement",
            ),
        ],
    ),
    (
        "« Le bateau a disparu en quelques minutes. C’était la nuit, il y avait du "
        "vent.\n\n« Nous avons appelé, personne n’a répondu », a raconté Yann Keravel, "
        "patron du chalutier.",
        [
            (
                "Yann Keravel",
                "Le bateau a disparu en quelques minutes. C’était la nuit, il y avait "
                "du vent. Nous avons appelé, personne n’a répondu",
            ),
        ],
    ),
    (
        "Paul Ferrand et Luc Ferrand dirigent la ferme. « Le lait ne paie plus », "
        "soupire Ferrand. « Il faut tenir », dit-il.",
        [
            (
                None,
                "Le lait ne paie plus",
            ),
            (
                None,
                "Il faut tenir",
            ),
        ],
    ),
    (
        "« C’est un “désastre annoncé” pour la vallée », s’est indignée Claire "
        "Montel, présidente du comité de défense. D’après la présidente, « trois "
        "mille arbres seront abattus ».",
        [
            (
                "Claire Montel",
                "C’est un “désastre annoncé” pour la vallée",
            ),
            (
                "Claire Montel",
                "trois mille arbres seront abattus",
            ),
        ],
    ),
    (
        "Marc Aubrac : « Je ne serai pas candidat »\n\nL’ancien sénateur Marc Aubrac "
        "met fin au suspense. « J’ai bien réfléchi », a-t-il confié à l’AFP, "
        "précisant que « la décision est définitive ».",
        [
            (
                "Marc Aubrac",
                "Je ne serai pas candidat",
            ),
            (
                "Marc Aubrac",
                "J’ai bien réfléchi",
            ),
            (
                "Marc Aubrac",
                "la décision est définitive",
            ),
        ],
    ),
    (
        "Les négociations ont échoué. « Tout est à refaire. »\n\n« Nous ne céderons pas "
        "! », ont crié les grévistes. « Le dialogue reste ouvert », assure la "
        "direction, tandis que Greenvolt n’a pas souhaité commenter.",
        [
            (
                None,
                "Tout est à refaire.",
            ),
            (
                "~les grévistes",
                "Nous ne céderons pas !",
            ),
            (
                "~la direction",
                "Le dialogue reste ouvert",
            ),
        ],
    ),
    (
        "« La digue tiendra », a promis l’ingénieure Salomé Pradier au conseil "
        "municipal. Jean Tissot, adjoint au maire, n’y croit pas. « Elle est fissurée "
        "», a-t-il lancé.",
        [
            (
                "Salomé Pradier",
                "La digue tiendra",
            ),
            (
                "Jean Tissot",
                "Elle est fissurée",
            ),
        ],
    ),
]

# Written after the rules, and counted once before the rules were mended for them.
LATER: list[tuple[str, list[tuple[str | None, str]]]] = [
    (
        "Camille Rozier et Hugo Lantier se sont affrontés mercredi lors d'un débat "
        "tendu. « Vous mentez aux habitants », a lancé la candidate. « C'est faux, "
        "archi-faux ! », s'est emporté Hugo Lantier.",
        [
            (
                "~la candidate",
                "Vous mentez aux habitants",
            ),
            (
                "Hugo Lantier",
                "C'est faux, archi-faux !",
            ),
        ],
    ),
    (
        "« Pour nous, c'est la fin d'un cauchemar », souffle Nadia Belkacem, dont la "
        "maison a brûlé. « On va reconstruire », promet cette mère de trois enfants.",
        [
            (
                "Nadia Belkacem",
                "Pour nous, c'est la fin d'un cauchemar",
            ),
            (
                "~cette mère de trois enfants",
                "On va reconstruire",
            ),
        ],
    ),
    (
        "La présidente de la région, Mathilde Auger, juge que la réforme « va dans le "
        "bon sens ». Elle demande cependant « un calendrier clair et tenable ».",
        [
            (
                "Mathilde Auger",
                "la réforme « va dans le bon sens »",
            ),
        ],
    ),
    (
        "Dans un communiqué, la société Hydrolis assure : « Aucun produit toxique n'a "
        "été rejeté. » Mais pour Thomas Guéret, de l'association Rivière propre, « "
        "les poissons ne meurent pas tout seuls ».",
        [
            (
                "Hydrolis",
                "Aucun produit toxique n'a été rejeté.",
            ),
            (
                "Thomas Guéret",
                "les poissons ne meurent pas tout seuls",
            ),
        ],
    ),
    (
        "« Il faut être réaliste : nous n'avons plus d'argent », a expliqué le "
        "trésorier, Denis Fabre, avant de conclure : « La fête n'aura pas lieu. »",
        [
            (
                "Denis Fabre",
                "Il faut être réaliste : nous n'avons plus d'argent",
            ),
            (
                "Denis Fabre",
                "La fête n'aura pas lieu.",
            ),
        ],
    ),
    (
        "Le Premier ministre Arthur Vaillant a salué « un accord historique » entre "
        "les deux pays. « Tout reste à faire », a tempéré son homologue, Petra Novak.",
        [
            (
                "Petra Novak",
                "Tout reste à faire",
            ),
        ],
    ),
    (
        "Qui a tiré ? « Je n'en sais rien », répète Alain Destouches depuis le "
        "premier jour. Son avocate, Me Sylvie Perrot, le martèle : « Mon client est "
        "innocent. »",
        [
            (
                "Alain Destouches",
                "Je n'en sais rien",
            ),
            (
                "Sylvie Perrot",
                "Mon client est innocent.",
            ),
        ],
    ),
    (
        "« J'ai couru sans me retourner », se souvient-elle. Léonie Marchal avait dix "
        "ans. « Mon frère me tenait la main », poursuit Léonie Marchal.",
        [
            (
                None,
                "J'ai couru sans me retourner",
            ),
            (
                "Léonie Marchal",
                "Mon frère me tenait la main",
            ),
        ],
    ),
    (
        "Le tribunal de Vaudreuil a rendu sa décision jeudi. « Justice est faite », "
        "s'est réjoui Me Karim Saadi, l'avocat des plaignants. Le maire, qui "
        "accompagnait Lise Garnier, n'a pas souhaité réagir. « Nous ferons appel », a "
        "indiqué l'avocate de la commune, Judith Blum.",
        [
            (
                "Karim Saadi",
                "Justice est faite",
            ),
            (
                "Judith Blum",
                "Nous ferons appel",
            ),
        ],
    ),
    (
        "Alors que Pierre Vasseur félicitait Jeanne Corbin, celle-ci a répondu : « "
        "Vous n'avez rien compris. » Le public a ri.",
        [
            (
                "Jeanne Corbin",
                "Vous n'avez rien compris.",
            ),
        ],
    ),
    (
        "Selon une étude de l'institut Mesura, 40 % des Français « n'ont plus "
        "confiance ». Pour le sociologue Ivan Delorme, « c'est un signal d'alarme ».",
        [
            (
                "Ivan Delorme",
                "c'est un signal d'alarme",
            ),
        ],
    ),
    (
        "« Je suis là, et je reste », a martelé le président du club au micro de "
        "Radio Sud. Interrogé par Claire Noël, il a ajouté : « Les supporters me "
        "connaissent. »",
        [
            (
                "~le président du club",
                "Je suis là, et je reste",
            ),
            (
                None,
                "Les supporters me connaissent.",
            ),
        ],
    ),
    (
        "La ministre Aurore Lenoir répond à Damien Ruel : « Vos chiffres sont faux. » "
        "Damien Ruel, lui, maintient : « Ils viennent de vos services. »",
        [
            (
                "Aurore Lenoir",
                "Vos chiffres sont faux.",
            ),
            (
                "Damien Ruel",
                "Ils viennent de vos services.",
            ),
        ],
    ),
    (
        "Le « quoi qu'il en coûte » est terminé. Bercy l'a confirmé mardi. « On "
        "tourne la page », résume un conseiller de l'exécutif.",
        [
            (
                "~un conseiller de l'exécutif",
                "On tourne la page",
            ),
        ],
    ),
]
