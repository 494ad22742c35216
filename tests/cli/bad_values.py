"""Situations whose numbers cannot be used, or that cannot be. The vocabulary is that of `tests/small`."""

from __future__ import annotations

# name, content of s.yaml, what is said of it
VALUES: tuple[tuple[str, str | bytes, str], ...] = (
    (
        "a number in words",
        "company: {engineers: sixty}\n",
        '1:11: company.engineers is "sixty"; write a whole number from 0 to 1,000,000 (engineers), in digits',
    ),
    ("a number in quotes", 'company: {engineers: "60"}\n', '1:11: company.engineers is "60" in quotes; write it without them'),
    (
        "true for a number",
        "company: {engineers: true}\n",
        "1:11: company.engineers is true; it must be a whole number from 0 to 1,000,000 (engineers)",
    ),
    (
        "a negative number",
        "company: {engineers: -5}\n",
        "1:11: company.engineers is -5; it must be a whole number from 0 to 1,000,000 (engineers)",
    ),
    (
        "a number above its bound",
        "role: {engineering_percent: 110}\n",
        "1:8: role.engineering_percent is 110; it must be a whole number from 0 to 100 (per cent of the week)",
    ),
    (
        "a huge number",
        "company: {engineers: 1" + "0" * 400 + "}\n",
        "1:11: company.engineers is 1e+299; it must be a whole number from 0 to 1,000,000 (engineers)",
    ),
    (
        "a fraction",
        "company: {engineers: 60.5}\n",
        "1:11: company.engineers is 60.5; it must be a whole number from 0 to 1,000,000 (engineers)",
    ),
    ("a decimal point", "company: {engineers: 60.0}\n", "1:11: company.engineers is 60.0; write 60, without a decimal point or exponent"),
    ("an exponent", "company: {engineers: 6e1}\n", "1:11: company.engineers is 60.0; write 60, without a decimal point or exponent"),
    (
        "not a number",
        "company: {engineers: .nan}\n",
        "1:11: company.engineers is nan; it must be a whole number from 0 to 1,000,000 (engineers)",
    ),
    (
        "infinity",
        "company: {engineers: -.inf}\n",
        "1:11: company.engineers is -inf; it must be a whole number from 0 to 1,000,000 (engineers)",
    ),
    ("a thousands comma", "company:\n  engineers: 1,200\n", '2:3: company.engineers is "1,200"; write 1200, digits alone'),
    ("a thousands comma in braces", "company: {engineers: 1,200}\n", "1:24: company.200 is no fact; write numbers without commas"),
    ("a sign for per cent", "role: {engineering_percent: 50%}\n", '1:8: role.engineering_percent is "50%"; write 50, digits alone'),
    ("about so many", "company: {engineers: ~60}\n", '1:11: company.engineers is "~60"; write 60, digits alone'),
    (
        "a range",
        "company: {engineers: 20-30}\n",
        '1:11: company.engineers is "20-30"; write a whole number from 0 to 1,000,000 (engineers), in digits',
    ),
    ("a leading zero", "company: {engineers: 010}\n", '1:11: company.engineers is "010"; write 10, digits alone'),
    (
        "hexadecimal",
        "company: {engineers: 0x10}\n",
        '1:11: company.engineers is "0x10"; write a whole number from 0 to 1,000,000 (engineers), in digits',
    ),
    ("digits of another width", "company: {engineers: \uff12\uff14}\n", '1:11: company.engineers is "２４"; write 24, digits alone'),
    (
        "a date for a number",
        "company: {engineers: 2024-01-01}\n",
        ('1:11: company.engineers is "2024-01-01"; write a whole number from 0 to 1,000,000 (engineers), in digits'),
    ),
    (
        "a list for a number",
        "company: {engineers: [1, 2]}\n",
        "1:11: company.engineers is a list; it must be a whole number from 0 to 1,000,000 (engineers)",
    ),
    ("a word for yes or no", "on_call: {required: maybe}\n", '1:11: on_call.required is "maybe"; it must be true or false'),
    ("a number for yes or no", "on_call: {required: 1}\n", "1:11: on_call.required is 1; it must be true or false"),
    ("yes in quotes", 'on_call: {required: "yes"}\n', '1:11: on_call.required is "yes" in quotes; write it without them'),
    ("a fact twice", "company:\n  engineers: 24\n  engineers: 25\n", "3:3: engineers is given twice (first in line 2); keep one of them"),
    (
        "a group twice",
        "company: {engineers: 24}\nwork: {kinds: [cloud]}\ncompany: {regions: 2}\n",
        "3:1: company is given twice (first in line 1); keep one of them",
    ),
    (
        "a fact twice, once dotted",
        "company: {engineers: 24}\ncompany.engineers: 24\n",
        "2:1: company.engineers is given twice (first in line 1); keep one of them",
    ),
    (
        "what only drafts say",
        "ad: {says_on_call: true}\n",
        "1:1: ad holds what is learned from a document; a situation cannot state it, so remove it",
    ),
    (
        "what only drafts say, dotted",
        "company.engineers: 24\nad.says_on_call: true\n",
        "2:1: ad.says_on_call is learned from a document; a situation cannot state it, so remove it",
    ),
    (
        "what only rules conclude",
        "company: {extrapolated: true}\n",
        "1:11: company.extrapolated is concluded by rules; a situation cannot state it, so remove it",
    ),
    (
        "a main kind that is no kind",
        "work: {kinds: [cloud], main: network}\n",
        "1:8: work.main is not among work.kinds; add it there, or correct work.main",
    ),
    (
        "a constraint",
        "on_call:\n  required: false\n  people: 4\n",
        "2:3: on-call is not required, yet there is a rota; correct on_call.required or on_call.people",
    ),
    (
        "given against derived",
        "company:\n  engineers: 24\n  stage: enterprise\n",
        ("3:3: company.stage is enterprise, but company.engineers is 24, which makes it startup; correct one of them"),
    ),
    (
        "given against derived, in words",
        "on_call: {pay: none, compensated: true}\n",
        ("1:22: on_call.compensated is true, but on_call.pay is none, which makes it false; correct one of them"),
    ),
    (
        "several contradictions",
        "on_call: {required: false, people: 4}\ncompany: {engineers: 24, stage: enterprise}\nwork: {kinds: [cloud], main: network}\n",
        (
            "1:11: on-call is not required, yet there is a rota; correct on_call.required or on_call.people\n"
            "2:26: company.stage is enterprise, but company.engineers is 24, which makes it startup; correct one "
            "of them\n"
            "3:8: work.main is not among work.kinds; add it there, or correct work.main"
        ),
    ),
    (
        "several problems, in order",
        "role.level: chief\ncompany:\n  enginers: 24\n  regions: -1\nweather: 1\nwork: {kinds: [cloud, cooking]}\n",
        (
            '1:1: role.level is "chief", which is no option of it; it must be junior or senior\n'
            "3:3: company.enginers is no fact; did you mean company.engineers?\n"
            "4:3: company.regions is -1; it must be a whole number from 0 to 10,000 (regions)\n"
            "5:1: weather is no group of facts; the groups are company, offer, on_call, role and work\n"
            '6:23: work.kinds has the member "cooking", which is no option of it; it may hold network, cloud, '
            "ci-cd and helpdesk"
        ),
    ),
)
