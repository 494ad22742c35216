"""Sentences, bullets, headings and sections of text as ads are really written; the examples are ours."""

from __future__ import annotations

import pytest

from advisor.documents.structure import structure
from advisor.signals.reading import readings
from advisor.titles.phrases import Phrases
from tests.documents.making import headings


def sentences(text: str) -> list[str]:
    """Return each sentence with its section and kind: `duties bullet: Run the rota`."""
    return [f"{part.section} {part.kind}: {text[part.start : part.end]}" for part in structure("ad", text, headings()).sentences]


def words(text: str) -> list[str]:
    """Return the sentences alone."""
    return [text[part.start : part.end] for part in structure("ad", text, headings()).sentences]


def kinds(text: str) -> list[str]:
    """Return the kind of each sentence."""
    return [part.kind for part in structure("ad", text, headings()).sentences]


def section(heading: str, before: str = "# Engineer\n\n") -> str:
    """Return the section that a heading opens."""
    text = f"{before}{heading}\n\nWe hire.\n"
    return structure("ad", text, headings()).sentences[-1].section


@pytest.mark.parametrize("mark", "- * + • ● · ▪ ◦ ‣ ○ ■ □ ✓ ➢ ► → – — o 1. 12) (3) a) iv. \\- \uf0b7".split())
def test_bullets_of_every_kind(mark: str) -> None:
    text = f"Duties:\n{mark} Run the rota\n{mark} Carry the pager\n"
    assert sentences(text) == ["duties heading: Duties:", "duties bullet: Run the rota", "duties bullet: Carry the pager"]


@pytest.mark.parametrize("mark", ["•", "●", "■"])
def test_bullets_without_a_blank_and_within_a_line(mark: str) -> None:
    assert words(f"{mark}Run the rota\n{mark}Carry the pager\n") == ["Run the rota", "Carry the pager"]
    assert words(f"You will: {mark} run the rota {mark}carry the pager") == ["You will:", "run the rota", "carry the pager"]
    assert words("You will: * run the rota * carry the pager") == ["You will:", "run the rota", "carry the pager"]


def test_a_dot_in_the_middle_is_a_bullet_only_between_blanks() -> None:
    assert words("Rota · Pager · Team") == ["Rota", "Pager", "Team"]
    assert words("We do CI·CD.") == ["We do CI·CD."]


@pytest.mark.parametrize(
    "heading",
    [
        "## Requirements",
        "###### Requirements ##",
        "**Requirements**",
        "**Requirements:**",
        "**Requirements** :",
        "** _Requirements_** :",
        "__Requirements__",
        "***Requirements***",
        "REQUIREMENTS",
        "Requirements:",
        "Requirements",
        "requirements",
        "Requirements\n------------",
        "Requirements\n===",
        "📌 Requirements",
        "🦸🏻\u200d♀️ Requirements",
        "> **Requirements**",
        "- **Requirements:**",
        "What you’ll bring",
        "What you'll bring to the table",
        "**WHAT WE’RE LOOKING FOR**",
        "Minimum requirements for the role:",
        "Required skills & experience",
        "**What you’ll bring to us** **(not all of it)** **:**",
    ],
)
def test_headings_of_every_kind(heading: str) -> None:
    assert section(heading) == "requirements"
    assert section(heading.replace("\n", "\r\n"), "Engineer\r\n\r\n") == "requirements"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("About Northwind", "company"),
        ("Life at Northwind", "company"),
        ("Who we are and what we do", "company"),
        ("Key duties will include:", "duties"),
        ("In this role, you will:", "duties"),
        ("As our first platform engineer you will:", "duties"),
        ("A day in the life of our SRE", "duties"),
        ("The role: how you’ll make an impact", "duties"),
        ("Your first 90 days", "duties"),
        ("To succeed in this role, you will need:", "requirements"),
        ("You’re a great fit if you:", "requirements"),
        ("Skills, experience and education", "requirements"),
        ("Skills for this role", "requirements"),
        ("Nice-to-haves", "optional"),
        ("Bonus points for:", "optional"),
        ("It's great, but not required", "optional"),
        ("Ways to stand out from the crowd", "optional"),
        ("What’s in it for you?", "offer"),
        ("Perks & benefits (UK)", "offer"),
        ("Why Northwind?", "offer"),
        ("What Northwind offers you", "offer"),
        ("Our interview process", "process"),
        ("What happens after you apply?", "process"),
        ("Northwind is an equal opportunity employer", "legal"),
        ("Our tech stack", "other"),
        ("Working conditions", "other"),
        ("Azure infrastructure management", "opening"),
    ],
)
def test_what_a_heading_opens(heading: str, kind: str) -> None:
    assert section(f"**{heading}**") == kind


