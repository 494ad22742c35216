// What would change an answer: asked of the server when an option is opened, and said in words.

import { capital, fill, h } from "./dom.js";
import { post, Refused } from "./http.js";
import { factSpec, state } from "./state.js";

/** Puts into the box what would change the option's place, and which facts are enough for the answer. */
export async function explainInto(box, decision, option) {
  try {
    const found = await post("/api/explain", { situation: state.facts, decision, option });
    fill(box, h("h4", {}, "What would change it"), h("p", {}, changeOf(found)), found.enough.length ? h("p", { class: "quiet" }, `Enough for the answer: ${found.enough.map(stated).join("; ")}.`) : null);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    fill(box, h("p", { class: "quiet" }, error.message));
  }
}

function changeOf({ decision, what_if: what, options }) {
  if (!what) return "Nothing is asked for here.";
  const label = (id) => capital(options.find((option) => option.id === id)?.label ?? id);
  const goal = { first: "comes first", "other-first": "comes first", recommended: "is recommended", "not-recommended": "is no longer recommended" }[what.goal];
  if (!what.change) {
    const wanted = what.option ? `${label(what.option)} ${goal}` : `anything else ${goal}`;
    return what.proved ? `Nothing that you can change would make it so that ${wanted}.` : `No small change was found by which ${wanted}.`;
  }
  const outcome = what.goal.endsWith("first") ? what.first.map(label).join(" and ") : label(what.option);
  const facts = what.change.facts.map((item) => `${stated(item)}${item.before === null ? "" : ` (now ${inWords(factSpec(item.fact), item.before)})`}`);
  return `${outcome} ${goal} with ${facts.join(", and ")}.${what.proved ? "" : " Perhaps less would do."}`;
}

const stated = ({ fact, value }) => `${factSpec(fact).label}: ${inWords(factSpec(fact), value)}`;

function inWords(spec, value) {
  const label = (id) => spec.options.find((option) => option.id === id)?.label.split(": ")[0] ?? id;
  if (Array.isArray(value)) return value.length ? value.map(label).join(", ") : "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? value.toLocaleString("en") : label(value);
}
