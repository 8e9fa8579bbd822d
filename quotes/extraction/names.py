"""First names with the gender they usually have, to tell people from places and he from she."""

from quotes.extraction.text import word_set

_MALE = """
aaron abdul abdullah abraham adam adrian ahmed aidan al alan albert alberto alec alejandro alex
alexander alexei alfonso alfred ali allan allen alvin amir anders andre andreas andrei andrew
andy angelo angus anthony antonio anton archie ari arjun armando arnold arthur arturo ashraf
austin barack barry bart bashar ben benedict benjamin benny bernard bernie bert bill billy bob
bobby boris brad bradley brandon brendan brent bret brett brian bruce bruno bryan byron calvin
cameron carl carlos carter casey cecil cesar chad charles charlie chester chris christian
christopher chuck clarence claude clay clayton clifford clint clinton clive colin connor conor
corey cory craig curtis cyril damian damon dan daniel danny darrell darren dave david dean
deepak dennis denis derek derrick dick diego dimitri dmitri dmitry dominic don donald donnie
doug douglas drew duncan dustin dwight dylan earl ed eddie edgar eduardo edward edwin eli elias
elijah elliott elon emil emilio emmanuel enrico enrique eric erik ernest ernesto ethan eugene
evan fabio felipe felix fernando finn francis francisco francois frank franklin fred frederick
fritz gabriel gareth gary gavin geoff geoffrey george gerald gerard giles giovanni giuseppe glen
glenn gordon graham grant greg gregory guillermo gunther gus guy hans harold harry harvey hassan
hector heinz henri henrik henry herbert herman hiroshi horace howard hugh hugo hussein ian
ibrahim igor ike imran isaac ismail ivan jack jackson jacob jacques jake jamal james jamie jan
jared jason javier jay jean jeb jed jeff jeffrey jens jeremiah jeremy jerome jerry jesse jesus
jim jimmy joachim joao joaquin joe joel johan johannes john johnny jon jonah jonathan jordan
jorge jose josef joseph josh joshua juan jude julian julio julius junior jurgen justin kamal
karim karl keith ken kenneth kenny kenji kevin khalid kirk klaus kofi konstantin kurt kyle lance
larry lars laurence lawrence lee leo leon leonard leonid leroy lester lewis liam lionel lloyd
lorenzo lou louis luca lucas luigi luis luke magnus mahmoud malcolm manuel marc marcel marco
marcos marcus mario mark markus marshall martin marty marvin mason mathias matt matteo matthew
maurice mauricio max maxwell mehmet mel michael michel miguel mikael mike mikhail miles milton
mitch mitchell mitt mohamed mohammad mohammed morgan morris moses muhammad murray mustafa
narendra nate nathan nathaniel neal ned neil nelson newt nicholas nick nicolas nigel nikolai
nils noah noel norman oleg oliver olivier omar orlando oscar oskar otto owen pablo paolo pat
patrick paul pavel pedro percy perry pete peter phil philip philippe phillip pierre piotr rafael
raj rajiv ralph ramon randall randy raphael rashid raul ravi ray raymond reggie reginald reince
rene rex ricardo richard rick ricky rob robert roberto robin rod rodney rodrigo roger roland
rolf roman ron ronald ronnie rory ross roy ruben rudolf rudy rupert rush russell ryan salvador
sam samir samuel sanjay santiago saul scott sean sebastian serge sergei sergio seth shane shaun
shigeru shinzo sidney simon spencer stan stanley stefan stefano stephen sterling steve steven
stewart stuart sven taro tariq ted terence terrence terry theo theodore thomas tim timothy toby
todd tom tommy toni tony travis trent trevor tristan troy tucker tyler tyrone ulrich umberto
vernon vicente victor vijay vikram viktor vince vincent vladimir volodymyr wade wallace walter
warren wayne wendell werner wesley wilfred will willem william willie winston wolfgang xavier
yasser yuri yusuf yves zachary zack
"""
_FEMALE = """
abigail ada adele adriana agatha agnes aisha alana alexandra alexis alice alicia alina alison
allison alyssa amanda amber amelia amina amy ana andrea angela angelica angelina anita anja ann
anna annabel anne annette annie april ariana ashley astrid audrey barbara beatrice beatriz becky
bella bernadette beth bethany betsy betty beverly bianca birgit bonnie brenda bridget brigitte
britney brooke camila camille candace carla carly carmen carol carole carolina caroline carolyn
carrie catherine cathy cecilia celeste celia charlotte chelsea cheryl chiara chloe christiane
christina christine cindy claire clara clarissa claudia colleen connie constance cora corinne
cristina cynthia daisy dana daniela danielle daphne darlene dawn debbie deborah debra deirdre
delia denise diana diane dina dolores donna dora doris dorothy edith eileen elaine eleanor elena
elisa elisabeth elise eliza elizabeth ella ellen ellie elsa elsie emilia emily emma erica erika
erin esther ethel eva eve evelyn faith farah fatima felicia fiona flora florence frances
francesca frida gabriela gabrielle gail gemma genevieve georgia geraldine gerda gertrude gina
gisele gladys gloria grace greta gretchen gwen hailey hanna hannah harriet hazel heather heidi
helen helena helga henrietta hilary hilda hillary holly hope ida ilse imogen ines ingrid irene
irina iris irma isabel isabella isabelle ivana ivanka ivy jackie jacqueline jan jana jane janet
janice janine jasmine jean jeanette jeanne jenna jennifer jenny jessica jill jo joan joanna
joanne jodi josephine joy joyce juanita judith judy julia juliana julie juliet june kamala karen
karin karla kate katherine kathleen kathryn kathy katie katrina katya kay kayla keiko kellie
kellyanne kerry kim kimberly kirsten kirstjen kristen kristin kristina laila lara larissa laura
lauren laurie layla leah leila lena leslie leticia lila lillian lily linda lindsay lisa liz liza
lois lola loretta lori lorraine louisa louise lourdes lucia lucille lucinda lucy luisa lydia
lynn lynne mabel madeleine madison magdalena maggie maja malala mandy marcia margaret margarita
margot maria mariah marian mariana marianne marie marilyn marina marion marissa marjorie marlene
marsha martha mary matilda maureen mavis maxine maya megan meghan melania melanie melinda
melissa mercedes meredith mia michele michelle mildred mina mindy miranda miriam moira molly
mona monica monika muriel myra nadia nancy naomi natalia natalie natasha nicola nicole nina noor
nora norma octavia olga olivia paige pam pamela patricia patty paula paulina pauline peggy
penelope penny petra phoebe phyllis polly priscilla priya rachel ramona rebecca regina renata
renee rhonda rita roberta rosa rosalind rosanna rose rosemary roxanne ruby ruth sabrina sadie
sally samantha sandra sara sarah sasha selma serena shannon sharon sheila shelley sheryl shirley
silvia simone sofia sonia sophia sophie stacey stacy stella stephanie sue susan susana susanne
suzanne sybil sylvia tamara tammy tanya tara tatiana teresa tessa thelma theresa tiffany tina
tracy trudy ulrike ursula valentina valerie vanessa vera veronica victoria viola violet virginia
vivian wanda wendy whitney wilma winifred yoko yolanda yulia yvette yvonne zainab zara zoe
"""
_EITHER = """
alex andrea ariel ashley avery cameron casey chris dana devin drew hayden jackie jamie jan jean
jesse jordan kelly kim kerry lee leslie lindsay lynn marion morgan nicola pat quinn reese riley
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
