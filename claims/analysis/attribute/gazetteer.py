"""Small closed lists that tell kinds of sources apart: agencies, outlets, words of organizations, roles, first names.

Lists hold what is common in news and cannot be told from looks. They decide nothing that the article itself says better
(a title before a name, "the newspaper", "told by a spokesman").
"""

from __future__ import annotations


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.replace("\n", "|").split("|") if line.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names are lower-cased, without "the".
AGENCIES = _lines(
    """reuters|thomson reuters|ap|associated press|afp|agence france-presse|agence france presse|upi|dpa|efe|ansa
    tass|itar-tass|sana|irna|isna|fars|fars news|fars news agency|tasnim|tasnim news agency|mehr|mehr news agency
    xinhua|anadolu|anadolu agency|aa|ria|ria novosti|interfax|sputnik|kuna|wam|spa|saudi press agency|bloomberg
    bloomberg news|pti|press trust of india|ani|nna|petra|mena|kyodo|yonhap|kcna|aki|adnkronos|apa|belga
    canadian press|press association|pa|syrian arab news agency|national news agency|iraqi news agency
    qatar news agency|sana news agency|dogan|hawar|wafa|ntb|ritzau|tt"""
)
OUTLETS = _lines(
    """new york times|times|washington post|post|wall street journal|journal|guardian|observer|telegraph
    daily telegraph|independent|daily mail|mail|sun|mirror|financial times|economist|bbc|bbc news|bbc arabic|cnn
    nbc|nbc news|abc|abc news|cbs|cbs news|fox|fox news|msnbc|cnbc|npr|pbs|c-span|itv|sky|sky news|channel 4
    channel 4 news|espn|usa today|los angeles times|la times|chicago tribune|boston globe|globe|miami herald
    politico|huffington post|huffpost|buzzfeed|buzzfeed news|vox|slate|salon|axios|breitbart|breitbart news
    daily beast|daily caller|atlantic|new yorker|time|newsweek|vanity fair|rolling stone|national review
    weekly standard|mother jones|hill|the hill|propublica|intercept|vice|vice news|al jazeera|al-jazeera|aljazeera
    al arabiya|al-arabiya|al mayadeen|al-mayadeen|al manar|al-manar|al masdar|al-masdar|al masdar news|al hayat
    al-hayat|asharq al-awsat|al-akhbar|al akhbar|al-watan|al watan|press tv|presstv|rt|russia today|sputnik news
    rudaw|kurdistan 24|middle east eye|the new arab|new arab|al-monitor|al monitor|haaretz|jerusalem post
    times of israel|ynet|channel 2|channel 12|kan|daily sabah|hurriyet|trt|trt world|jordan times|daily star
    gulf news|national|arab news|ahram|ahram online|al-ahram|zaman al wasl|enab baladi|orient|orient news
    orient tv|syria direct|syria tv|state tv|state television|le monde|le figaro|liberation|der spiegel|spiegel
    die zeit|bild|el pais|el mundo|la repubblica|corriere della sera|kommersant|izvestia|novaya gazeta|pravda
    vedomosti|global times|people's daily|south china morning post|foreign policy|foreign affairs|defense one
    military times|bellingcat|the sun|the times|sunday times|sky news arabia|baghdad post|baghdadpost|al sumaria
    alsumaria|shafaq news|iraqi news|vox news|univision|telemundo|des moines register|new york post
    new york daily news|daily news|washington times|washington examiner|dallas morning news
    san francisco chronicle|philadelphia inquirer|detroit free press|arizona republic|denver post
    real clear politics|realclearpolitics|fivethirtyeight|politifact|factcheck.org|snopes|wikileaks|drudge report
    drudge|infowars|quartz|gawker|mashable|business insider|forbes|fortune|wired|variety|hollywood reporter"""
)
# Bodies whose names no word gives away.
NAMED_ORGANIZATIONS = _lines(
    """white house|supreme court|downing street|capitol hill|wall street|islamic state|al qaeda|al-qaeda|al qaida
    human rights watch|amnesty international|amnesty|doctors without borders|red cross|red crescent|white helmets
    united nations|european union|united states|united kingdom|saudi arabia|north korea|south korea|hezbollah
    houthis|taliban|hamas|isis|pentagon|kremlin|interpol|google|facebook|twitter|apple|microsoft|goldman sachs
    planned parenthood|moody's analytics|foggy bottom|langley|whitehall|quai d'orsay|zionist regime|nusra
    ahrar al-sham|jaish al-islam|hashd al-shaabi|great britain|new zealand|south africa|united arab emirates|rand
    gallup|quinnipiac|public policy polling|rasmussen|amaq"""
)
OUTLET_WORDS = _words(
    """times post news tribune herald gazette journal newspaper daily weekly magazine television tv radio channel
    broadcaster website online network chronicle press media paper tabloid blog podcast gazeta sentinel inquirer
    dispatch courier mail telegraph guardian observer star mirror sun globe examiner register republic reporter
    review today"""
)
OUTLET_NOUNS = _words(
    """newspaper paper magazine website site channel broadcaster outlet daily tabloid blog podcast network station
    program programme portal weekly media radio television tv"""
)
AGENCY_NOUNS = _lines("news agency|agency|wire|news service|wire service|press agency|newswire")

