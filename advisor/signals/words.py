"""Words: how text is cut into tokens, and the forms a word of the lexicon takes.

Tokens are runs of letters, of digits, or the end of a contraction ("'ll", "'t"), in lower case, so
that `24x7`, `24*7` and `24 x 7` are cut alike, and so are `on-call` and `on – call`. What stands before a
token says whether words on both sides may belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

JOINED = 0
"""Only blanks, hyphens, slashes, quotes or marks of emphasis before the token."""
PAUSED = 1
"""A comma, a bracket or a dash before the token."""
BROKEN = 2
"""A colon, a semicolon or a bullet before the token."""

LETTERS = re.compile(r"[a-z]+(?:[^\W\d_]+)?|\d+|[^\W\d_]+|'(?:ll|re|ve|s|t|d|m)(?![^\W\d_])")
"""What a token is in a text without a letter before a plus."""
TOKEN = re.compile(rf"(?:security|network|server|pentest|cysa|casp|sec|linux|cloud|project)\+(?![\w+])|{LETTERS.pattern}")
"""The plus belongs to the word in the names of CompTIA's certificates, which would else be everyday words."""
_PAUSE = re.compile(r"[,()\[\]]|\s-+\s|--")
_BREAK = re.compile(r"[;:|•·●▪◦‣]")

INSIDE = "\u02d1"
"""What stands in plain text for something inside a word that is no part of it: a mark of emphasis, a soft hyphen."""

