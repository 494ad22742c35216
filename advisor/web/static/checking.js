// "Check a draft": the text is checked as it changes, marked at once, and the list follows.

import { find, fill, h, tell, count } from "./dom.js";
import { makeEditor } from "./editor.js";
import { findingsList, issuesOf } from "./findings.js";
import { download, post, postForText, readFile, Refused } from "./http.js";
import { fromCodePoints, moved } from "./places.js";
import { keeper, on, state } from "./state.js";
import { topOf } from "./top.js";
import { EXAMPLE } from "./example.js";

const KINDS = ["info", "warning", "error"];
const LIST_AFTER = 120; // milliseconds without a key before the report is asked for: marks come first

let editor;
let marks = {}; // spans by severity, in `marked`
let marked = "";
let report = null;
let spans = []; // of the report's findings, in `checked`
let checked = "";
let name = "draft";
let running = false;
let again = false;
let listTimer = 0;
let latest = 0;
let keep = () => {};

export function startChecking() {
  editor = makeEditor(edited);
  find("editor").append(editor.element);
  keep = keeper(find("keep-draft"), "draft", () => editor.text, (text) => setText(String(text)));
  find("file").addEventListener("change", (event) => open(event.target.files[0]));
  find("example").addEventListener("click", () => setText(EXAMPLE, "example"));
  find("use-situation").addEventListener("change", check);
  on("facts", () => {
    against();
    check();
  });
  document.querySelectorAll("[data-export]").forEach((button) => button.addEventListener("click", () => save(button)));
  dropping();
  against();
  check();
}

/** Puts a text into the draft's place, unless the reader would rather keep what is there. Returns whether it did. */
export function setDraft(text) {
  if (editor.text.trim() && !confirm("Replace the draft that is there?")) return false;
  setText(text);
  return true;
}

function setText(text, called = "draft") {
  name = called;
  fill(find("note"));
  editor.text = text;
  remark();
  edited();
}

// The marks move along by themselves while one types; they are set anew with the next report.
function edited() {
  keep();
  check();
}

const situation = () => (find("use-situation").checked && Object.keys(state.facts).length ? state.facts : null);
const body = () => ({ text: editor.text, name, situation: situation() });

function against() {
  const known = Object.keys(state.facts).length;
  find("against").hidden = !known;
  find("known-count").textContent = count(known, "fact");
}

/** Marks the draft; the report follows when the keys rest. */
async function check() {
  clearTimeout(listTimer);
  latest += 1;
  if (running) {
    again = true;
    return;
  }
  const asked = body();
  if (!asked.text.trim()) {
    marks = {};
    report = null;
    remark();
    list();
    return;
  }
  running = true;
  try {
    const found = await post("/api/check", { ...asked, format: "marks" });
    const place = fromCodePoints(asked.text);
    marked = asked.text;
    marks = Object.fromEntries(KINDS.map((kind) => [kind, found[kind].map(([start, end]) => ({ start: place(start), end: place(end) }))]));
    remark();
    tell("check", null);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell("check", error.message);
  } finally {
    running = false;
  }
  if (again) {
    again = false;
    check();
  } else listTimer = setTimeout(read, LIST_AFTER);
}

/** Asks for the report, and lists it unless the draft has moved on: then another is asked for. */
async function read() {
  const asked = body();
  const at = latest;
  try {
    const found = await post("/api/check", asked);
    if (at !== latest) return;
    report = found;
    checked = asked.text;
    const place = fromCodePoints(checked);
    spans = report.findings.map(({ span }) => span && { start: place(span.start), end: place(span.end) });
    tell("check", null);
    tell("fix", null);
    list();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (at === latest) tell("check", error.message);
  }
}

/** Marks what was found last where it stands now: what was typed over is gone. */
function remark() {
  const here = moved(marked, editor.text);
  for (const kind of KINDS) editor.mark(kind, (marks[kind] ?? []).map(here).filter((span) => span && span.end > span.start));
}

function list() {
  find("exports").hidden = !report;
  if (!report) {
    fill(find("verdict"));
    fill(find("top"));
    fill(find("findings"), welcome());
    return;
  }
  const { errors, warnings, infos } = report.summary;
  const said = [errors && count(errors, "error"), warnings && count(warnings, "warning"), infos && `${infos.toLocaleString("en")} to consider`].filter(Boolean);
  const ready = Object.values(report.expectations).some(({ addressed }) => addressed) ? "Ready" : "Says too little";
  fill(find("verdict"), h("strong", {}, errors ? "Not ready" : warnings ? "Almost ready" : ready), said.length ? `: ${said.join(", ")}` : ": nothing to mend");
  fill(find("top"), topOf(report));
  fill(find("findings"), findingsList(issuesOf(report.findings, spans), { show, mend }));
}

function welcome() {
  const sought = state.vocabulary.expectations.map(({ label }) => h("li", {}, label));
  return [
    h("h2", { class: "section" }, "What engineers look for"),
    h("ul", { class: "welcome" }, sought),
    h("p", { class: "quiet" }, "An ad that is silent on one of these loses the people you want; one that says what is not so loses them later. Each finding comes with its reason, its source, and a line to write instead."),
  ];
}

function show(index) {
  const span = spans[index] && moved(checked, editor.text)(spans[index]);
  if (!span) return;
  editor.select(span.start, span.end);
  editor.mark("chosen", [span]);
}

/** Writes the suggested lines of findings into the draft: one step back undoes each. */
async function mend(indices) {
  try {
    const index = indices[0];
    const text = editor.text;
    if (text !== checked) return tell("fix", "The draft has changed since; try again in a moment");
    const { rule, span } = report.findings[index];
    const { edits } = await post("/api/fix", { ...body(), rule, start: span ? span.start : null });
    if (editor.text !== text) return tell("fix", "The draft has changed since; try again");
    if (!edits.length) return tell("fix", "The line is in the draft already; fill in its <blanks>");
    tell("fix", null);
    const place = fromCodePoints(text);
    editor.apply(edits.map((edit) => ({ start: place(edit.start), end: place(edit.end), text: edit.text })));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell("fix", error.message);
  }
}

async function open(file) {
  find("file").value = "";
  if (!file) return;
  try {
    const read = await readFile(file);
    setText(read.text, read.name);
    tell("file", null);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell("file", error.message);
  }
}

function dropping() {
  const paper = find("paper");
  const over = (event, inside) => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    paper.classList.toggle("over", inside);
  };
  paper.addEventListener("dragover", (event) => over(event, true));
  paper.addEventListener("dragleave", (event) => over(event, false));
  paper.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length) open(event.dataTransfer.files[0]);
  });
}

async function save(button) {
  try {
    tell("save", null);
    const shape = button.dataset.export;
    const text = await postForText("/api/check", { ...body(), format: shape === "html" ? "html" : "markdown" });
    if (shape === "comment") {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy as comment"), 2000);
    } else download(`${name.replace(/\.[^.]*$/, "")}-report.${shape === "html" ? "html" : "md"}`, text, shape === "html" ? "text/html" : "text/markdown");
  } catch (error) {
    tell("save", error instanceof Refused ? error.message : "The browser does not allow copying; download the Markdown instead");
  }
}
