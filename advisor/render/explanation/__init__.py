"""An explanation as text, Markdown and JSON: one view, one file a format."""
