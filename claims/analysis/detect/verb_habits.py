"""How particular verbs and small words behave, where that decides whether a form is finite."""

from __future__ import annotations

# Past participles that hardly ever stand without an object as a past: "the soldiers killed in …" is a participle.
TRANSITIVE = frozenset(
    """killed wounded injured arrested detained seized captured destroyed held backed led called known named based used
    made supported controlled besieged armed funded trained displaced trapped linked affiliated allied accused suspected
    involved located set brokered sponsored carried posted published released obtained quoted described targeted hit
    shot given taken dubbed kidnapped executed appointed elected allied fired published produced sent headed run owned
    dominated populated surrounded equipped loaded packed filled organized hosted staged imposed sanctioned designated
    recognized positioned stationed entrenched massed deployed considered
    convicted charged sentenced wanted found seen caused inflicted""".split()
)
TAKES_CLAUSE = frozenset(
    """said told claimed believed thought knew reported announced added confirmed denied alleged argued insisted warned
    stressed noted found showed revealed feared hoped suspected stated explained acknowledged admitted suggested
    says believes thinks claims reports knows fears hopes""".split()
)
PRONOUN_QUANTITIES = frozenset("many all some both most few".split())
SINGULAR_SUBJECTS = frozenset("it he she who which".split())
# Third persons that open a headline's predicate even before a preposition or a bare noun ("Army advances near …").
HEADLINE_VERBS = frozenset(
    """advances kills kill bombs hits seizes backs vows warns slams retakes captures targets claims leaves loses
    wins clinch clinches breaks seize capture retake bomb rejects denies says accuses urges calls enters reaches
    destroys destroy injures wounds shoots downs strikes storm storms recaptures recapture signs meets visits""".split()
)
PARTICLES = frozenset("up out down off away back over on".split())
REPORTING = frozenset("said says told tells reported announced added".split())
COMPARATORS = frozenset("at over about around up under below between nearly almost more fewer less".split())
CLAUSE_MARKS = frozenset(",;:()[]-—")
