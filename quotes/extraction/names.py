"""First names with the gender they usually have, to tell people from places and he from she."""

from quotes.extraction.text import word_set

_MALE = """
aaron amadou noam teddy erlan
abdul abdullah abraham adam aditya adrian ahmed aidan al alan albert alberto aldo alec
alejandro alex alexander alexei alfonso alfred ali allan allen alvin amir anders andre andreas
andrei andrew andrzej andy angelo angus anil anthony anton antonio anwar archie ari arif arjun
armando arnold arthur arturo ashraf austin babak barack barry bart bashar ben benedict benjamin
benny bernard bernie bert bilal bill billy bo bob bobby boris brad bradley brandon brendan brent
bret brett brian bruce bruno bryan budi byron calvin cameron carl carlos carter casey caspian
cecil cesar chad charles charlie chester chidi chris christian christopher chuck clarence claude
clay clayton clifford clint clinton clive colin cornel connor conor corey corwin cory craig curtis
cyril damian damon dan daniel danny darrell darren dave david dean deepak denis dennis derek
derrick dick diego dimitar dimitri dmitri dmitry dominic don donald donnie doug douglas dov drew
duncan dustin dwight dylan earl ed eddie edgar eduardo edward edwin eli elias elijah elliott
elon emeka emil emilio emmanuel emmerich emre enrico enrique eric erik ernest ernesto ethan
eugene evan fabio faisal farid felipe felix ferenc fernando finn francis francisco francois
frank franklin fred frederick fritz gabriel gareth gary gavin geoff geoffrey george georgi
gerald gerard giles giorgos giovanni giuseppe glen glenn goran gordon graham grant greg gregory
guillermo gunther gus guy hakan hamid hans harold harry harvey hassan hector heinz henri henrik
henry herbert herman hiro hiroshi horace howard hugh hugo hussein ian ibrahim igor ike imran ion
isaac ismail istvan ivan jack jackson jacob jacques jake jakub jamal james jamie jamil jan janos
jared jason javier jay jean jeb jed jeff jeffrey jens jeremiah jeremy jerome jerry jesse jesus
jim jimmy jiri joachim joao joaquin joe joel johan johannes john johnny joko jon jonah jonas
jonathan jordan jorge jose josef joseph josh joshua juan jude julian julio julius jun junior
jurgen justin kamal karim karl kazuo keith kemal ken kenji kenneth kenny kenta kevin khaled
khalid kirk klaus kofi konstantin kostas kurt kwame kyle lance larry lars laszlo laurence
lawrence lee leo leon leonard leonid leroy lester lewis liam lionel lloyd lorenzo lou louis luca
lucas ludo luigi luis lukas luke magnus mahesh mahmoud malcolm manuel marc marcel marco marcos
marcus marek mario mark markus marshall martin marty marvin mason mateusz mathias matt matteo
matthew maurice mauricio max maxwell mehdi mehmet mel michael michel miguel mihai mikael mike
mikhail milan miles milton min-jun mitch mitchell mitt mohamed mohammad mohammed morgan morris
moses muhammad murat murray mustafa narendra nasser nate nathan nathaniel neal ned neil nelson
newt nicholas nick nicolas nigel nikolai nikos nils noah noel norman oleg oliver olivier olof
omar orlando oscar oskar otto owen pablo paolo pat patrick paul pavel pawel pedro percy perry
pete peter phil philip philippe phillip pierre piers piet piotr rafael rahul raj rajiv ralph
ramesh ramon randall randy raphael rashid raul ravi ray raymond reggie reginald reince rene rex
reza ricardo richard rick ricky rob robert roberto robin rod rodney rodrigo roger rohan roland
rolf roman ron ronald ronnie rory ross roy ruben rudolf rudy rufus rupert rush russell ryan
saeed salvador sam samir samuel sanjay santiago satoshi saul scott sean sebastian serge sergei
sergio seth shane shaun shigeru shinzo sidney simon spencer stan stanley stefan stefano stephen
sterling steve steven stewart stoyan stuart sunil suresh sven tariq taro ted teodor terence
terrence terry theo theodore thomas tim timothy toby todd tom tomas tomasz tommy toni tony
travis trent trevor tristan troy tucker tyler tyrone ulrich umberto vaclav vasile vernon vicente
victor vijay vikram viktor vince vincent vivek vladimir volodymyr wade wallace walter warren
wayne wei wendell werner wesley wilfred will willem william willie winston wolfgang xavier
yannis yasser yuri yusef yusuf yves zachary zack zoran
"""
_FEMALE = """
aaliyah abigail ada adaeze adele adriana agatha agnes agnieszka aiko aisha alana alexandra
alexis alice alicia alina alison allison alyssa amanda amara amber amelia amina amy ana
anastasia andrea angela angelica angelina anita anja anjali ann anna annabel anne annette annie
april ariana ashley astrid audrey ayse barbara beata beatrice beatriz becky bella bernadette
beth bethany betsy bettina betty beverly bianca birgit bonnie brenda bridget brigitte britney
brooke camila camille candace carla carly carmen carol carole carolina caroline carolyn carrie
catherine cathy cecilia celeste celia charlotte chelsea cheryl chiamaka chiara chloe christiane
christina christine cindy claire clara clarissa claudia colleen connie constance cora corinne
cristina cynthia daisy dana daniela danielle daphne darlene dawn debbie deborah debra deepa
deirdre delia denise diana diane dina dolores donna dora doris dorothy dragana edda edith eileen
ekaterina elaine eleanor elena elif elisa elisabeth elise eliza elizabeth ella ellen ellie elsa
elsie emilia emily emma erica erika erin esther eszter ethel eva eve evelyn ewa faith farah
fatima fatma felicia fiona flora florence frances francesca freja frida gabriela gabrielle gail
gemma genevieve georgia geraldine gerda gertrude gina gisele gladys gloria grace greta gretchen
gwen hailey hana hanna hannah harriet hazel heather heidi helen helena helga henrietta hilary
hilda hillary holly hope ida ilona ilse imogen ines ingrid ioana irene irina iris irma isabel
isabella isabelle ivana ivanka ivy jackie jacqueline jan jana jane janet janice janine jasmine
jean
jeanette jillian jeanne jelena jenna jennifer jenny jessica jill jo joan joanna joanne jodi
josephine joy joyce juanita judith judy julia juliana julie juliet june kaja kamala karen karin
karla katarzyna kate katherine kathleen kathryn kathy katie katrina katya kavita kay kayla keiko
kellie kellyanne kerry khadija kim kimberly kirsten kirstjen kristen kristin kristina ksenia
laila lakshmi lara larissa laura lauren laurie layla leah leila lena leona leslie leticia leyla
lila lillian lily linda lindiwe lindsay lisa liz liza lois lola loretta lori lorraine louisa
louise lourdes lucia lucille lucinda lucy ludmila luisa lydia lynn lynne mabel madeleine madison
magdalena maggie maja malala malgorzata mandy marcia maren margaret margarita margot maria
mariah marian mariana marianne marie marilyn marina marion marissa marjorie marlene marsha marta
martha mary maryam matilda maureen mavis maxine maya meera megan meghan mei melania melanie
melinda melissa mercedes meredith mia michele michelle mildred milica mina mindy ming mira
miranda miriam moira molly mona monica monika muriel myra nadia nancy naomi nasrin natalia
natalie natasha neha ngozi nicola nicole nina noor nora norma octavia oksana olena olga olivia
orla paige pam pamela parisa patricia patty paula paulina pauline peggy penelope penny petra
phoebe phyllis polly pooja priscilla priya rachel ragnhild ramona rebecca regina renata renee
rhonda rita roberta rosa rosalind rosanna rose rosemary roxanne ruby ruth sabrina sadie sakura
sally samantha sandra sara sarah sasha selma serena shannon sharon sheila shelley sheryl shirin
shirley shreya signe silvia simone sofia solveig sonia sophia sophie stacey stacy stella
stephanie sue sunita sunniva susan susana susanne suzanne svetlana sybil sylvia tamara tammy
tanja tanya tara tatiana teresa tessa thandi thelma theresa tiffany tina tracy trudy turid
ulrike ursula valentina valerie vanessa vera veronica victoria viola violet virginia vivian
wanda wanjiru wendy whitney wilhelmina wilma winifred xiu yoko yolanda yulia yumi yvette yvonne
zainab zara zeynep zoe zsuzsa zuzana
"""
_EITHER = """
alex andrea ariel ashley avery cameron casey chris dana devin drew hayden jackie jamie jan jean
jesse jordan kelly kim kerry lee leslie lindsay lynn marion marty morgan nicola pat quinn reese
riley
robin rowan sam sasha shannon skyler stacy stevie taylor terry toni tracy yuki
"""

