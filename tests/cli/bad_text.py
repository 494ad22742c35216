"""Situation files that are not YAML as we read it, or no text. The vocabulary is that of `tests/small`."""

from __future__ import annotations

# name, content of s.yaml, what is said of it
TEXT: tuple[tuple[str, str | bytes, str], ...] = (
    ("an empty file", "", "1:1: the situation is empty; start from: advisor schema situation --template"),
    ("only comments", "# company: {engineers: 24}\n", "1:1: the situation is empty; start from: advisor schema situation --template"),
    ("only a document marker", "---\n", "1:1: the situation is empty; start from: advisor schema situation --template"),
    (
        "two documents",
        "company: {engineers: 24}\n---\ncompany: {engineers: 25}\n",
        "2:1: a second document starts here; keep one document a file",
    ),
    (
        "a tab for indentation",
        "company:\n\tengineers: 24\n",
        "2:1: this is not YAML: a tab stands where blanks are needed; indent with spaces",
    ),
    (
        "a tab after blanks",
        "company:\n  engineers: 24\n\tregions: 2\n",
        "3:1: this is not YAML: a tab stands where blanks are needed; indent with spaces",
    ),
    (
        "indentation that fits nothing",
        "company:\n  engineers: 24\n regions: 2\n",
        "3:2: this is not YAML: this line lines up with nothing above it; mend its indentation",
    ),
    (
        "a value with something below it",
        "role: senior\n  level: senior\n",
        ("2:8: this is not YAML: a colon stands where none may; put quotes around text that contains one, or mend the indentation"),
    ),
    (
        "a quote never closed",
        'role: {title: "devops}\ncompany: {engineers: 24}\n',
        "1:15: this is not YAML: this quote is never closed; close it",
    ),
    ("a brace never closed", "role: {title: other\n", "1:7: this is not YAML: this { is never closed; close it with }"),
    ("a bracket never closed", "work:\n  kinds: [cloud, network\n", "2:10: this is not YAML: this [ is never closed; close it with ]"),
    ("a comma missing", "role: {title: other level: senior}\n", "1:26: this is not YAML: a comma or a closing } is missing before this"),
    (
        "text after a closing quote",
        'about: "one" two\n',
        "1:14: this is not YAML: the value has ended before this; put quotes around the whole text",
    ),
    (
        "a second colon",
        "about: this: that\n",
        ("1:12: this is not YAML: a colon stands where none may; put quotes around text that contains one, or mend the indentation"),
    ),
    ("a special first character", "role: {title: @x}\n", "1:15: this is not YAML: text that starts with @ needs quotes"),
    ("an escape", 'role: {title: "\\q"}\n', "1:16: this is not YAML: in double quotes a backslash is special; use single quotes"),
    ("a directive", "%x\n", ("1:3: this is not YAML: a line that starts with % is a directive; put quotes around text that starts with %")),
    ("text on the line of a block", "about: | x\n", "1:10: this is not YAML: after | or > the text starts on the next line"),
    (
        "a key without a colon",
        "company: {engineers: 24}\nrole\nwork: {kinds: [cloud]}\n",
        "2:1: this is not YAML: a colon is missing after this; write key: value",
    ),
    ("an alias", "company: &c {engineers: 24}\nwork: *c\n", "2:7: aliases (*c) are not supported; write the value out"),
    (
        "an alias bomb",
        "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n",
        "2:8: aliases (*a) are not supported; write the value out",
    ),
    ("a merge key", "company:\n  <<: {engineers: 24}\n", "2:3: merge keys (<<) are not supported; write the values out"),
    (
        "a tag that runs code",
        "company: !!python/object/apply:os.system [ls]\n",
        "1:10: the tag !!python/object/apply:os.system is not supported; remove it",
    ),
    ("a tag", 'company: {engineers: !!int "24"}\n', "1:22: the tag !!int is not supported; remove it"),
    ("a tag of one's own", "company: {engineers: !secret 24}\n", "1:22: the tag !secret is not supported; remove it"),
    ("deep nesting", "company: " + "[" * 100 + "]" * 100 + "\n", "1:49: this is nested more than 40 levels deep; flatten it"),
    ("very deep nesting", "[" * 100_000, "1:41: this is nested more than 40 levels deep; flatten it"),
    ("deep maps", "{a: " * 50 + "}" * 50, "1:161: this is nested more than 40 levels deep; flatten it"),
    (
        "many values",
        "work: {kinds: [" + "1," * 300_000 + "]}\n",
        "1:100006: the file holds more than 50000 values, more than any situation or rule needs; split it",
    ),
    (
        "a long key",
        "{? " + "x" * 5000 + " : 1}\n",
        (
            "1:4: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… is no group "
            "of facts; the groups are company, offer, on_call, role and work"
        ),
    ),
    (
        "a long value",
        "role: {title: " + "x" * 5000 + "}\n",
        (
            '1:8: role.title is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…", which is no option of it; it must be '
            "devops-engineer, network-engineer, site-reliability-engineer or other"
        ),
    ),
    (
        "escapes in a key",
        '"\\x1b[31mred\\nblue": 1\n',
        "1:1: �[31mred�blue is no group of facts; the groups are company, offer, on_call, role and work",
    ),
    (
        "escapes in a value",
        'role: {title: "\\x1b]0;title\\x07"}\n',
        (
            '1:8: role.title is "�]0;title�", which is no option of it; it must be devops-engineer, '
            "network-engineer, site-reliability-engineer or other"
        ),
    ),
    (
        "text that runs the other way",
        'role: {title: "\u202egnp.exe"}\n',
        (
            '1:8: role.title is "�gnp.exe", which is no option of it; it must be devops-engineer, '
            "network-engineer, site-reliability-engineer or other"
        ),
    ),
    ("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "1:1: this is a binary file; name a text file"),
    (
        "a NUL late in the file",
        b"about: text\n# " + b"x" * 5000 + b"\n\0\n",
        "3:1: the text holds a control character (U+0000), which YAML does not allow; delete it",
    ),
    (
        "a control character",
        "about: ding\x07\ncompany: {engineers: 24}\n",
        "1:12: the text holds a control character (U+0007), which YAML does not allow; delete it",
    ),
    ("Latin-1", "about: caf\u00e9 \u00e0 la carte\n".encode("latin-1"), "1:11: the text is not UTF-8; save the file as UTF-8"),
    ("mixed encodings", "about: caf\u00e9\nrole: {title: caf".encode() + b"\xe9}\n", "2:18: the text is not UTF-8; save the file as UTF-8"),
    ("UTF-16 without its mark", "company: {engineers: 24}\n".encode("utf-16-le"), "1:1: this is a binary file; name a text file"),
    ("UTF-16, cut short", "company: {engineers: 24}\n".encode("utf-16")[:-1], "1:1: the text is damaged UTF-16; save the file as UTF-8"),
    (
        "UTF-16 with a mistake",
        "company: {enginers: 24}\n".encode("utf-16"),
        "1:11: company.enginers is no fact; did you mean company.engineers?",
    ),
    ("UTF-32", "company: {engineers: 24}\n".encode("utf-32"), "1:1: the text is UTF-32; save the file as UTF-8"),
    ("a byte order mark", "\ufeffcompany: {enginers: 24}\n", "1:11: company.enginers is no fact; did you mean company.engineers?"),
    ("Windows line ends", "company:\r\n  enginers: 24\r\n", "2:3: company.enginers is no fact; did you mean company.engineers?"),
)
