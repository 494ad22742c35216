"""One reader a format: what each has of text, headings, lists and tables, written like Markdown."""
