// The advice: the answers with how firm they are, what to mend, and the lists, each option with why and why not.

import { capital, h, sourced } from "./dom.js";
import { explainInto } from "./explain.js";
import { state } from "./state.js";

const NAMED = 5;
const opened = new Set(); // what the reader has opened stays open while the advice grows

export function adviceOf(advice) {
  const choices = advice.decisions.filter(({ answer }) => answer === "choose");
  const lists = advice.decisions.filter(({ answer, options }) => answer === "list" && options.some(({ rank }) => rank !== null));
  return [
    h("section", {}, h("h2", { class: "section" }, "Post as"), choices.map(choice)),
    advice.concerns.length
      ? h("section", {}, h("h2", { class: "section" }, "Mend before you post"), h("ol", { class: "fixes" }, advice.concerns.map(concern)))
      : null,
    lists.map(listed),
  ];
}

const spec = (id) => state.vocabulary.decisions.find((decision) => decision.id === id);

function choice(decision) {
  const first = decision.options.filter(({ rank }) => rank === 1);
  const standing = decision.settled ? "settled" : first.length === 1 ? "leads so far" : first.length ? "open, a tie" : "open";
  return h(
    "div",
    { class: "choice" },
    h("h3", { class: "point" }, spec(decision.id).label),
    h("p", {}, h("strong", {}, capital(first.map(({ label }) => label).join(" or ")) || "Not known yet"), " ", h("span", { class: `standing ${decision.settled ? "settled" : ""}` }, standing)),
    decision.options.filter((option) => option.rank !== null || option.against.length || option.open.some(({ against }) => !against)).map((option) => optionBox(decision, option)),
  );
}

function optionBox(decision, option) {
  const key = `${decision.id}/${option.id}`;
  const ranked = option.rank === null ? "" : `${option.rank}. `;
  const change = h("div", { class: "change" });
  const box = remembered(
    key,
    h("summary", {}, `${ranked}${capital(option.label)}`, " ", h("span", {}, option.rank !== null ? "" : option.against.length ? "spoken against" : "possible")),
    part("Why", option.reasons),
    part("Why not", option.against),
    option.open.length
      ? [
          h("h4", {}, "Still open"),
          h("ul", {}, option.open.slice(0, NAMED).map(({ summary, against, strength, rule }) => h("li", {}, sourced(`${against ? "Against" : "For"}, ${strength}: ${summary}`, "source", rule)))),
        ]
      : null,
    change,
  );
  const ask = () => box.open && !change.childElementCount && explainInto(change, decision.id, option.id);
  box.addEventListener("toggle", ask);
  return box;
}

function part(label, reasons) {
  if (!reasons.length) return null;
  return [h("h4", {}, label), h("ul", {}, reasons.map(({ because, basis, rule }) => h("li", {}, sourced(because, basis, rule))))];
}

function remembered(key, ...children) {
  const box = h("details", { open: opened.has(key) }, ...children);
  box.addEventListener("toggle", () => (box.open ? opened.add(key) : opened.delete(key)));
  return box;
}

function concern(item) {
  return h(
    "li",
    { class: item.severity },
    h("h3", { class: "point" }, h("span", { class: "severity" }, capital(item.severity)), " ", item.message),
    h("p", {}, sourced(item.because, item.basis, item.rule)),
    h(
      "dl",
      {},
      h("div", {}, h("dt", {}, "A candidate will ask"), h("dd", {}, item.asks)),
      h("div", {}, h("dt", {}, "Who can fix it"), h("dd", {}, state.vocabulary.owners[item.owner] ?? item.owner)),
      item.fix ? h("div", {}, h("dt", {}, "What to say"), h("dd", {}, item.fix)) : null,
    ),
  );
}

function listed(decision) {
  const ranked = decision.options.filter(({ rank }) => rank !== null);
  const against = decision.options.filter((option) => option.rank === null && option.against.length);
  const item = (option) => h("li", {}, optionBox(decision, option));
  return h(
    "section",
    {},
    h("h2", { class: "section" }, spec(decision.id).label, decision.settled ? [" ", h("span", { class: "standing settled" }, "settled")] : null),
    h("ol", { class: "names" }, ranked.slice(0, NAMED).map(item)),
    ranked.length > NAMED || against.length
      ? remembered(`${decision.id}/`, h("summary", {}, `${ranked.length - Math.min(NAMED, ranked.length) + against.length} more`), h("ol", { class: "names" }, [...ranked.slice(NAMED), ...against].map(item)))
      : null,
  );
}
