// "Describe the situation": the next best question, every fact to edit, and the advice beside them.

import { adviceOf } from "./advice.js";
import { capital, fill, find, h, tell } from "./dom.js";
import { fieldOf } from "./fields.js";
import { download, post, postForText, Refused } from "./http.js";
import { changed, factSpec, keeper, on, replaceFacts, setFact, state } from "./state.js";

const GROUPS = { company: "The company", work: "The work", role: "The role", on_call: "On-call", environment: "The environment", culture: "How people work", offer: "The offer" };

let latest = 0;
let keep = () => {};
let pending; // the answer to the question asked, until it is given
let moving = false; // whether the next question is to have the focus

export function startSituation() {
  keep = keeper(find("keep-situation"), "situation", () => state.facts, (facts) => replaceFacts(Object(facts)));
  on("facts", () => {
    keep();
    advise();
  });
  on("advice", () => {
    ask();
    fill(find("advice"), adviceOf(state.advice));
  });
  find("load").addEventListener("change", load);
  find("save").addEventListener("click", save);
  find("clear").addEventListener("click", () => {
    replaceFacts({});
    facts();
  });
  facts();
  advise();
}

async function advise() {
  const asked = ++latest;
  try {
    const advice = await post("/api/evaluate", { situation: state.facts, unanswered: [...state.skipped] });
    if (asked !== latest) return; // a newer answer is on its way
    state.advice = advice;
    tell("situation", null);
    changed("advice");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (asked === latest) tell("situation", error.message);
  }
}

function ask() {
  const fact = state.advice.next_question?.fact;
  const box = find("question");
  if (!fact) {
    const settled = state.advice.decisions.every(({ answer, settled: done }) => answer !== "choose" || done);
    fill(box, h("div", { class: "ask", tabindex: -1 }, h("p", { class: "asked" }, settled ? "Title, level and profile are settled." : "Nothing else that is asked could settle more."), h("p", {}, "More answers below still sharpen the rest.")));
    focusOn(box.firstElementChild);
    return;
  }
  if (box.dataset.fact === fact && box.contains(document.activeElement)) return;
  box.dataset.fact = fact;
  pending = undefined;
  const spec = factSpec(fact);
  let pointed = false; // a click on a choice answers; an arrow key only moves on to it
  const answer = (value) => {
    pending = value;
    if (pointed && (spec.type === "boolean" || spec.type === "option")) give(value);
  };
  fill(
    box,
    h(
      "form",
      { class: "ask", onsubmit: submit, onpointerdown: () => (pointed = true), onkeydown: () => (pointed = false) },
      h("fieldset", {}, h("legend", { class: "asked" }, spec.ask), h("p", { class: "quiet" }, capital(state.advice.next_question.why)), spec.help ? h("p", { class: "quiet" }, spec.help) : null, fieldOf(possible(spec), undefined, answer, "next", false)),
      h("div", { class: "tools" }, h("button", { class: "first" }, "Answer"), h("button", { type: "button", onclick: skip }, "I don’t know")),
    ),
  );
  focusOn(box.querySelector("input"));
  function submit(event) {
    event.preventDefault();
    give(pending);
  }
  function give(value) {
    if (value === undefined) return skip();
    delete box.dataset.fact;
    moving = true;
    setFact(fact, value);
    facts();
  }
  function skip() {
    delete box.dataset.fact;
    moving = true;
    state.skipped.add(fact);
    advise();
  }
}

function focusOn(element) {
  if (moving) element.focus({ preventScroll: true });
  moving = false;
}

function facts() {
  const open = new Set([...find("facts").querySelectorAll("details[open]")].map(({ dataset }) => dataset.group));
  const groups = Map.groupBy(state.vocabulary.facts.filter(({ givable }) => givable), ({ id }) => id.split(".")[0]);
  fill(
    find("facts"),
    [...groups].map(([group, specs]) => {
      const known = specs.filter(({ id }) => id in state.facts).length;
      const said = h("span", {}, known ? `${known} of ${specs.length}` : "");
      const inside = h("div", { class: "group" });
      const box = h("details", { class: "catalogue", "data-group": group, open: open.has(group) }, h("summary", {}, h("h3", {}, GROUPS[group] ?? capital(group)), " ", said), inside);
      const show = () => inside.childElementCount || fill(inside, specs.map((spec) => factField(spec, said, specs)));
      box.addEventListener("toggle", show);
      if (open.has(group)) show();
      return box;
    }),
  );
}

function factField(spec, said, specs) {
  const answer = (value) => {
    setFact(spec.id, value);
    const known = specs.filter(({ id }) => id in state.facts).length;
    said.textContent = known ? `${known} of ${specs.length}` : "";
  };
  return h("fieldset", {}, h("legend", {}, spec.ask), fieldOf(possible(spec), state.facts[spec.id], answer, "fact"));
}

/** The fact with the options that what is known leaves: one of a set is one of its members. */
function possible(spec) {
  const around = spec.within && state.facts[spec.within];
  return around ? { ...spec, options: spec.options.filter(({ id }) => around.includes(id)) } : spec;
}

async function load(event) {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  try {
    const { facts: read } = await post("/api/situation/read", { yaml: await file.text(), name: file.name.slice(0, 200) });
    tell("load", null);
    replaceFacts(read);
    facts();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell("load", error.message);
  }
}

async function save() {
  try {
    download("situation.yaml", await postForText("/api/situation/write", { facts: state.facts, unanswered: [...state.skipped] }), "application/yaml");
    tell("save", null);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell("save", error.message);
  }
}
