"""Situations whose keys, sets and options cannot be used. The vocabulary is that of `tests/small`."""

from __future__ import annotations

# name, content of s.yaml, what is said of it
KEYS: tuple[tuple[str, str | bytes, str], ...] = (
    ("a misspelt fact", "company:\n  enginers: 24\n", "2:3: company.enginers is no fact; did you mean company.engineers?"),
    ("a misspelt fact, dotted", "company.enginers: 24\n", "1:1: company.enginers is no fact; did you mean company.engineers?"),
    ("a misspelt group", "compnay: {engineers: 24}\n", "1:1: compnay is no group of facts; did you mean company?"),
    ("a misspelt group, dotted", "compnay.engineers: 24\n", "1:1: compnay.engineers is no fact; did you mean company.engineers?"),
    ("a group with a hyphen", "on-call: {required: true}\n", "1:1: on-call is no group of facts; did you mean on_call?"),
    ("a group in capitals", "Company: {engineers: 24}\n", "1:1: Company is no group of facts; did you mean company?"),
    ("a fact outside its group", "engineers: 24\n", "1:1: engineers is no group of facts; did you mean company.engineers?"),
    ("a misspelt fact outside its group", "titel: other\n", "1:1: titel is no group of facts; did you mean role.title?"),
    ("a fact in another's group", "work: {engineers: 24}\n", "1:8: work.engineers is no fact; did you mean company.engineers?"),
    (
        "a group within its group",
        "company: {company.engineers: 24}\n",
        "1:11: company.company.engineers is no fact; did you mean company.engineers?",
    ),
    ("a fact below a fact", "company.engineers.now: 24\n", "1:1: company.engineers.now is no fact; did you mean company.engineers?"),
    (
        "no group at all",
        "weather: {rain: true}\n",
        "1:1: weather is no group of facts; the groups are company, offer, on_call, role and work",
    ),
    ("no fact of its group", "offer: {salary: 100000}\n", "1:9: offer.salary is no fact; offer holds learning"),
    ("a group that is a number", "company: 24\n", "1:1: company is 24; it must hold facts, each on its own line below it (engineers: 24)"),
    (
        "a group that is a list",
        "company: [engineers]\n",
        "1:1: company is a list; it must hold facts, each on its own line below it (engineers: 24)",
    ),
    (
        "a group that is text",
        "role: SRE\n",
        '1:1: role is "SRE"; it must hold facts, each on its own line below it (title: devops-engineer)',
    ),
    (
        "a colon without a blank",
        "company:\n  engineers:24\n",
        (
            '1:1: company is "engineers:24"; it must hold facts, each on its own line below it (engineers: 24); '
            "is a blank missing after the colon?"
        ),
    ),
    ("a number for a key", "1: 2\n", "1:1: 1 is no group of facts; the groups are company, offer, on_call, role and work"),
    ("no key", "? \n: 3\n", "1:2: a key is missing before this colon; write it"),
    ("a list for a key", "? [a, b]\n: 3\n", "1:3: a key is a single word; a list or a group cannot be one"),
    ("a list for a situation", "- company\n", "1:1: this is a list; a situation holds facts, such as company: {engineers: 24}"),
    (
        "text for a situation",
        "company = acme\n",
        '1:1: this is "company = acme"; a situation holds facts, such as company: {engineers: 24}',
    ),
    (
        "a misspelt member",
        "work: {kinds: [cloud, cicd]}\n",
        '1:23: work.kinds has the member "cicd", which is no option of it; did you mean ci-cd?',
    ),
    (
        "a misspelt member on its own line",
        "work:\n  kinds:\n    - cloud\n    - CI/CD\n",
        '4:7: work.kinds has the member "CI/CD", which is no option of it; did you mean ci-cd?',
    ),
    (
        "an abbreviated member",
        "work: {tools: [k8s]}\n",
        '1:16: work.tools has the member "k8s", which is no option of it; did you mean kubernetes?',
    ),
    (
        "a member by its label",
        "work: {tools: [GitHub Actions]}\n",
        ('1:16: work.tools has the member "GitHub Actions", which is no option of it; did you mean github-actions?'),
    ),
    (
        "no such member",
        "work: {kinds: [cooking]}\n",
        ('1:16: work.kinds has the member "cooking", which is no option of it; it may hold network, cloud, ci-cd and helpdesk'),
    ),
    ("a member twice", "work: {kinds: [cloud, network, cloud]}\n", "1:32: work.kinds has the member cloud twice; keep one"),
    (
        "a member that is a number",
        "company: {compliance: [1]}\n",
        "1:24: company.compliance has the member 1, which is no option of it; it may hold soc-2 and hipaa",
    ),
    (
        "an empty member",
        "work: {kinds: [cloud, ]}\nrole: {level: ~}\ncompany:\n  compliance:\n    -\n",
        "5:6: company.compliance has an empty member; remove it",
    ),
    ("one member without brackets", "work: {kinds: cloud}\n", '1:8: work.kinds is "cloud"; it must be a list, such as [cloud]'),
    (
        "members in one text",
        "work: {kinds: 'cloud, network'}\n",
        '1:8: work.kinds is "cloud, network"; it must be a list, such as [cloud, network]',
    ),
    ("members as keys", "work: {kinds: {cloud: true}}\n", "1:8: work.kinds is a group of values; it must be a list, such as [cloud]"),
    ("a misspelt option", "role: {level: junor}\n", '1:8: role.level is "junor", which is no option of it; did you mean junior?'),
    ("an option in capitals", "role: {level: Senior}\n", '1:8: role.level is "Senior", which is no option of it; did you mean senior?'),
    (
        "an option by its label",
        "role: {title: Network Engineer}\n",
        '1:8: role.title is "Network Engineer", which is no option of it; did you mean network-engineer?',
    ),
    (
        "an abbreviated option",
        "role: {title: SRE}\n",
        '1:8: role.title is "SRE", which is no option of it; did you mean site-reliability-engineer?',
    ),
    (
        "the beginning of an option",
        "role: {title: devops}\n",
        '1:8: role.title is "devops", which is no option of it; did you mean devops-engineer?',
    ),
    (
        "no such option",
        "role: {title: wizard}\n",
        (
            '1:8: role.title is "wizard", which is no option of it; it must be devops-engineer, '
            "network-engineer, site-reliability-engineer or other"
        ),
    ),
    ("several options", "role: {level: [senior]}\n", "1:8: role.level is a list; it must be junior or senior"),
    ("an option that is a number", "role: {level: 3}\n", "1:8: role.level is 3; it must be junior or senior"),
    (
        "an option that is true",
        "on_call: {pay: no}\n",
        "1:11: on_call.pay is false (YAML reads yes, no, on and off so); it must be allowance or none",
    ),
    ("an option that is empty", "role: {level: ''}\n", "1:8: role.level is empty; it must be junior or senior"),
)
