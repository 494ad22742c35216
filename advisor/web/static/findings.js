// The list of what was found: one entry for each thing to mend, the gravest first, with every place it stands.

import { capital, count, h, sourced } from "./dom.js";
import { state } from "./state.js";

const ORDER = ["error", "warning", "info"];
const SHOWN = 4;
const MOST = 40;
const LONGEST = 90;

/** Returns findings that say the same thing as one issue each: the finding, and where it stands. */
export function issuesOf(findings, spans) {
  const issues = new Map();
  findings.forEach((finding, index) => {
    const key = JSON.stringify([finding.rule, finding.message, finding.because, finding.fix]);
    if (!issues.has(key)) issues.set(key, { finding, places: [] });
    issues.get(key).places.push({ index, span: spans[index], line: finding.span?.line, excerpt: finding.excerpt });
  });
  return [...issues.values()].sort((a, b) => ORDER.indexOf(a.finding.severity) - ORDER.indexOf(b.finding.severity));
}

export function findingsList(issues, actions) {
  if (!issues.length) return h("p", { class: "quiet" }, "Nothing here puts engineers off.");
  return h("ol", { class: "fixes", "aria-label": "What was found" }, issues.map((issue) => entry(issue, actions)));
}

function entry({ finding, places }, { show, mend }) {
  const placed = places.filter(({ span }) => span);
  return h(
    "li",
    { class: finding.severity },
    h("h2", { class: "point" }, h("span", { class: "severity" }, capital(finding.severity)), " ", finding.message),
    placed.length ? quotes(placed, show) : null,
    h("p", {}, sourced(finding.because, finding.basis, finding.rule)),
    h(
      "dl",
      {},
      row("A candidate will ask", finding.asks),
      row("Who can fix it", state.vocabulary.owners[finding.owner] ?? finding.owner),
      finding.fix ? row(suggestion(finding), rewrite(finding, places, mend)) : null,
    ),
  );
}

const suggestion = ({ edit }) => ({ "by-hand": "What to do", add: "Add" })[edit] ?? "Write";
const row = (label, ...said) => h("div", {}, h("dt", {}, label), h("dd", {}, ...said));

function rewrite(finding, places, mend) {
  if (finding.edit === "by-hand") return finding.fix;
  const said = `Write this line into the draft: ${finding.fix}`;
  return [
    h("span", { class: "rewrite" }, finding.fix),
    h("button", { type: "button", class: "mend", "aria-label": said, onclick: () => mend(places.map(({ index }) => index)) }, "Write it in"),
  ];
}

function quotes(places, show) {
  const shown = places.slice(0, SHOWN).map((place) => quote(place, show));
  const rest = places.slice(SHOWN, MOST);
  const beyond = places.length - SHOWN - rest.length;
  return [
    h("ul", { class: "quotes" }, shown),
    rest.length
      ? h(
          "details",
          {},
          h("summary", {}, `${count(places.length - SHOWN, "more place")}`),
          h("ul", { class: "quotes" }, rest.map((place) => quote(place, show)), beyond ? h("li", {}, `and ${beyond.toLocaleString("en")} more`) : null),
        )
      : null,
  ];
}

function quote({ index, line, excerpt }, show) {
  const text = excerpt.replace(/\s+/g, " ");
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return h("li", {}, h("button", { type: "button", class: "quote", onclick: () => show(index) }, h("span", { class: "place" }, `Line ${line}`), " ", h("b", {}, `“${short}”`)));
}
