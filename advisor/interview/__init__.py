"""The interview: the next best question until every choice is settled, or nothing that could be asked is left.

talk = Interview(rulebook)
while (question := talk.question) is not None:
    talk.answer(input(question.question))
print(talk.advice, talk.file())
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from advisor.advise import adviser
from advisor.condition import Value
from advisor.errors import BadInput, did_you_mean
from advisor.files import shown
from advisor.interview.answers import read_answer
from advisor.interview.writing import situation_file
from advisor.model import Advice, Question, Rulebook
from advisor.situation import Situation, complete

__all__ = ["Interview"]


class Interview:
    """One conversation: what was answered, what nobody knows, and what is asked now."""

    def __init__(self, rulebook: Rulebook, name: str = "your answers") -> None:
        self._rulebook = rulebook
        self._name = name
        self._answers: dict[str, Value | None] = {}  # in the order asked; None: nobody knows
        self._again: str | None = None

    @property
    def answers(self) -> dict[str, Value]:
        """The facts answered, in the order in which they were asked."""
        return {fact: value for fact, value in self._answers.items() if value is not None}

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The facts that nobody knew."""
        return tuple(fact for fact, value in self._answers.items() if value is None)

    @property
    def asked(self) -> int:
        """How many questions have an answer, `don't know` included."""
        return len(self._answers)

    @property
    def number(self) -> int:
        """Which question is asked now, counted in the order in which they were first asked."""
        facts = list(self._answers)
        return 1 + (facts.index(self._again) if self._again in facts else len(facts))

    @property
    def situation(self) -> Situation:
        """The situation that the answers describe."""
        return Situation(self._name, complete(self.answers, self._rulebook.facts))

    @cached_property
    def advice(self) -> Advice:
        """The advice on what is known so far."""
        return adviser(self._rulebook).advise(self.situation, next_question=False)

    @cached_property
    def question(self) -> Question | None:
        """What is asked now; None where every choice is settled, or nothing that could be asked is left."""
        if self._again is not None:
            spec = self._rulebook.facts[self._again]
            return Question(spec.id, spec.ask, spec.help, spec.type, spec.unit, spec.options, (), "")
        return adviser(self._rulebook).question(self.situation, self.advice.decisions, self.unanswered)

    def finished(self) -> Advice:
        """Return the advice on all the answers, with what to find out next, if not what nobody knows."""
        return replace(self.advice, next_question=adviser(self._rulebook).question(self.situation, self.advice.decisions, self.unanswered))

    def answer(self, text: str) -> None:
        """Take an answer to the question asked, as a person types it.

        Raises BadInput, and takes nothing, where it cannot be understood or contradicts what was answered before.
        """
        assert self.question is not None
        spec = self._rulebook.facts[self.question.fact]
        value = read_answer(text, spec)
        self.give(spec.id, value)

    def give(self, fact: str, value: Value) -> None:
        """Take the value of a fact. Raises BadInput, and takes nothing, where it contradicts what was answered before."""
        before = self._answers
        self._answers = {**before, fact: value}
        self._forget()
        try:
            assert self.advice is not None
        except BadInput as error:
            self._answers = before
            self._forget()
            # The messages speak of a file; here there is none yet.
            raise BadInput("; ".join(problem.message for problem in error.problems)) from None
        self._again = None
        self._forget()

    def dont_know(self) -> None:
        """Take it that nobody knows what is asked; it is not asked again."""
        assert self.question is not None
        self._answers = {**self._answers, self.question.fact: None}
        self._again = None
        self._forget()

    def keep(self) -> None:
        """Let the answer to a question that is asked again stand."""
        assert self._again in self._answers
        self._again = None
        self._forget()

    def back(self) -> bool:
        """Take back the last answer and ask that again; return False where there is none."""
        if not self._answers:
            return False
        *_, last = self._answers
        self._ask_again(last)
        del self._answers[last]
        return True

    def change(self, said: str) -> None:
        """Ask one question again; `said` is its fact, its number as asked, or the fact's name. Raises BadInput.

        The answer so far stands until there is another.
        """
        facts = list(self._answers)
        names = [fact.partition(".")[2] for fact in facts]
        if said.isdigit() and len(said) < 4 and 1 <= int(said) <= len(facts):
            said = facts[int(said) - 1]
        elif names.count(said) == 1:
            said = facts[names.index(said)]
        if said not in facts:
            known = f"; you can change {', '.join(facts)}" if facts else "; nothing has been answered yet"
            raise BadInput(f"{shown(said)} has not been answered{did_you_mean(said, facts) or known}")
        self._ask_again(said)

    def file(self) -> str:
        """Return the answers as a situation file with comments, which `advisor evaluate` takes."""
        return situation_file(self.answers, self.unanswered, self._rulebook)

    def known(self, fact: str) -> Value | None:
        """Return the answer to a question, or None."""
        return self._answers.get(fact)

    def _ask_again(self, fact: str) -> None:
        self._again = fact
        self._forget()

    def _forget(self) -> None:
        for name in ("advice", "question"):
            self.__dict__.pop(name, None)
