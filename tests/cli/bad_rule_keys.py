"""Rule files whose keys and texts cannot be used: rules of `tests/small`, with some lines replaced."""

from __future__ import annotations

# name, rule, its keys with what stands there instead (None: nothing), what is said of it
RULE_KEYS: tuple[tuple[str, str, dict[str, str | None], str], ...] = (
    ("a misspelt key", "title/network", {"summary": None, "sumary": "x"}, "9:1: sumary is no key here; did you mean summary?"),
    ("another misspelt key", "title/network", {"overides": "[x]"}, "10:1: overides is no key here; did you mean overrides?"),
    (
        "a misspelt consequence",
        "title/network",
        {"recommend": None, "reccomend": "{decision: title, options: [other], strength: strong}"},
        "9:1: reccomend is no key here; did you mean recommend?",
    ),
    (
        "a key of nothing",
        "title/network",
        {"salary": "100000"},
        (
            "10:1: salary is no key here; the keys are summary, when, derive, recommend, raise, because, fix, "
            "asks, owner, basis, cites, overrides and examples"
        ),
    ),
    ("no summary", "title/network", {"summary": None}, "1:1: summary is missing; add it"),
    ("no condition", "title/network", {"when": None}, "1:1: when is missing; add it"),
    ("no reason", "title/network", {"because": None}, "1:1: because is missing; say why"),
    (
        "no question",
        "trust/on-call-unpaid",
        {"asks": None},
        "1:1: asks is missing, which a rule that raises a concern needs; say what a candidate will ask",
    ),
    (
        "no owner",
        "trust/on-call-unpaid",
        {"owner": None},
        "1:1: owner is missing, which a rule that raises a concern needs; say who can fix it",
    ),
    (
        "neither question nor owner",
        "trust/on-call-unpaid",
        {"asks": None, "owner": None},
        (
            "1:1: asks is missing, which a rule that raises a concern needs; say what a candidate will ask\n"
            "1:1: owner is missing, which a rule that raises a concern needs; say who can fix it"
        ),
    ),
    ("no citation", "title/network", {"cites": None}, "1:1: cites is missing; add it"),
    ("neither basis nor examples", "title/network", {"basis": None, "examples": None}, "1:1: basis and examples are missing; add them"),
    ("no strength", "title/network", {"recommend": "{decision: title, options: [network-engineer]}"}, "3:1: strength is missing; add it"),
    (
        "no consequence",
        "title/network",
        {"recommend": None},
        "1:1: a rule has exactly one of derive, recommend and raise; this one has none; add one",
    ),
    (
        "two consequences",
        "title/network",
        {"derive": "{company.stage: startup}"},
        ("10:1: a rule has exactly one of derive, recommend and raise; this one has derive and recommend; keep one"),
    ),
    (
        "three consequences",
        "title/network",
        {"derive": "{company.stage: startup}", "raise": "{concern: on-call-terms, severity: error}"},
        ("11:1: a rule has exactly one of derive, recommend and raise; this one has derive, recommend and raise; keep one"),
    ),
    ("a fix for no concern", "title/network", {"fix": "Write this."}, "10:1: fix belongs to rules that raise a concern; remove it"),
    ("a summary that is a list", "title/network", {"summary": "[a]"}, "1:1: summary is a list; it must be text"),
    ("a summary that is a number", "title/network", {"summary": "3"}, "1:1: summary is 3, which is no text; put it in quotes"),
    ("a summary that is true", "title/network", {"summary": "yes"}, "1:1: summary is true, which is no text; put it in quotes"),
    ("an empty summary", "title/network", {"summary": ""}, "1:1: summary is empty; write it"),
    ("a long summary", "title/network", {"summary": "x" * 101}, "1:1: summary is longer than 100 characters; shorten it"),
    ("a summary of two lines", "title/network", {"summary": "|\n  one\n  two"}, "1:1: summary has several lines; keep it to one"),
    ("an empty reason", "title/network", {"because": "''"}, "4:1: because is empty; write it"),
    ("a long reason", "title/network", {"because": "x" * 2001}, "4:1: because is longer than 2000 characters; shorten it"),
    (
        "citations without brackets",
        "title/network",
        {"cites": "guide:title/1"},
        '6:1: cites is "guide:title/1"; it must be a list, such as [guide:title/1]',
    ),
    ("no citation in brackets", "title/network", {"cites": "[]"}, "6:1: cites is empty; it needs at least one entry"),
    (
        "a citation without its source",
        "title/network",
        {"cites": "[guide:title/1, title/1]"},
        ('6:24: an entry of cites is "title/1"; a citation names a source and a statement, such as guide:trust/2'),
    ),
    ("a citation that is a number", "title/network", {"cites": "[1]"}, "6:9: an entry of cites is 1, which is no text; put it in quotes"),
    (
        "a statement that is not there",
        "title/network",
        {"cites": "[guide:title/9]"},
        "6:9: guide:title/9 is no statement; did you mean guide:title/1?",
    ),
    ("a source that is not there", "title/network", {"cites": "[guid:title/1]"}, "6:9: guid is no source; did you mean guide?"),
)
