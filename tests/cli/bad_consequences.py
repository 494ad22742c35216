"""Rule files whose consequence, references or examples cannot be used: rules of `tests/small`, with some lines replaced."""

from __future__ import annotations

# name, rule, its keys with what stands there instead (None: nothing), what is said of it
CONSEQUENCES: tuple[tuple[str, str, dict[str, str | None], str], ...] = (
    ("no such basis", "title/network", {"basis": "opinion"}, '5:1: basis is "opinion"; it must be source or inference'),
    (
        "no such strength",
        "title/network",
        {"recommend": "{decision: title, options: [network-engineer], strength: mighty}"},
        '3:59: strength is "mighty"; it must be decisive, strong or supporting',
    ),
    (
        "no such severity",
        "trust/on-call-unpaid",
        {"raise": "{concern: on-call-terms, severity: fatal}"},
        '3:33: severity is "fatal"; it must be error, warning or info',
    ),
    (
        "no such decision",
        "title/network",
        {"recommend": "{decision: titel, options: [network-engineer], strength: strong}"},
        "3:13: titel is no decision; did you mean title?",
    ),
    (
        "no such decision, nor like it",
        "title/network",
        {"recommend": "{decision: weather, options: [network-engineer], strength: strong}"},
        "3:13: weather is no decision; the decisions are title and communities",
    ),
    (
        "no such option",
        "title/network",
        {"recommend": "{decision: title, options: [network-enginer], strength: strong}"},
        "3:40: network-enginer is no option of title; did you mean network-engineer?",
    ),
    (
        "an option by its initials",
        "title/network",
        {"recommend": "{decision: title, options: [SRE], strength: strong}"},
        "3:40: SRE is no option of title; did you mean site-reliability-engineer?",
    ),
    (
        "an option of another decision",
        "title/network",
        {"recommend": "{decision: title, options: [networking], strength: strong}"},
        ("3:40: networking is no option of title; its options are devops-engineer, network-engineer and site-reliability-engineer"),
    ),
    (
        "an option twice",
        "title/network",
        {"recommend": "{decision: title, options: [network-engineer, network-engineer], strength: strong}"},
        "3:58: network-engineer is named twice; keep one",
    ),
    (
        "an option on both sides",
        "title/network",
        {"recommend": "{decision: title, options: [network-engineer], against: [network-engineer], strength: strong}"},
        "3:69: network-engineer stands under options and under against; keep one",
    ),
    (
        "no option",
        "title/network",
        {"recommend": "{decision: title, strength: strong}"},
        "3:1: recommend names no option; add options, or against",
    ),
    (
        "options without brackets",
        "title/network",
        {"recommend": "{decision: title, options: network-engineer, strength: strong}"},
        '3:30: options is "network-engineer"; it must be a list, such as [network-engineer]',
    ),
    (
        "a recommendation that is text",
        "title/network",
        {"recommend": "network-engineer"},
        '3:1: recommend is "network-engineer"; it must hold keys and values (key: value)',
    ),
    (
        "no such concern",
        "trust/on-call-unpaid",
        {"raise": "{concern: on-call-term, severity: error}"},
        "3:9: on-call-term is no concern; did you mean on-call-terms?",
    ),
    ("no such owner", "trust/on-call-unpaid", {"owner": "ceo"}, "7:1: ceo is no owner; the owners are cto and finance"),
    ("an owner that is a list", "trust/on-call-unpaid", {"owner": "[cto]"}, "7:1: owner is a list; it must be text"),
    (
        "a set derived",
        "stage/startup",
        {"derive": "{work.kinds: network}"},
        "3:10: work.kinds is a set, and sets cannot be derived; derive a boolean",
    ),
    (
        "a list derived",
        "stage/startup",
        {"derive": "{work.kinds: [network]}"},
        "3:10: work.kinds is a list; it must be true or false, a whole number or a word",
    ),
    (
        "a fraction derived",
        "stage/startup",
        {"derive": "{company.regions: 2.5}"},
        "3:10: company.regions is 2.5; it must be true or false, a whole number or a word",
    ),
    (
        "no such fact to derive",
        "stage/startup",
        {"derive": "{company.stag: startup}"},
        "3:10: company.stag is no fact; did you mean company.stage?",
    ),
    (
        "a fact to derive without its group",
        "stage/startup",
        {"derive": "{stage: startup}"},
        ('3:10: "stage" is no name for this; a fact is named group.name, in lower-case letters, digits and underscores'),
    ),
    (
        "no such option to derive",
        "stage/startup",
        {"derive": "{company.stage: small}"},
        '3:10: company.stage is "small", which is no option of it; it must be startup, scale-up or enterprise',
    ),
    (
        "a number to derive out of bounds",
        "stage/startup",
        {"derive": "{company.regions: 20000}"},
        "3:10: company.regions is 20000; it must be a whole number from 0 to 10,000 (regions)",
    ),
    ("nothing derived", "stage/startup", {"derive": "{}"}, "3:1: derive concludes nothing; name a fact and its value"),
    (
        "a derivation that is text",
        "stage/startup",
        {"derive": "startup"},
        '3:1: derive is "startup"; it must hold keys and values (key: value)',
    ),
    (
        "a derivation that rests on itself",
        "stage/startup",
        {"when": "{company.stage: {is: enterprise}}"},
        ("3:10: company.stage rests on company.stage: facts are derived in a circle; derive one of them from something else"),
    ),
    (
        "a template that names no fact",
        "title/network",
        {"because": "At {work.kind}."},
        "4:1: {work.kind} names no fact; did you mean work.kinds?",
    ),
    (
        "a template of nothing",
        "title/network",
        {"because": "At {} work."},
        "4:1: {} names no fact; write a fact between the braces, or leave them out",
    ),
    (
        "a template in a question",
        "trust/on-call-unpaid",
        {"asks": "Is {on_call.requird} so?"},
        "6:1: {on_call.requird} names no fact; did you mean on_call.required?",
    ),
    (
        "a template that may be unknown",
        "title/network",
        {"because": "At {company.engineers}."},
        ("4:1: {company.engineers} may be unknown where this rule applies; test it in the condition, or leave it out"),
    ),
    (
        "no such rule to override",
        "title/network",
        {"overrides": "[title/deliveri]"},
        "10:13: there is no rule title/deliveri to override; did you mean title/delivery?",
    ),
    ("no such rule, nor like it", "title/network", {"overrides": "[a/b]"}, "10:13: there is no rule a/b to override; check the name"),
    ("a rule that overrides itself", "title/network", {"overrides": "[title/network]"}, "10:13: a rule cannot override itself; remove it"),
    (
        "overrides without brackets",
        "title/network",
        {"overrides": "title/delivery"},
        '10:1: overrides is "title/delivery"; it must be a list, such as [title/delivery]',
    ),
    (
        "an override that is a number",
        "title/network",
        {"overrides": "[1]"},
        "10:13: an entry of overrides is 1, which is no text; put it in quotes",
    ),
    (
        "an override of a derivation",
        "title/network",
        {"overrides": "[stage/startup]"},
        ("10:13: rules that derive facts neither override nor are overridden; make their conditions exclude each other"),
    ),
    ("examples that are a list", "title/network", {"examples": "[]"}, "7:1: examples is a list; it must hold keys and values (key: value)"),
    (
        "no example that fires",
        "title/network",
        {"examples": "{fires: [], silent: [{}]}"},
        "7:12: fires is empty; it needs at least one entry",
    ),
    ("no examples that are silent", "title/network", {"examples": "{fires: [{work.kinds: [network]}]}"}, "7:1: silent is missing; add it"),
    (
        "an example that is text",
        "title/network",
        {"examples": "{fires: [network], silent: [{}]}"},
        '7:20: this example is "network"; write facts and their values, such as {work.kinds: [cloud]}',
    ),
    (
        "many problems",
        "title/network",
        {
            "summary": None,
            "sumary": "x",
            "when": "{work.kind: {has: x}}",
            "recommend": "{decision: title, strength: huge}",
            "cites": "[]",
            "basis": None,
        },
        (
            "1:1: basis is missing; add it\n"
            "1:8: work.kind is no fact; did you mean work.kinds?\n"
            '2:30: strength is "huge"; it must be decisive, strong or supporting\n'
            "4:1: cites is empty; it needs at least one entry\n"
            "8:1: sumary is no key here; did you mean summary?"
        ),
    ),
)
