"""The rules as a static site: a page for everything, searchable, in files that need no network and no build."""
