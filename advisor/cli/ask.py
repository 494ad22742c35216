"""`advisor ask`: an interview in a terminal, or over a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from advisor.cli.options import output_option, rules_option
from advisor.cli.output import colour_for, sink, width_of, writable
from advisor.errors import BadInput, Place, Problem
from advisor.interview import Interview
from advisor.model import Rulebook
from advisor.render import asking, text
from advisor.render.safe import clean
from advisor.rulebook import load_rulebook

_UNKNOWN = {"", "?", "don't know", "dont know", "don’t know", "do not know", "i don't know", "not known", "unknown", "not sure", "no idea"}
_UNKNOWN |= {"dunno", "idk", "skip"}
_STOP = {"stop", "quit", "exit", "end", "done"}
_FIRST_ADVICE = 3
_MOST = 10_000
"""Characters of one answer that are read."""


@click.command()
@rules_option
@output_option
def ask(directories: tuple[str, ...], no_default_rules: bool, output: str | None) -> int:
    """Ask what is worth knowing, the next best question first, and end with the advice.

    Press Enter where you don't know; type back to answer the last question anew, change FACT for an earlier one (Enter
    keeps it), and stop whenever you like. It ends when title, level and profile are settled, or nothing left to ask could settle them. With
    -o FILE the answers become a situation file; without, they are shown before the advice.

    Answers are read from standard input, one a line, so that a script can give them too.

    \b
    Examples:
      advisor ask -o acme.yaml
      printf 'cloud, ci-cd\\n24\\n' | advisor ask
    """
    if output is not None and output != "-":
        if os.path.exists(output):
            raise BadInput([Problem("this file is there already, and the answers would replace it; name another with -o", Place(output))])
        writable(output)
    rulebook = load_rulebook(*directories, default=not no_default_rules)
    with sink(None) as screen:
        talk = Interview(rulebook, output if output not in (None, "-") else "your answers")
        _Conversation(talk, rulebook, screen).run()
        answers = talk.file()
        if output is None or output == "-":
            screen.write(f"\nYOUR ANSWERS\n\n{answers}")
        else:
            with sink(output) as file:
                file.write(answers)
            screen.write(f"\nYour answers are in {clean(output)}.\n")
        screen.write("\n")
        advice = talk.finished()
        screen.writelines(text.render([advice], rulebook, width_of(screen), colour_for(screen), brief=True))
    return 0


class _Conversation:
    def __init__(self, talk: Interview, rulebook: Rulebook, screen: TextIO) -> None:
        self._talk, self._rulebook, self._screen = talk, rulebook, screen
        self._page = width_of(screen)
        self._lines = _lines()
        self._advised = False

    def run(self) -> None:
        """Ask until nothing is left to ask, the other side stops, or there is nobody there."""
        self._say(asking.welcome(self._page))
        while (question := self._talk.question) is not None:
            self._say("\n" + asking.question(question, self._talk.number, self._talk.known(question.fact), self._rulebook, self._page))
            while True:
                said = self._hear()
                if said is None or said.casefold() in _STOP:
                    return
                try:
                    if self._take(said):
                        break
                except BadInput as error:
                    self._say("".join(asking.told(problem.message, self._page) for problem in error.problems))
        self._say(f"\n{asking.nothing_left(self._talk.advice)}\n")

    def _take(self, said: str) -> bool:
        """Take what was said; return whether to go on to the next question."""
        command, _, about = said.partition(" ")
        if said.casefold() == "back":
            if not self._talk.back():
                raise BadInput("this is the first question; there is nothing to go back to")
            return True
        if command.casefold() == "change":
            self._talk.change(about.strip())
            return True
        if said.casefold() == "help":
            self._say(asking.welcome(self._page))
            return False
        asked = self._talk.question
        if not said and asked is not None and self._talk.known(asked.fact) is not None:
            self._talk.keep()
        elif said.casefold() in _UNKNOWN:
            self._talk.dont_know()
        else:
            self._talk.answer(said)
        first = not self._advised and self._talk.asked >= _FIRST_ADVICE
        self._advised = self._advised or first
        self._say(asking.so_far(self._talk.advice, self._rulebook, self._page, first))
        return True

    def _say(self, what: str) -> None:
        self._screen.write(what)
        self._screen.flush()

    def _hear(self) -> str | None:
        self._say("> ")
        try:
            line = next(self._lines, None)
        except KeyboardInterrupt:
            line = None
        if line is None or not sys.stdin.isatty():
            self._say(f"{clean(line) if line is not None else 'stop'}\n")  # a transcript reads as the conversation went
        return line


def _lines() -> Iterator[str]:
    """Yield what is typed, line by line, whatever its bytes are."""
    if sys.stdin is None:
        return
    source = getattr(sys.stdin, "buffer", None)
    while True:
        line = source.readline(_MOST) if source is not None and not sys.stdin.isatty() else sys.stdin.readline(_MOST)
        if not line:
            return
        said = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
        yield said.replace("\ufeff", "").strip()