ORG_WORDS = _words(
    """ministry department agency council committee commission board bureau office government army navy air force
    forces command police guard guards corps militia brigade brigades battalion front party movement union
    federation association organization organisation institute institution foundation university college school
    hospital bank company corporation corp inc ltd llc co group firm court congress senate house parliament assembly
    administration authority authorities observatory centre center committees network society league alliance
    coalition nations un u.n eu nato cross crescent fund trust campaign embassy consulate pentagon kremlin service
    services airlines airways motors industries holdings laboratory think-tank regime state treasury cabinet
    opposition presidency secretariat mission directorate squad helmets defence defense civil jihad caliphate
    brotherhood hezbollah hamas taliban isis isil daesh pkk ypg ypj sdf fsa irgc cia fbi nsa dhs doj epa irs who
    unicef unhcr ocha icrc msf opec imf wto iaea opcw fema pac superpac rnc dnc aclu nra naacp municipality treasury
    fed pentagon caucus delegation faction chamber gop"""
)
# Last words of companies' names.
COMPANY_WORDS = _words(
    """chemicals foods energy oil gas petroleum steel pharma pharmaceuticals pharmaceutical systems technologies
    technology media capital partners water railways railway railroad telecom electric power mining shipping
    logistics insurance financial securities motors aerospace aviation entertainment studios pictures records
    software solutions labs biotech healthcare health stores brands retail hotels resorts ventures investments
    investment management analytics consulting associates works brewery breweries dairies textiles cement properties
    estates construction engineering electronics semiconductor semiconductors networks interactive airways gmbh ag
    sa plc llp nv oil exchange"""
)
# Names newspapers bear behind an article: "the Ledger", "the Harbour Star".
PAPER_NAMES = _words(
    """ledger herald gazette courier argus echo examiner sentinel tribune chronicle dispatch post star sun mirror times
    bugle advertiser enquirer inquirer standard record clarion telegraph guardian observer independent mercury comet
    globe mail express journal news press register republican-herald item banner beacon messenger bulletin leader
    reporter review spectator statesman nation economist today"""
)
# Words of outlets in front of the name: "Radio Halm", "TV Nova".
OUTLET_OPENERS = _words("radio tv channel television télévision agence agencia kanal")
ORG_NOUNS = _words(
    """ministry department agency council committee commission board bureau office government army navy military
    militia brigade party movement union federation association organization organisation institute institution
    foundation university college hospital bank company corporation firm court congress senate parliament assembly
    administration authority observatory centre center society league alliance coalition campaign embassy regime
    cabinet opposition kremlin pentagon presidency monitor watchdog charity ngo nonprofit group force forces police
    faction syndicate think-tank thinktank body team service unit embassy church club startup maker brewery treasury
    firm embassy orchestra museum library theatre theater factory mine port airport airline hotel restaurant shop
    store school clinic parish diocese monastery tribunal prosecution defence defense operator dealer supplier chain
    conglomerate lender insurer developer regulator ombudsman police navy parliament operator union band
    manufacturer airline retailer carrier utility command leadership camp delegation mission"""
)
# An organization by a noun that may as well be loose: "the group" is one when the article names it.
ARMED = _words("army military militia brigade forces force police command guard")

