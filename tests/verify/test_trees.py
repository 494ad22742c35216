"""Decision trees say what the advice says, and follow a situation as far as it knows the answers."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advise import adviser
from advisor.condition import SetValue, facts_read
from advisor.errors import ConflictingRules
from advisor.model import Recommend, Rulebook
from advisor.rulebook import load_rulebook
from advisor.situation import Situation
from advisor.testing.generation import random_value, valid
from advisor.testing.strategies import rulebooks
from advisor.verify.applying import overriders, speakers
from advisor.verify.boxes import TooManyBoxes
from advisor.verify.growing import decision_trees
from advisor.verify.trees import Leaf, Question, Tree, followed, size


def end(tree: Tree, path: tuple[int, ...]) -> Tree:
    for index in path:
        assert isinstance(tree, Question)
        tree = tree.branches[index].tree
    return tree


def compared(rulebook: Rulebook, rng: random.Random, depth: int) -> int:
    """Compare the trees with the advice on one situation, where it knows all that a decision's rules read; return how often."""
    specs = [spec for spec in rulebook.facts.values() if spec.givable and not spec.id.startswith("ad.")]
    rng.shuffle(specs)
    engine = adviser(rulebook).engine
    situation = valid({spec.id: random_value(spec, rulebook, rng) for spec in specs}, rulebook, engine)
    facts = engine.fire(situation.facts).facts
    known = {fact for fact, value in facts.items() if not isinstance(value, SetValue) or value.complete}
    over = overriders(rulebook.rules)
    count = 0
    for advice in adviser(rulebook).advise(situation).decisions:
        rules = list(speakers(rulebook.rules, advice.id))
        rules += [other for rule in rules for other in over.get(rule.id, ())]
        if not set().union(*[facts_read(rule.when) for rule in rules]) <= known:
            continue
        for option, tree in decision_trees(rulebook.decisions[advice.id], rulebook, depth).items():
            found = end(tree, followed(tree, facts))
            assert not isinstance(found, Question), "all is known, so every question is answered"
            if isinstance(found, Leaf):
                count += 1
                if option is None:
                    assert set(found.options) == {item.id for item in advice.options if item.rank == 1}
                else:
                    ranked = {item.id for item in advice.options if item.rank is not None}
                    assert found.options == ((option,) if option in ranked else ())
    return count


def test_the_shipped_trees_lead_where_the_advice_does() -> None:
    rulebook, rng = load_rulebook(), random.Random(7)
    assert sum(compared(rulebook, rng, 4) for _ in range(12)) > 100


@settings(max_examples=40)
@given(rulebooks(rules=10, derived=2, depth=2), st.randoms(use_true_random=False), st.integers(0, 4))
def test_trees_of_any_rulebook_lead_where_the_advice_does(rulebook: Rulebook, rng: random.Random, depth: int) -> None:
    try:
        compared(rulebook, rng, depth)
    except (TooManyBoxes, ConflictingRules, ValueError):
        return  # too intricate, or no situation of it is valid


def test_a_path_ends_at_the_first_question_that_a_situation_does_not_answer() -> None:
    rulebook = load_rulebook()
    tree = decision_trees(rulebook.decisions["title"], rulebook)[None]
    assert isinstance(tree, Question)
    assert tree.fact == "work.main"
    assert followed(tree, {}) == ()
    platform = Situation.parse("work: {main: internal-platform}", rulebook)
    assert end(tree, followed(tree, platform.facts)) == Leaf(("platform-engineer",))


def test_a_tree_is_cut_at_its_depth_and_says_what_is_left() -> None:
    rulebook = load_rulebook()
    decision = rulebook.decisions["title"]
    cut = decision_trees(decision, rulebook, 0)[None]
    assert size(cut) == 1
    assert not isinstance(cut, (Leaf, Question))
    assert "work.main" in cut.facts
    assert set(cut.options) <= set(decision.options)
    assert size(cut) < size(decision_trees(decision, rulebook, 2)[None]) < size(decision_trees(decision, rulebook, 4)[None])


def test_a_list_has_a_tree_for_each_option_that_a_rule_speaks_for() -> None:
    rulebook = load_rulebook()
    trees = decision_trees(rulebook.decisions["pay"], rulebook)
    spoken = {
        option
        for rule in rulebook.rules
        if isinstance(rule.then, Recommend) and rule.then.decision == "pay"
        for option in rule.then.options
    }
    assert set(trees) == spoken