# One character for one, so that positions stay true.
_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc`\u00b4\u2032\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\uff0d", "-"),
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000", " "),
    **dict.fromkeys("\t\r\x0b\x0c\u200b\u200c\u200d\u2060\ufeff", " "),
    **dict.fromkeys("\u00d7\u2715\u2716", "x"),
}


_AT_ONCE = 100_000
"""A longer text is made plain in pieces of about so many characters: lower case takes six times its memory while it is made."""


def plain(text: str) -> str:
    """Return the text in lower case with typographic variants made plain, of the same length."""
    if len(text) <= _AT_ONCE:
        return _plain(text)
    pieces, start = [], 0
    while start < len(text):
        end = text.find(" ", start + _AT_ONCE) + 1 or len(text)  # what lower case a letter has depends on its word at the most
        pieces.append(_plain(text[start:end]))
        start = end
    return "".join(pieces)


def _plain(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    for char, simple in _PLAIN.items():  # many times faster than str.translate
        if char in lowered:
            lowered = lowered.replace(char, simple)
    return lowered


def before(gap: str) -> int:
    """Return how what stands between two tokens parts them."""
    if gap == " " or not gap:
        return JOINED
    if _BREAK.search(gap):
        return BROKEN
    return PAUSED if _PAUSE.search(gap) else JOINED


def tokens(phrase: str) -> tuple[str, ...]:
    """Return the tokens of a phrase."""
    return tuple(TOKEN.findall(plain(phrase)))


_IRREGULAR = {
    "be": ("is", "are", "was", "were", "been", "being", "'re", "'s"),
    "have": ("has", "had", "having", "'ve"),
    "do": ("does", "did", "done", "doing"),
    "go": ("goes", "went", "gone", "going"),
    "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "take": ("takes", "took", "taken", "taking"),
    "make": ("makes", "made", "making"),
    "keep": ("keeps", "kept", "keeping"),
    "hold": ("holds", "held", "holding"),
    "stand": ("stands", "stood", "standing"),
    "understand": ("understands", "understood", "understanding"),
    "run": ("runs", "ran", "running"),
    "write": ("writes", "wrote", "written", "writing"),
    "build": ("builds", "built", "building"),
    "rebuild": ("rebuilds", "rebuilt", "rebuilding"),
    "find": ("finds", "found", "finding"),
    "leave": ("leaves", "left", "leaving"),
    "pay": ("pays", "paid", "paying"),
    "know": ("knows", "knew", "known", "knowing"),
    "see": ("sees", "saw", "seen", "seeing"),
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "bring": ("brings", "brought", "bringing"),
    "buy": ("buys", "bought", "buying"),
    "wear": ("wears", "wore", "worn", "wearing"),
    "bear": ("bears", "bore", "borne", "bearing"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "wake": ("wakes", "woke", "waked", "woken", "waking"),
    "choose": ("chooses", "chose", "chosen", "choosing"),
    "fight": ("fights", "fought", "fighting"),
    "sit": ("sits", "sat", "sitting"),
    "set": ("sets", "setting"),
    "put": ("puts", "putting"),
    "cut": ("cuts", "cutting"),
    "let": ("lets", "letting"),
    "shut": ("shuts", "shutting"),
    "cost": ("costs", "costing"),
    "spend": ("spends", "spent", "spending"),
    "send": ("sends", "sent", "sending"),
    "lend": ("lends", "lent", "lending"),
    "deal": ("deals", "dealt", "dealing"),
    "mean": ("means", "meant", "meaning"),
    "feel": ("feels", "felt", "feeling"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "begin": ("begins", "began", "begun", "beginning"),
    "come": ("comes", "came", "coming"),
    "become": ("becomes", "became", "becoming"),
    "grow": ("grows", "grew", "grown", "growing"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "drive": ("drives", "drove", "driven", "driving"),
    "rise": ("rises", "rose", "risen", "rising"),
    "ring": ("rings", "rang", "rung", "ringing"),
    "hang": ("hangs", "hung", "hanging"),
    "stick": ("sticks", "stuck", "sticking"),
    "win": ("wins", "won", "winning"),
    "lose": ("loses", "lost", "losing"),
    "teach": ("teaches", "taught", "teaching"),
    "catch": ("catches", "caught", "catching"),
    "seek": ("seeks", "sought", "seeking"),
    "sell": ("sells", "sold", "selling"),
    "lead": ("leads", "led", "leading"),
    "read": ("reads", "reading"),
    "meet": ("meets", "met", "meeting"),
    "feed": ("feeds", "fed", "feeding"),
    "sleep": ("sleeps", "slept", "sleeping"),
    "forgive": ("forgives", "forgave", "forgiven", "forgiving"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "undertake": ("undertakes", "undertook", "undertaken", "undertaking"),
    "oversee": ("oversees", "oversaw", "overseen", "overseeing"),
    "man": ("mans", "manned", "manning"),
    "plan": ("plans", "planned", "planning"),
    "log": ("logs", "logged", "logging"),
    "stop": ("stops", "stopped", "stopping"),
    "ship": ("ships", "shipped", "shipping"),
    "rewrite": ("rewrites", "rewrote", "rewritten", "rewriting"),
    "undergo": ("undergoes", "underwent", "undergone", "undergoing"),
    "fly": ("flies", "flew", "flown", "flying"),
    "tear": ("tears", "tore", "torn", "tearing"),
    "spin": ("spins", "spun", "spinning"),
    "freeze": ("freezes", "froze", "frozen", "freezing"),
    "cling": ("clings", "clung", "clinging"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "staff": ("staffs", "staffed", "staffing"),
}
_PLURALS = {
    "man": "men",
    "woman": "women",
    "person": "people",
    "child": "children",
    "life": "lives",
    "half": "halves",
    "day": "days",
    "box": "boxes",
}
_VOWELS = "aeiou"
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprtz]\Z")


def verb_forms(verb: str) -> set[str]:
    """Return the forms of a verb given in its base form."""
    if verb in _IRREGULAR:
        return {verb, *_IRREGULAR[verb]}
    if verb.endswith("e"):
        return {verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"}
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return {verb, f"{verb}es", f"{verb}ed", f"{verb}ing"}
    forms = {verb, f"{verb}s", f"{verb}ed", f"{verb}ing"}
    if _DOUBLED.search(verb):
        forms |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    return forms


def noun_forms(noun: str) -> set[str]:
    """Return a noun's singular and plural."""
    if noun in _PLURALS:
        return {noun, _PLURALS[noun]}
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return {noun, f"{noun[:-1]}ies"}
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return {noun, f"{noun}es"}
    return {noun, f"{noun}s"}


_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(e|es|ed|ing|ation|ations|er|ers)\Z"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{3})iz(e|es|ed|ing|ation|ations|er|ers)\Z"), r"is\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|al)?\Z"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2})tre(s)?\Z"), r"ter\1"),
    (re.compile(r"ogramme(s)?\Z"), r"ogram\1"),
    (re.compile(r"(?<=[a-z]{2})ll(ed|ing|er|ers)\Z"), r"l\1"),
    (re.compile(r"fulfil(s|ment)?\Z"), r"fulfill\1"),
    (re.compile(r"icence(s)?\Z"), r"icense\1"),
)


def spellings(word: str) -> set[str]:
    """Return the word with its British and American spellings."""
    return {word, *(pattern.sub(other, word) for pattern, other in _SPELLINGS if pattern.search(word))}


def phrase_forms(phrase: str, kind: str) -> set[tuple[str, ...]]:
    """Return every token sequence by which a lexicon entry may be written.

    `kind` is `verbs` (the first word is inflected), `nouns` (the last is) or `words` (as it stands). A
    hyphen may also be left out, so that `on-call` covers `oncall`.
    """
    found: set[tuple[str, ...]] = set()
    for variant in {phrase, _unhyphenated(phrase)}:
        words = tokens(variant)
        if not words:
            continue
        if kind == "verbs":
            found |= {(form, *words[1:]) for form in verb_forms(words[0])}
        elif kind == "nouns":
            found |= {(*words[:-1], form) for form in noun_forms(words[-1])}
        else:
            found.add(words)
    return {spelt for sequence in found for spelt in _respelled(sequence)}


def _unhyphenated(phrase: str) -> str:
    return re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "", phrase)


def _respelled(sequence: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    yield sequence
    for position, word in enumerate(sequence):
        for other in spellings(word) - {word}:
            yield (*sequence[:position], other, *sequence[position + 1 :])