DOCUMENT_NOUNS = _words(
    """report reports statement statements study survey poll polls document documents letter memo memorandum filing
    lawsuit complaint indictment affidavit transcript email emails e-mail e-mails cable cables analysis article
    articles book paper research findings data figures records record file files footage video videos recording tape
    photos images page post posts tweet tweets release communique communiqué note dossier audit review assessment
    resolution bill law text message editorial column story ad ads advertisement commercial website census map
    graphic agreement speech headline headlines testimony evidence order ruling verdict decision draft plan treaty
    constitution intelligence leaflet poster sign caption chart manifesto platform script bulletin questionnaire
    results tally statistics numbers profile account accounts memoir memoirs essay op-ed biography autobiography
    evidence"""
)
# Nouns of people who inform without being named: anonymous unless the article identifies them.
INFORMANTS = _words(
    """official officials source sources insider insiders aide aides spokesman spokeswoman spokesperson spokesmen
    spokespersons spokespeople diplomat diplomats resident residents witness witnesses eyewitness eyewitnesses
    activist activists medic medics doctor doctors nurse nurses rescuer rescuers worker workers volunteer volunteers
    local locals villager villagers soldier soldiers officer officers commander commanders fighter fighters militant
    militants defector defectors survivor survivors relative relatives neighbour neighbours neighbor neighbors
    friend friends colleague colleagues employee employees staffer staffers adviser advisers advisor advisors lawyer
    lawyers attorney attorneys investigator investigators prosecutor prosecutors detective detectives person people
    individual individuals man men woman women figure figures informant informants whistleblower whistleblowers
    operative operatives agent agents lawmaker congressman senator senators expert experts analyst analysts observer
    observers businessman businessmen trader traders banker bankers executive executives engineer engineers student
    students teacher teachers journalist journalists reporter reporters correspondent correspondents photographer
    cameraman driver guard guards minister ministers leader leaders member members participant participants father
    mother brother sister son daughter wife husband uncle cousin family families passenger passengers monk priest
    imam cleric clerics sheikh tribesman elder elders farmer farmers shopkeeper refugee refugees migrant migrants
    prisoner prisoners detainee detainees negotiator negotiators mediator mediators representative representatives
    envoy ambassador contractor contractors scientist scientists researcher researchers professor scholar economist
    economists strategist strategists pollster donor donors delegate organizer organizers coordinator director head
    chief manager governor mayor police-officer policeman policemen cop cops veteran veterans girl boy child
    teenager youth user caller someone somebody historian historians author writer judge juror jurors victim victims
    parent parents monitor paramedic paramedics firefighter firefighters pilot pilots general colonel captain
    consultant consultants critic"""
)
# More people by trade than end in -er, -or, -ist, -ian, -man, -woman.
HUMANS = _words(
    """cook clerk chef guard spy thief bride groom bishop nun monk mechanic guide scout native captive hostage patient
    tenant assistant accountant attendant merchant migrant combatant immigrant inhabitant occupant occupants
    defendant claimant applicant applicants servant sergeant lieutenant aide nephew niece widow widower orphan twin
    neighbour peasant shepherd smith butcher surgeon dentist vet critic cleric academic alcoholic sceptic skeptic
    mystic medic paramedic president resident dissident adolescent student agent client parent opponent
    correspondent superintendent recipient chief captain colonel general marshal sheriff judge pilot diver sailor
    actress waitress hostess heir heiress champion star model poet prophet diplomat democrat acrobat aristocrat
    bureaucrat technocrat fan boss lad bloke guy gal folk folks crew staff personnel seaman troops recruit cadet
    conscript reservist deserter chemist foreman millionaire billionaire legionnaire entrepreneur restaurateur
    amateur chauffeur apprentice trainee nominee refugee employee escapee retiree detainee evacuee referee payee
    devotee appointee absentee attendee mayoress thug hero villain culprit suspect accomplice martyr prince princess
    king queen duke duchess baron lord lady sir mum dad mom grandmother grandfather grandson granddaughter partner
    spouse boyfriend girlfriend fiance fiancée kid kids toddler infant senior junior elder youngster"""
)
# Endings of people's trades, and words that only look so.
HUMAN_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee", "person", "maker", "ite", "eur", "ant", "year-old")
NOT_HUMAN = _words(
    """newspaper paper letter center ledger carrier newsletter river power computer order number offer answer chapter
    poster tower water weather winter summer quarter matter dinner paper wonder border corner server router printer
    chamber sector factor tenor monitor reactor vector error mirror motor doctor-patient door floor labor labour
    harbor harbour horror terror color colour favor favour honor honour flavor behavior behaviour list waist mist
    fist committee jubilee coffee degree tree fee knee site website favorite satellite ministry restaurant plant
    grant warrant covenant instant giant elephant infant-school consultant-firm tariff barrier carrier freighter
    tanker helicopter chapter cluster master filter folder header container trailer truck-stop flyer banner user-
    manual disaster register character encounter transfer danger charter theater theatre operator dealer supplier
    insurer developer regulator lender retailer manufacturer producer broadcaster publisher competitor employer
    contractor newsmaker teller cancer fever hunger anger cover shelter paper-maker other another either neither
    former latter"""
)
# Loose collectives with views of their own: a group, not an informant.
COLLECTIVES = _words(
    """republicans democrats voters americans critics supporters opponents conservatives liberals progressives
    protesters demonstrators rebels insurgents militias jihadists hard-liners hardliners reformists moderates
    independents evangelicals christians muslims jews sunnis shiites shia kurds arabs iraqis syrians iranians
    russians turks israelis palestinians lebanese europeans britons germans french chinese saudis egyptians
    westerners allies backers fans readers viewers users consumers investors markets taxpayers millennials students
    workers unions advocates campaigners environmentalists economists pundits skeptics sceptics media world country
    nation public crowd audience campaigns candidates states countries nations women men blacks whites hispanics
    latinos delegates superdelegates lawmakers legislators politicians activists parties camps sides establishment
    left right community respondents majority minority citizens civilians feminists loyalists surrogates rivals
    detractors adversaries foes many some most everyone everybody nobody all few others people"""
)
# Roles only one person holds at a time: identify their holder also without the name.
OFFICES = _lines(
    """president|prime minister|premier|vice president|king|queen|pope|secretary-general|secretary general
    supreme leader|chancellor|emir|sultan|crown prince|foreign minister|defence minister|defense minister
    interior minister|finance minister|oil minister|attorney general|secretary of state|speaker|first lady
    grand ayatollah|ayatollah|patriarch|chief justice|nominee|candidate|mayor|governor|ceo|chief executive
    chairman|director-general|host|moderator|president-elect|president elect|commander in chief|commander-in-chief
    director|head|chief|superintendent|coach|author|dictator|plaintiff|defendant|suspect"""
)
TITLES = _words(
    """mr mrs ms miss dr prof professor sir lord lady sheikh sheik imam ayatollah king queen prince princess pope
    president vice prime premier minister deputy foreign defence defense interior finance oil information health
    justice chancellor secretary senator sen representative rep congressman congresswoman governor gov mayor judge
    justice general gen lieutenant lt colonel col major maj captain capt brigadier brig commander admiral adm
    sergeant sgt officer chief director head spokesman spokeswoman spokesperson ambassador envoy ex-president former
    acting then candidate nominee leader chairman chairwoman chair speaker analyst activist rapper singer actor
    actress comedian host author economist pollster attorney lawyer republican democrat democratic gop father
    brother rev reverend pastor bishop cardinal rabbi mullah grand editor reporter correspondent journalist adviser
    advisor aide us u.s british russian iranian iraqi syrian turkish saudi israeli french german american state
    press senior top military opposition rebel militia media public prosecutor detective superintendent sheriff
    coach crown marshal mister madam dame hon st emir sayyid hajj hojatoleslam observatory director-general
    secretary-general undersecretary commissioner staff field air assistant associate executive presidential
    campaign manager founder co-founder ceo monitor house majority minority republican rival fellow running mate
    attorney-general rear"""
)
SENIORITY = _words(
    """senior top high-ranking high-level ranking leading junior mid-level low-level lower-level former veteran
    retired influential prominent deputy"""
)

