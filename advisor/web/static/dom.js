// Elements put together from text and nodes, never from markup: nothing can slip in.

/** Returns an element; properties that begin with "on" listen, others are attributes; null and false are left out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) parent.append(child);
  }
}

/** Puts new children into an element in place of the old ones. */
export function fill(element, ...children) {
  const fragment = document.createDocumentFragment();
  add(fragment, children);
  element.replaceChildren(fragment);
}

export const find = (id) => document.getElementById(id);

const told = new Map();

/** Says at the top of the page what went wrong with something, until that goes right. */
export function tell(what, message) {
  if (message) told.set(what, message);
  else told.delete(what);
  const box = find("trouble");
  box.textContent = [...new Set(told.values())].join("\n");
  box.hidden = !told.size;
}

/** "1 error", "2,000 errors". */
export const count = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The mark of what goes beyond the source, and a link to the page of the rule. */
export function sourced(text, basis, rule) {
  return [
    text,
    basis === "inference" ? [" ", h("span", { class: "inference" }, "our inference")] : null,
    rule ? [" ", h("a", { class: "reference", href: `/rules/${rule}`, target: "_blank", rel: "noopener", "aria-label": `Source of: ${text}` }, "source")] : null,
  ];
}
