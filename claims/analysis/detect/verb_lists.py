"""Verbs of news English, by how they inflect and whether the same form is also a common noun.

Finding finite verbs without a parser needs to know which words *can* be verbs. Regular past forms are recognised by
their ending, so these lists serve the forms that have none: bases, third persons and irregular pasts. Written for this
project from the grammar (Quirk et al. 1985, §3.11–3.20 for the irregular verbs) and checked for coverage against news
text. A verb that is missing costs a clause boundary, not an error.
"""

from __future__ import annotations

# Base forms that are seldom nouns: a finite reading is the likely one.
VERBS = """
accept accommodate accompany accuse achieve acknowledge acquire adapt add adhere admit adopt advise affect afford
agree allege allocate allow analyze announce anticipate apologize appear apply appoint appreciate approve argue
arise arrive ask assassinate assemble assert assess assign assist assume assure attain attend attract attribute
authorize avenge avoid await backfire become befriend beg begin behave behead believe belong besiege bombard borrow
bother breach bring broaden build bully bury buy calculate carry cease celebrate characterize choose chronicle
circulate cite clarify classify coincide collaborate collapse collect combine come commemorate commence compare
compel compete compile complain comply comprise concede conceal conceive concentrate conclude condemn confess
confirm confiscate confront confuse congratulate connect conquer consider consist constitute construct consult
contain contemplate contend continue contradict contribute convene convert convey convince cooperate coordinate cope
correspond corroborate create criticize crucify deceive decide declare decry dedicate deem deepen defend define
delete deliver demolish demonstrate denounce deny depart depend depict deploy deport deprive derail derive descend
describe deserve designate destabilize destroy detain detect deteriorate determine detonate devastate develop devote
die differ diminish disagree disappear disarm disband discard discharge disclose discover discuss dismantle dismiss
disperse displace disqualify disrupt distance distinguish distort distribute disturb divert divide donate downplay
drag earn eat educate eject elect elaborate eliminate embark embrace emerge emigrate emit emphasize employ empower
enable encircle encounter encourage endanger endorse endure enforce engage enhance enjoy enlist ensue ensure enter
entail entertain entrench envisage equip eradicate erase erect erupt escalate establish evacuate evaluate evolve
exacerbate examine exceed exclude execute exercise exert exhaust exist expand expect expel explain explode explore
expose extend extract fabricate facilitate fail falsify favour feed feel flare flee flourish fly foil follow forbid
forget forgive foster fulfil fulfill galvanize garner gather generate get give go grapple greet grow handle happen
harass hear heighten hesitate hide hijack hinder hire identify ignite ignore illustrate imagine impede implement
implicate imply impose impress improve incite include incorporate indicate induce infiltrate inflict inform inhabit
inherit initiate injure inquire insert insist inspect inspire install instruct integrate intend intensify interact
intercept interfere interpret interrogate interrupt intervene introduce invade invest investigate invite involve
isolate join justify keep kidnap know learn lend liberate listen locate loot lose maintain make manage manipulate
meet melt migrate minimize mobilize modernize modify mourn neglect negotiate neutralize nominate notify obey oblige
obscure observe obstruct obtain occupy occur operate oppose oppress organize originate oust outnumber overcome
overlook overrun oversee overthrow overturn owe participate penetrate perceive perform perish perpetrate persecute
persist persuade pertain pose possess postpone pour praise pray precede predict prefer prepare prescribe preserve
pretend prevail prevent proclaim prohibit prolong promote prompt propose prosecute protect prove provide provoke
publicize publish punish pursue quash quell quit reach react reaffirm realize reassert reassure recall recapture
receive recite reckon recognize recommend reconcile reconsider recover redeploy reduce refer reflect refrain refuse
refute regain register reinforce reiterate reject relate relay rely relocate remain remember remind remove renew
repatriate repel replace represent reproduce require resemble reside resign resist resolve respond restore restrict
resume retain retaliate retake retire retrieve reunite reveal revert revive revoke sabotage safeguard satisfy say
scatter seal see seek seem seize select sell send serve settle sever shrink shut simplify sit sleep smuggle solidify
solve speak specialize specify speculate spend spill stabilize starve steal stipulate strangle strengthen strive
submit succeed suffer suggest summon suppress surpass surrender surround survive suspend sustain swear take teach
tell tend terminate terrify testify think threaten thrive thwart tighten topple torture transform translate transmit
trap treat trigger try undergo undermine understand undertake unfold unify unite unleash unveil uphold uproot urge
utilize utter vacate vanish verify veto vilify violate wait want warn weaken wear weigh welcome widen withdraw
withhold withstand worsen write zero admire adore afflict align amass amend amplify appease ascertain banish betray
boast brag brace capitulate coerce commandeer compensate complicate condone crumble curb debunk defuse defy degrade
dispel dub dwindle elicit embolden enact entitle evade evict expire extradite falter forge forgo harbor harbour
hasten hurl infer intimidate jeopardize languish lament lobby lurk omit opt outlaw pave plunge portray presume
purport quote ravage rebut recede recount redefine rein reopen repay replenish repress rescind shun stem stoke
stumble subdue subside succumb supervise surmise tout traverse unravel vie bolster abandon accomplish consolidate
dominate deter repeal commit sway reclaim scramble alienate sue carve reverse discriminate distract undercut elevate
abolish avert revisit soften propel resonate coalesce flip qualify energize legalize scuttle excite govern replicate
clinch pick dislodge repulse encroach depose mediate ratify resupply shepherd bulldoze refuel reroute reinstate
disavow dodge
""".split()

