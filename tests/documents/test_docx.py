"""Word documents: everything a reader of one sees, in the order in which it is seen."""

from __future__ import annotations

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.documents.making import AD, document, saved, word


def text(made: docx.document.Document) -> str:
    """Return what is read of a document."""
    return document(saved(made)).text


def with_xml(paragraph: str) -> str:
    """Return what is read of a document that holds one paragraph, given as XML."""
    made = docx.Document()
    made.element.body.insert(
        0, parse_xml(f'<w:p {nsdecls("w", "r")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{paragraph}</w:p>')
    )
    return text(made).rstrip("\n")


def test_headings_by_style() -> None:
    made = docx.Document()
    made.add_heading("Platform Engineer", 0)
    made.add_heading("What you will do", 1)
    made.add_heading("On call", 3)
    own = made.styles.add_style("Section of ours", 1)
    own.base_style = made.styles["Heading 2"]
    made.add_paragraph("What you bring", style=own)
    outlined = made.add_paragraph("Benefits")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "1")
    outlined._p.get_or_add_pPr().append(level)
    assert text(made) == "# Platform Engineer\n\n# What you will do\n\n### On call\n\n## What you bring\n\n## Benefits\n"


def test_styles_that_are_based_on_each_other_in_a_circle() -> None:
    made = docx.Document()
    one, other = made.styles.add_style("One", 1), made.styles.add_style("Other", 1)
    one.base_style, other.base_style = other, one
    made.add_paragraph("We hire.", style=one)
    assert text(made) == "We hire.\n"


def test_bold_lines_and_bold_words() -> None:
    made = docx.Document()
    line = made.add_paragraph()
    line.add_run("What you ").bold = True
    line.add_run("bring").bold = True
    line.add_run(":")
    sentence = made.add_paragraph("You ")
    sentence.add_run("will").bold = True
    sentence.add_run(" run it.")
    assert text(made) == "**What you bring:**\n\nYou will run it.\n"


def test_words_that_runs_part() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("rock")
    paragraph.add_run("st").bold = True
    paragraph.add_run("ar")
    assert text(made) == "rockstar\n"


def test_lists() -> None:
    made = docx.Document()
    for style in ("List Bullet", "List Number", "List Bullet 2"):
        made.add_paragraph(style, style=style)
    numbered = made.add_paragraph("by number alone")
    numbered._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    unnumbered = made.add_paragraph("taken out of its list", style="List Bullet")
    unnumbered._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>'))
    assert text(made) == "- List Bullet\n- List Number\n- List Bullet 2\n- by number alone\n\ntaken out of its list\n"


def test_lines_within_a_paragraph() -> None:
    made = docx.Document()
    made.add_paragraph("one\ntwo\tthree")
    assert text(made) == "one\n\ntwo three\n"


def test_tables_stand_where_they_stand() -> None:
    made = docx.Document()
    made.add_paragraph("before")
    table = made.add_table(2, 2)
    for cell, content in zip(
        (cell for row in table.rows for cell in row.cells), ("Place", "Leeds", "On call", "One week in six"), strict=True
    ):
        cell.text = content
    made.add_paragraph("after")
    assert text(made) == "before\n\n| Place | Leeds |\n| On call | One week in six |\n\nafter\n"


def test_a_table_for_the_page_alone() -> None:
    made = docx.Document()
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "We hire."
    cell.add_paragraph("Run it", style="List Bullet")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Pay", "70,000"
    assert text(made) == "We hire.\n\n- Run it\n\n| Pay | 70,000 |\n"


def test_merged_cells_are_read_once() -> None:
    made = docx.Document()
    table = made.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "On call"
    table.cell(0, 2).text = "yes"
    assert text(made) == "| On call | yes |\n"


def test_links() -> None:
    assert (
        with_xml("<w:r><w:t xml:space='preserve'>See </w:t></w:r><w:hyperlink r:id='rId99'><w:r><w:t>our rota</w:t></w:r></w:hyperlink>")
        == "See our rota"
    )


def test_fields_controls_and_changes() -> None:
    assert (
        with_xml(
            "<w:fldSimple w:instr='DATE'><w:r><w:t>Monday</w:t></w:r></w:fldSimple>"
            "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
            "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t xml:space='preserve'> chosen</w:t></w:r></w:sdtContent></w:sdt>"
            "<w:ins><w:r><w:t xml:space='preserve'> added</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText> deleted</w:delText></w:r></w:del>"
            "<w:smartTag><w:r><w:t xml:space='preserve'> place</w:t></w:r></w:smartTag>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
            "<w:r><w:t xml:space='preserve'> on</w:t><w:noBreakHyphen/><w:t>call</w:t><w:softHyphen/></w:r>"
        )
        == "Monday chosen added place on-call"
    )


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    assert (
        with_xml(
            "<w:r><w:t>Beside it</w:t></w:r><w:r><mc:AlternateContent>"
            f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
        == "Beside it\n\nIn the box"
    )


def test_content_controls_around_paragraphs() -> None:
    made = docx.Document()
    made.element.body.insert(
        0, parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>We hire.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    assert text(made) == "We hire.\n"


def test_headers_and_footers_are_no_part_of_the_ad() -> None:
    made = word(AD)
    made.sections[0].header.paragraphs[0].text = "On call 24/7"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    assert document(saved(made)).text == document(saved(word(AD))).text