PERSON_HEADS = _words(
    """president minister premier senator congressman congresswoman governor mayor judge justice general colonel
    captain commander spokesman spokeswoman spokesperson official secretary ambassador envoy director chief head
    leader chairman chairwoman nominee candidate billionaire businessman tycoon mogul lawmaker democrat republican
    analyst professor economist adviser lawyer attorney activist doctor host author historian pollster strategist
    editor officer cleric king queen prince pope diplomat chancellor representative speaker comedian actor actress
    singer rapper veteran prosecutor sheriff superintendent expert frontrunner front-runner politician statesman
    writer journalist reporter moderator socialist independent conservative libertarian source insider aide witness
    resident soldier medic man woman person strongman kingmaker dictator executive manager coach teacher student
    scholar fellow researcher scientist engineer priest imam sheikh bishop pastor rabbi mother father wife husband
    son daughter brother sister"""
)

PLACES_AS_SPEAKERS = _words(
    """washington moscow tehran damascus baghdad beijing ankara london paris berlin brussels riyadh jerusalem cairo
    doha islamabad kabul pyongyang seoul tokyo delhi kiev kyiv israel iran iraq syria russia turkey china france
    germany britain qatar jordan lebanon egypt yemen pakistan india ukraine japan canada mexico america us u.s uk
    u.k eu libya sudan kuwait bahrain oman saudi afghanistan poland italy spain greece cuba venezuela brazil"""
)
DEMONYMS = _words(
    """american british russian iranian iraqi syrian turkish saudi israeli french german chinese lebanese jordanian
    egyptian kurdish arab western european pakistani indian afghan yemeni qatari emirati kuwaiti palestinian
    ukrainian japanese canadian mexican australian italian spanish polish greek us u.s u.s. uk u.k. un u.n. u.n eu
    nato gulf"""
)

