"""The demonstration articles: twenty short news stories that a fresh installation is filled with.

They show, on one screen, what credtrack is for. Outlets, people, places and events are invented; the domains end in
``.example`` (RFC 2606). The same articles serve as fixtures for tests. What they contain:

==================  ==================================================================================================
one origin          "two security officials" tell *The Marenne Courier* of a meeting in Lissk. Five outlets relay it:
                    with credit and link, with credit by name, as a reprint of the wire, and twice without any credit.
                    On the way "two officials" become "sources" and "officials", the hedge is lost, a number and a date
                    change. Six articles, six outlets, one anonymous origin.
two named sources   the Lissk bridge closed by shells: the mayor in one outlet, an aid worker in another.
tolls               the Tarn market: 14 and 21 dead on one evening (they disagree), 27 a day later (an update).
claim and denial    a secret loan of Orrin Bank, alleged by the opposition leader and denied by the minister.
retracted           the governor's resignation, retracted by its outlet and relayed by another before that.
other events        the same people and places in five stories that are about something else: an exchange of prisoners
                    at Lissk, 14 injured in Tarn, a $400 million loan that *was* signed, the Sarnak dam, Pell bridge.
owners              *Northline Today* and *The Evening Post* belong to one company.
==================  ==================================================================================================

``articles.jsonl`` has one article a line, in the form that ``manage.py ingest`` takes. Link offsets are
``[start, end)`` in code points of ``text``.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

__all__ = ["articles"]


def articles() -> list[dict[str, Any]]:
    """All demonstration articles, oldest first, as fresh dictionaries in the ingest form."""
    lines = (files(__name__) / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