EITHER = word_set(_EITHER)
MALE = word_set(_MALE) - EITHER
FEMALE = word_set(_FEMALE) - EITHER
FIRST_NAMES = MALE | FEMALE | EITHER


def gender_of(first_name: str) -> str:
    """``"m"``, ``"f"`` or ``""`` when the name does not tell."""
    name = first_name.lower().split("-")[0]
    return "m" if name in MALE else "f" if name in FEMALE else ""


_NICKNAMES = """
abigail abby | albert al bert | alexander alex sandy | alfred al fred | allan al | andrew andy
drew | anthony tony | barbara barb | benjamin ben | bernard bernie | bradley brad | catherine
cathy cate | charles charlie chuck | christopher chris | daniel dan danny | david dave | deborah
debbie deb | donald don donnie | douglas doug | edward ed eddie ted ned | elizabeth liz beth
betsy eliza libby | eugene gene | francis frank | franklin frank | frederick fred | gerald gerry
jerry | gregory greg | henry hank harry | jacob jake | james jim jimmy jamie | jeffrey jeff |
jennifer jen jenny | jessica jess | john jack johnny | jonathan jon | joseph joe joey | joshua
josh | katherine kate kathy katie | kathleen kathy | kenneth ken kenny | lawrence larry |
leonard len | louis lou | margaret meg maggie peggy | martin marty | matthew matt | michael mike
mick | mitchell mitch | nancy nan | nathaniel nathan nate | nicholas nick | pamela pam |
patricia pat patty | patrick pat | peter pete | philip phil | phillip phil | randall randy |
raymond ray | rebecca becky | reginald reggie | richard rick dick rich | robert bob bobby rob |
ronald ron ronnie | rudolph rudy | russell russ | samuel sam | stephen steve | steven steve |
stuart stu | susan sue | terrence terry | theodore ted theo teddy | thomas tom tommy | timothy tim |
victoria vicky | vincent vince | walter walt | william bill billy will | zachary zach
"""
_LINES = [line.split() for line in _NICKNAMES.split("|")]
SHORT_FORMS = {line[0]: frozenset(line[1:]) for line in _LINES}
_FULL = {
    name: frozenset(line[0] for line in _LINES if name in line) for line in _LINES for name in line
}


def full_forms(first_name: str) -> frozenset[str]:
    """The names that a first name may be short for, itself included: "ted" for "edward"."""
    return _FULL.get(first_name) or frozenset((first_name,))