_MALE = """
    donald john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony
    mark paul steven andrew kenneth joshua kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond
    patrick jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy
    harold carl keith roger gerald christian sean arthur austin noah lawrence joe bryan billy bruce albert willie
    gabriel alan juan wayne ralph roy eugene randy vincent russell louis philip bobby johnny bradley mitt ted marco
    jeb bernie barack joe mike tim bill ben chris jim tom bob dan ken steve rick newt rand lindsey mitch harry chuck
    al rudy reince corey barney sergei vladimir dmitry mikhail ivan igor yevgeny alexei boris bashar saddam muammar
    hassan hussein ali mohammad mohammed muhammad mohamed ahmed ahmad mahmoud ibrahim khalid khaled omar osama
    abdullah abdul abdel abdulrahman rami walid waleed haider nouri moqtada muqtada qasem qassem qais hadi javad
    mustafa recep benjamin bibi ehud avigdor yair staffan riyad riad fawzi jamal youssef yusuf yousef saad nabil
    faisal salman nasser samir karim kareem tariq ziad bilal anas hamza hamid hamed majid rashid saeed said sami
    farid adnan emmanuel francois angus nigel boris jeremy gordon tony winston ashton leon colin dick ronald gerald
    lyndon dwight franklin abraham pierre jacques antonio carlos luis jorge miguel pedro pablo diego fernando rafael
    hugo felix oscar max leo simon neil ian graham stuart derek trevor geoffrey roland hans karl klaus""".split()
_FEMALE = """
    hillary mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret
    sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura
    cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra
    rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria lauren christina
    joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn
    janice alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie
    brittany charlotte marie kayla alexis lori ivanka melania chelsea huma kellyanne carly megyn loretta donna
    debbie tulsi kamala nikki condoleezza madeleine angela theresa federica samantha jill jen fatima aisha amal
    leila layla zainab mariam maryam rania asma samira nadia huda hanan lina maya dina salma yasmin rana reem sahar
    widad zahra farah rima marwa ines katrina gretchen sally maggie jane kate katie claire lucy molly ellen eva
    irene josephine rosa sonia valentina svetlana olga natalia marina ekaterina elena""".split()
GENDER = dict.fromkeys(_MALE, "m") | dict.fromkeys(_FEMALE, "f")
MALE_WORDS = _words(
    """mr mr. sir king prince spokesman congressman businessman chairman father brother son husband man lord sheikh
    pope imam policeman uncle boy"""
)
FEMALE_WORDS = _words(
    """mrs mrs. ms ms. miss queen princess spokeswoman congresswoman businesswoman chairwoman mother sister daughter
    wife woman lady actress widow dame madam aunt girl"""
)
