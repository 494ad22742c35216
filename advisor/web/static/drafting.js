// "Start a draft": a job description from the situation, and the note to its author beside it.

import { setDraft } from "./checking.js";
import { capital, fill, find, h, tell } from "./dom.js";
import { post, postForText, Refused } from "./http.js";
import { state } from "./state.js";

const KINDS = { concern: "Mend first", choice: "Chosen", "left-out": "Left out", unknown: "Still asked" };

export function startDrafting() {
  find("start-draft").addEventListener("click", write);
}

async function write() {
  try {
    const situation = state.facts;
    const [text, { notes }] = await Promise.all([postForText("/api/draft", { situation, format: "markdown" }), post("/api/draft", { situation })]);
    if (!setDraft(text)) return;
    fill(find("note"), note(notes));
    location.hash = "#check";
    tell("draft", null);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell("draft", error.message);
  }
}

function note(notes) {
  if (!notes.length) return null;
  const groups = Object.entries(KINDS).map(([kind, label]) => [label, notes.filter((item) => item.kind === kind)]);
  return h(
    "details",
    { class: "note" },
    h("summary", {}, "A note to you on this draft"),
    groups.filter(([, items]) => items.length).map(([label, items]) => [h("h3", { class: "point" }, label), h("ul", {}, items.map(({ text, because }) => h("li", {}, capital(text), because ? ` ${because}` : null)))]),
  );
}