def test_a_line_in_a_list_without_bullets_is_no_heading() -> None:
    text = "Requirements:\nPreferred experience with Terraform\nStrong communication skills\n"
    assert {part.section for part in structure("ad", text, headings()).sentences} == {"requirements"}


def test_the_marks_of_a_heading_are_no_part_of_it() -> None:
    assert words("# Engineer #\n\n## C#\n\n### Go ###\n") == ["Engineer", "C#", "Go"]


def test_a_title_is_no_section() -> None:
    text = "# Engineering leader, developer experience\n\nWe hire.\n"
    assert sentences(text)[-1] == "opening prose: We hire."


def test_an_unknown_heading_below_a_known_one_stays_in_its_section() -> None:
    text = "## Benefits\n### Money\nWe pay.\n## Vessels\nWe sail.\n"
    assert sentences(text)[2] == "offer prose: We pay."
    assert sentences(text)[4] == "other prose: We sail."


def test_an_unknown_question_is_a_topic_of_its_own() -> None:
    assert sentences("## Requirements\n### Who runs our servers?\nYou do.\n")[-1] == "other prose: You do."


def test_a_bold_sentence_is_no_heading() -> None:
    text = "## Duties\n**Applications without a letter that says why the requirements are met cannot be considered.**\nRun it.\n"
    assert kinds(text) == ["heading", "prose", "prose"]


def test_a_label_counts_for_its_paragraph_and_the_bullets_below() -> None:
    text = "## Duties\nRun it.\n\nBenefits: a pension.\n- a bicycle\n\nFix it.\n"
    assert sentences(text)[2:] == [
        "offer heading: Benefits:",
        "offer prose: a pension.",
        "offer bullet: a bicycle",
        "duties prose: Fix it.",
    ]


def test_sentences() -> None:
    text = (
        "We hire e.g. an SRE, i.e. you. Is it paid? Yes! “Truly.” It’s v1.2 of Node.js at Acme Inc. in the U.S. (See below.) "
        "No. 5 is alive… Go on."
    )
    assert words(text) == [
        "We hire e.g. an SRE, i.e. you.",
        "Is it paid?",
        "Yes!",
        "“Truly.”",
        "It’s v1.2 of Node.js at Acme Inc. in the U.S. (See below.)",
        "No. 5 is alive…",
        "Go on.",
    ]


def test_glued_sentences() -> None:
    assert words("You gather requirements.You will be on call!We pay (well).Apply") == [
        "You gather requirements.",
        "You will be on call!",
        "We pay (well).",
        "Apply",
    ]
    assert words("We use Vue.Js and ASP.Net here") == ["We use Vue.Js and ASP.Net here"]


def test_emphasis_around_a_sentence() -> None:
    assert words("**We are on call.** _Nobody_ is alone.") == ["**We are on call.**", "_Nobody_ is alone."]


WRAPPED = """You will look after the servers on which forty theatres sell
their tickets. Every sixth week you carry the pager; on the
other weeks nobody calls you. Pulumi, Go and
Kubernetes are what we work with today.

- Bring what is still built by hand into code, and show the
  rest of us how that is done
- Answer the pager
"""


def test_hard_wrapped_text() -> None:
    assert [sentence.replace("\n", " ") for sentence in words(WRAPPED)] == [
        "You will look after the servers on which forty theatres sell their tickets.",
        "Every sixth week you carry the pager; on the other weeks nobody calls you.",
        "Pulumi, Go and Kubernetes are what we work with today.",
        "Bring what is still built by hand into code, and show the   rest of us how that is done",
        "Answer the pager",
    ]


def test_lines_that_are_not_wrapped_stay_apart() -> None:
    text = "Requirements:\nKnowledge of networks, storage and the like\nGood German and English, spoken and written\nA driving licence\n"
    assert words(text)[1:] == text.splitlines()[1:]


