"""The rulebook: everything the advice rests on, loaded from directories of YAML files and validated."""

from advisor.rulebook.library import default_rules, fingerprint, load_books, load_rulebook, load_signalbook, scenarios_directory

__all__ = ["default_rules", "fingerprint", "load_books", "load_rulebook", "load_signalbook", "scenarios_directory"]
