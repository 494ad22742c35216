"""Running the examples inside signals: the evidence each must find, and the near misses it must pass over."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.documents.structure import structure
from advisor.errors import BadRulebook
from advisor.model import SignalBook
from advisor.rulebook.signal_loading import SignalExample, example_evidence
from advisor.signals.observing import Observer
from advisor.testing.failures import Failure, Outcome


def check_signals(book: SignalBook, examples: Mapping[str, tuple[SignalExample, ...]]) -> Outcome:
    """Run every example of every signal."""
    observer = Observer(book)
    failures = [
        failure
        for signal in book.signals
        for example in examples[signal.id]
        if (failure := check_signal_example(signal.id, example, observer, book))
    ]
    return Outcome(sum(map(len, examples.values())), tuple(failures))


def check_signal_example(signal: str, example: SignalExample, observer: Observer, book: SignalBook) -> Failure | None:
    """Run one example of a signal; return what is wrong with it."""
    problem = _problem(signal, example, observer, book)
    return Failure(f"{signal} {problem}", example.place) if problem else None


def _problem(signal: str, example: SignalExample, observer: Observer, book: SignalBook) -> str | None:
    try:
        text, wanted = example_evidence(example)
    except BadRulebook as error:
        return error.problems[0].message
    document = structure("example", text, book.headings)
    found = sorted({item.evidence for item in observer.observe(document) if item.evidence.signal == signal})
    said = [text[evidence.start : evidence.end] for evidence in found]
    if example.fires and not wanted:
        return "has an example that marks no evidence; put [[ ]] around it"
    if example.fires and said != wanted:
        return f"should find {wanted} here, and finds {said or 'nothing'}"
    if not example.fires and (wanted or said):
        return f"should find nothing here, and finds {said}"
    return None
