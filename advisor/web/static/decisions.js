// The decisions as trees: option, the rules for and against it, and their conditions; what applies now is lit.

import { fill, find, h, tell } from "./dom.js";
import { get, Refused } from "./http.js";
import { on, state } from "./state.js";

let rules = null;

export function startDecisions() {
  const select = find("decision");
  fill(select, state.vocabulary.decisions.map(({ id, label }) => h("option", { value: id }, label)));
  select.addEventListener("change", show);
  on("advice", () => rules && show());
}

/** Shows the tree; the rules are asked for the first time only. */
export async function openDecisions() {
  try {
    if (!rules) rules = (await get("/api/rules")).rules;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return tell("decisions", error.message);
  }
  tell("decisions", null);
  show();
}

function show() {
  const id = find("decision").value;
  const spec = state.vocabulary.decisions.find((decision) => decision.id === id);
  const advised = state.advice?.decisions.find((decision) => decision.id === id);
  const options = advised ? advised.options.map((option) => [spec.options.find((each) => each.id === option.id), option]) : spec.options.map((option) => [option, null]);
  fill(find("tree"), h("p", { class: "quiet" }, spec.question), options.map(([option, now]) => optionTree(id, option, now)));
}

function optionTree(decision, option, now) {
  const lit = new Set([...(now?.reasons ?? []), ...(now?.against ?? [])].map(({ rule }) => rule));
  const open = new Set((now?.open ?? []).map(({ rule }) => rule));
  const speaking = rules.filter(({ then }) => then.recommend === decision && (then.options.includes(option.id) || then.against.includes(option.id)));
  const rank = now?.rank ? h("span", { class: "standing settled" }, `rank ${now.rank}`) : null;
  const order = ({ id }) => (lit.has(id) ? 0 : open.has(id) ? 1 : 2);
  return h(
    "details",
    { class: "catalogue", open: lit.size > 0 },
    h("summary", {}, h("h2", {}, option.label), " ", rank, " ", h("span", {}, `${lit.size} of ${speaking.length} apply`)),
    h("ul", { class: "tree" }, speaking.sort((a, b) => order(a) - order(b)).map((rule) => ruleTree(rule, option.id, lit.has(rule.id), open.has(rule.id)))),
  );
}

function ruleTree(rule, option, lit, open) {
  const side = rule.then.against.includes(option) ? "against" : "for";
  return h(
    "li",
    { class: lit ? "lit" : open ? "open" : "dark" },
    h("p", {}, h("span", { class: "tag" }, `${rule.then.strength}, ${side}`), " ", h("a", { href: `/rules/${rule.id}`, target: "_blank", rel: "noopener" }, rule.summary), lit ? h("strong", {}, " applies") : open ? h("span", { class: "quiet" }, " could apply") : null),
    h("ul", { class: "when" }, rule.when.map(({ depth, text }) => h("li", { class: `depth-${Math.min(depth, 4)}` }, text))),
  );
}