# Base forms that are common nouns (or adjectives) as well: the context has to decide.
NOUN_VERBS = """
abuse access accord account act address advance advocate aid aim air alarm alert allow ambush amount annex answer
appeal approach arm arrest assault associate attack attempt award back balance ban band bar base battle bear benefit
better bid blame blast bleed block blow board bomb book boost border bother brand breach break brief broadcast
broker brush buck budget burn burst call calm camp campaign capture care cast catch cause challenge change chant
charge chase cheat check cheer circle claim clash clean clear climb close cloud coach code collapse color combat
command comment complete compromise concern condition conduct conflict contact contest contract contrast control
convict cook cool copy correct cost count counter couple cover crack crash cross crowd crush cry cure curse cut
cycle damage dance dare date deal debate decline decrease default defeat defect delay deliberate demand deposit
design desire detail dial dialogue dig direct discount dispatch display dispute document double doubt draft drain
draw dream dress drift drill drink drive drop drum ease echo edge effect empty end endeavor engineer envy escape
escort estimate even excerpt exchange excuse exit experience experiment exploit export express eye face factor fall
farm fashion fast favor fear feature fence field fight figure file fill film filter finance find fine finger finish
fire fit fix flag flash flight flood floor flow focus fold force forecast form frame free fuel function fund further
gain gamble gas gauge gaze gesture glance grab grade grant ground group guarantee guard guess guide gun halt hand
harm harvest hate haul head heat help highlight hint hit hold honor hope host house hunt hurry hurt impact import
increase influence initiate insult interest interview issue jail joke journey judge jump keep kick kill kiss label
labor lack land last latch laugh launch launder lay lead leak lean leave lecture level lie lift light like limit
line link list live load loan lock look love lower maneuver march mark market mask massacre master match matter mean
measure mention message milk mind mine mirror miss mistake mix model moderate monitor mount move murder muster name
narrow near need neighbor net nod note notice number object offer open order outline outrage overhaul own pace pack
paint panel pardon park part partner pass patrol pause pay peak permit phone photograph picture piece pile pilot pin
place plan plant play please pledge plot point poison poll pool position post pound power practice preach premise
present press pressure price print prize probe proceed process produce profile profit program progress project
promise protest pull pump punch purchase purge push question quote race raid rain raise rally range rank rate read
rebel rebuke record recruit reform refuse regard regret release relief remark repair repeat reply report request
rescue research reserve respect rest result retreat return reverse review reward ride ring rise risk rival rock roll
root rotate round route ruin rule run rush sanction save scale score scrap scream search season seat secure sense
sentence separate set shadow shake shame shape share shell shelter shield shift ship shock shoot shop shout show
siege sign signal sink slam slaughter slide slip slow smell smile smoke snap sort sound source space spark spell
spin split sponsor spot spread spring spur spy stab staff stage stake stamp stand star stare start state station
stay steer step stick stock stop storm strain stream stress stretch strike strip struggle study stuff style subject
subordinate supplement supply support suppose surface surge surprise survey suspect swap sweep swell swing switch
tackle talk tap tape target task tax team tear telephone term test text thank tie time tip title toll top torch
total touch tour track trade trail train transfer transit transport trap travel trend trick trip trouble trust turn
tweet twist type update upgrade upset use value venture view visit voice volunteer vote vow wage wait wake walk wall
warrant wash waste watch water wave wed weight will win wind wing wish witness wonder work worry wound wrap wreck
yell yield
""".split()

