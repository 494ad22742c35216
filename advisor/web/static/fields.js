// One field for each type of fact.

import { h } from "./dom.js";

/** Returns inputs for a fact; `answer` is called with the value, or undefined for not known, which `open` offers. */
export function fieldOf(spec, value, answer, prefix, open = true) {
  const id = `${prefix}-${spec.id}`;
  switch (spec.type) {
    case "boolean":
      return choices(spec, id, [[true, "Yes"], [false, "No"]], value, answer, open);
    case "option":
      return choices(spec, id, spec.options.map((option) => [option.id, option.label]), value, answer, open);
    case "set":
      return setField(spec, id, value, answer, open);
    default:
      return numberField(spec, id, value, answer);
  }
}

function choices(spec, id, options, value, answer, open) {
  const radio = (option, label) =>
    h("label", {}, h("input", { type: "radio", name: id, checked: option === value, onchange: () => answer(option) }), " ", label);
  return [h("div", { class: "answers" }, options.map(([option, label]) => radio(option, label)), open && radio(undefined, "Not known"))];
}

function setField(spec, id, value, answer, open) {
  const members = new Set(value ?? []);
  const none = h("input", { type: "checkbox", checked: value !== undefined && !members.size });
  const unknown = h("input", { type: "checkbox", checked: value === undefined });
  const boxes = spec.options.map((option) => [option.id, h("input", { type: "checkbox", checked: members.has(option.id) }), option.label]);
  const said = () => boxes.filter(([, box]) => box.checked).map(([option]) => option);
  for (const [, box] of boxes) {
    box.addEventListener("change", () => {
      none.checked = false;
      unknown.checked = !said().length;
      answer(said().length ? said() : undefined);
    });
  }
  const clear = (box, other, result) =>
    box.addEventListener("change", () => {
      for (const [, each] of boxes) each.checked = false;
      box.checked = true;
      other.checked = false;
      answer(result);
    });
  clear(none, unknown, []);
  clear(unknown, none, undefined);
  return [
    h(
      "div",
      { class: "answers" },
      boxes.map(([, box, label]) => h("label", {}, box, " ", label)),
      h("label", {}, none, " ", "None of these"),
      open && h("label", {}, unknown, " ", "Not known"),
    ),
  ];
}

function numberField(spec, id, value, answer) {
  const change = (event) => {
    const said = event.target.value.trim();
    if (event.target.checkValidity()) answer(said === "" ? undefined : Number(said));
    else event.target.reportValidity();
  };
  const input = h("input", {
    type: "number", id, min: spec.low, max: spec.high, step: 1, inputmode: "numeric", value, "aria-label": spec.ask, onchange: change,
  });
  return [h("div", { class: "number" }, input, spec.unit ? [" ", h("span", {}, spec.unit)] : null)];
}