def test_an_ad_without_lines() -> None:
    text = (
        "Network Engineer Northwind moves parcels across the Baltic and needs somebody for its networks.Responsibilities: Look after"
        " forty sites Plan the move to new firewalls Be on call one week in eight, which is paid for.Minimum Requirements:Three years with"
        " routers Experience with BGP Good EnglishPreferred Skills & Credentials Knowledge of Ansible.Benefits include: A pension Thirty"
        " days of holiday, and more where it is needed, and a bicycle, and a desk, and all the coffee that a network engineer may want."
    )
    found = sentences(text)
    assert [sentence for sentence in found if " heading: " in sentence] == [
        "duties heading: Responsibilities:",
        "requirements heading: Minimum Requirements:",
        "optional heading: Preferred Skills & Credentials",
        "offer heading: Benefits include:",
    ]
    assert "optional prose: Knowledge of Ansible." in found
    assert "opening prose: Network Engineer Northwind moves parcels across the Baltic and needs somebody for its networks." in found


def test_duties_strung_together_are_cut() -> None:
    duty = "Maintain the servers of our customers in the north of the country "
    assert len(words(duty * 8)) == 8
    assert len(words(duty)) == 1


def test_duties_glued_together_are_cut() -> None:
    duty = "Maintain the servers of our customers in the north of the country"
    assert len(words(duty * 8)) == 8
    assert words(f"{duty * 8}Other duties as assignedWe are a bank.")[-2:] == ["Other duties as assigned", "We are a bank."]
    names = "We use CodeDeploy and PowerShell with CloudBuild and CodeBuild for GitHub and OpenStack there "
    assert len(words(names * 5)) == 1


def test_tables() -> None:
    text = "| Place | Leeds |\n|-------|:-----:|\n| On call | one week in six |\n"
    assert words(text) == ["| Place | Leeds |", "| On call | one week in six |"]


def test_front_matter_says_the_title_and_nothing_else() -> None:
    text = "---\ntitle: 'Platform Engineer'\ntags:\n  - on-call\n---\n\nWe hire.\n"
    assert sentences(text) == ["opening heading: Platform Engineer", "opening prose: We hire."]
    assert words("---\nWe hire.\n---\nYou run it.\n") == ["We hire.", "You run it."]


def test_comments_say_nothing() -> None:
    text = "We hire. <!-- You will be\non call. --> You run it.\n<!-- alone -->\nGo on. <!-- no end\n"
    assert [" ".join(sentence.split()) for sentence in words(text)] == [
        "We hire.",
        "You run it.",
        "Go on. <!-- no end",
    ]
    assert "on call" not in structure("ad", text, headings()).plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Carry [the pager](https://example.org/on-call) now", "carry  the pager" + " " * 31 + "now"),
        ("See https://example.org/rockstar, please", "see " + "," * 28 + ", please"),
        ("Use <b>Go</b><br>or Rust", "use    go    ;   or rust"),
        ("We pay <amount> a year", "we pay <amount> a year"),
    ],
)
def test_what_is_not_read(text: str, plain: str) -> None:
    read = structure("ad", text, headings())
    assert len(read.plain) == len(text)
    assert read.plain.replace(",", "").split() == plain.replace(",", "").split()


@pytest.mark.parametrize(
    "written", ["rock**star**", "*rock*star", "rock***star***", "rock\u00adstar", "rock\u200bstar", "ro\u00adck\u00adstar"]
)
def test_marks_inside_a_word_do_not_part_it(written: str) -> None:
    rockstar = Phrases({"rockstar": [("rockstar",)]}, ["rockstar"])
    text = f"We want a {written} engineer for 24*7, and *other* things."
    read = structure("ad", text, headings())
    (hit,) = rockstar.find(read.plain, 0, len(text))
    assert text[hit.start : hit.end].strip("*") == written.strip("*")
    assert "other" in next(readings(read.plain, [(0, len(text))])).words


@pytest.mark.parametrize("text", ["—", "***", "…", "\n\n- \n", "#\n", "**", "|---|", "\u202e", "123", ":", "- :", "**:**"])
def test_next_to_nothing(text: str) -> None:
    assert len(structure("ad", text, headings()).sentences) <= 1