# base: past, participle (only where they differ from base + "ed")
IRREGULAR = """
arise:arose,arisen awake:awoke,awoken bear:bore,borne beat:beat,beaten become:became,become befall:befell,befallen
begin:began,begun bend:bent,bent bet:bet,bet bid:bid,bid bind:bound,bound bite:bit,bitten bleed:bled,bled
blow:blew,blown break:broke,broken breed:bred,bred bring:brought,brought broadcast:broadcast,broadcast build:built,built
burst:burst,burst buy:bought,bought cast:cast,cast catch:caught,caught choose:chose,chosen cling:clung,clung
come:came,come cost:cost,cost creep:crept,crept cut:cut,cut deal:dealt,dealt dig:dug,dug draw:drew,drawn
drink:drank,drunk drive:drove,driven eat:ate,eaten fall:fell,fallen feed:fed,fed feel:felt,felt fight:fought,fought
find:found,found flee:fled,fled fling:flung,flung fly:flew,flown forbid:forbade,forbidden forecast:forecast,forecast
foresee:foresaw,foreseen forget:forgot,forgotten forgive:forgave,forgiven forgo:forwent,forgone freeze:froze,frozen
get:got,got give:gave,given go:went,gone grow:grew,grown hang:hung,hung hear:heard,heard
hide:hid,hidden hit:hit,hit hold:held,held hurt:hurt,hurt keep:kept,kept know:knew,known lay:laid,laid lead:led,led
leave:left,left lend:lent,lent let:let,let lie:lay,lain light:lit,lit lose:lost,lost make:made,made mean:meant,meant
meet:met,met mislead:misled,misled mistake:mistook,mistaken overcome:overcame,overcome overrun:overran,overrun
oversee:oversaw,overseen overtake:overtook,overtaken overthrow:overthrew,overthrown pay:paid,paid plead:pleaded,pleaded
prove:proved,proven put:put,put quit:quit,quit read:read,read rebuild:rebuilt,rebuilt repay:repaid,repaid
retake:retook,retaken rid:rid,rid ride:rode,ridden ring:rang,rung rise:rose,risen run:ran,run say:said,said see:saw,seen
seek:sought,sought sell:sold,sold send:sent,sent set:set,set shake:shook,shaken shed:shed,shed shoot:shot,shot
show:showed,shown shrink:shrank,shrunk shut:shut,shut sing:sang,sung sink:sank,sunk sit:sat,sat sleep:slept,slept
slide:slid,slid speak:spoke,spoken spend:spent,spent spin:spun,spun split:split,split spread:spread,spread
spring:sprang,sprung stand:stood,stood steal:stole,stolen stick:stuck,stuck strike:struck,stricken strive:strove,striven
swear:swore,sworn sweep:swept,swept swim:swam,swum swing:swung,swung take:took,taken teach:taught,taught tear:tore,torn
tell:told,told think:thought,thought throw:threw,thrown undergo:underwent,undergone understand:understood,understood
undertake:undertook,undertaken uphold:upheld,upheld upset:upset,upset wake:woke,woken wear:wore,worn weep:wept,wept
win:won,won withdraw:withdrew,withdrawn withhold:withheld,withheld withstand:withstood,withstood
write:wrote,written shoot:shot,shot strike:struck,struck overhear:overheard,overheard partake:partook,partaken
""".split()

# Words in -ed that are no past forms.
NOT_PAST = frozenset(
    """hundred red bed shed sacred naked wicked rugged indeed deed seed weed feed need greed creed breed speed exceed
    proceed succeed heed embed hatred bloodshed kindred ahmed mohammed mohamed muhammed ahmad hamed khaled waleed
    saeed saed sayyed majed rashed fahed zaed unprecedented so-called talented undocumented united unexpected undecided
    unqualified sophisticated armed""".split()
)
