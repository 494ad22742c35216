// What stands above the findings: the five things engineers look for, and whether the title fits the work.

import { h } from "./dom.js";
import { state, factSpec } from "./state.js";

export function topOf(report) {
  return [
    h(
      "dl",
      { class: "sought", "aria-label": "What engineers look for" },
      state.vocabulary.expectations
        .filter(({ id }) => id in report.expectations)
        .map(({ id, label }) => {
          const { addressed, evidence } = report.expectations[id];
          const line = evidence[0]?.span.line;
          return h(
            "div",
            { class: addressed ? "yes" : "no" },
            h("dt", {}, label),
            h("dd", {}, addressed ? "yes" : "no", line ? h("span", {}, ` line ${line}`) : null),
          );
        }),
    ),
    h("p", { class: "fit" }, fitOf(report)),
  ];
}

const labelOf = (title) => factSpec("role.title").options.find(({ id }) => id === title)?.label ?? title;

function fitOf({ title: { declared, best }, findings }) {
  if (!declared) return best && best !== "other" ? [h("strong", {}, "Title: "), `none found; the work fits ${labelOf(best)}.`] : [h("strong", {}, "Title: "), "none found."];
  if (!best) return [h("strong", {}, "Title: "), `${declared}; too little is said of the work to tell whether it fits.`];
  if (!findings.some(({ concern }) => concern === "title-work")) return [h("strong", {}, "Title: "), `${declared} fits the work described.`];
  if (best === "other") return [h("strong", {}, "Title: "), `${declared}, but the work described is something else.`];
  return [h("strong", {}, "Title: "), `${declared}, but the work described fits ${labelOf(best)}.`];
}
