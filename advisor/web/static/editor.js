// The draft as it is edited: a plain-text element with highlights, or a text area where the browser lacks either.

/** Whether the browser has what highlights in the text need. */
export function canHighlight() {
  const probe = document.createElement("div");
  try {
    probe.contentEditable = "plaintext-only";
  } catch {
    return false;
  }
  return probe.contentEditable === "plaintext-only" && typeof Highlight === "function" && "highlights" in CSS;
}

const LABEL = { "aria-label": "The draft", id: "draft", class: "text", spellcheck: "true" };
const EMPTY = "Paste the ad here.";
const FILLER = /\n$/; // a line break at the end is shown only where another follows it, so there is always one too many
const tidy = (text) => text.replace(/\r\n?/g, "\n");

class Editor {
  constructor(element, changed) {
    this.element = element;
    for (const [name, value] of Object.entries(LABEL)) element.setAttribute(name, value);
    element.addEventListener("input", () => changed());
  }

  /** Writes edits, the last first so that the places of the others stay true; each can be undone. */
  apply(edits) {
    for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
      this.select(start, end);
      this.type(text, start === end);
    }
  }

  /** Writes lines one by one: a line break within one insertion would make elements of them. */
  type(text) {
    tidy(text).split("\n").forEach((line, index) => {
      if (index) document.execCommand("insertLineBreak");
      if (line || !index) document.execCommand(line ? "insertText" : "delete", false, line);
    });
  }
}

class Marked extends Editor {
  constructor(changed) {
    const element = document.createElement("div");
    element.contentEditable = "plaintext-only";
    element.tabIndex = 0;
    element.setAttribute("role", "textbox");
    element.setAttribute("aria-multiline", "true");
    element.dataset.empty = EMPTY;
    super(element, changed);
  }

  get text() {
    if (this.element.firstElementChild) this.flatten();
    return this.element.textContent.replace(FILLER, "");
  }

  set text(value) {
    this.element.textContent = tidy(value).replace(/\n$/, "\n\n");
  }

  /** Turns elements that some way of typing has made back into line breaks. */
  flatten() {
    const parts = [];
    const walk = (node) => {
      for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) parts.push(child.data);
        else if (child.nodeName === "BR") parts.push("\n");
        else {
          if (parts.length && !parts.at(-1).endsWith("\n")) parts.push("\n");
          walk(child);
        }
      }
    };
    walk(this.element);
    this.element.textContent = parts.join("");
    this.select(this.element.textContent.length, this.element.textContent.length);
  }

  /** Returns a live range, which moves along while text before it is typed. */
  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.at(start));
    range.setEnd(...this.at(end));
    return range;
  }

  at(offset) {
    let left = offset;
    let last = this.element;
    for (const node of this.element.childNodes) {
      if (left <= node.length) return [node, left];
      left -= node.length;
      last = node;
    }
    return [last, last === this.element ? 0 : last.length];
  }

  mark(kind, spans) {
    if (spans.length) CSS.highlights.set(kind, new Highlight(...spans.map(({ start, end }) => this.range(start, end))));
    else CSS.highlights.delete(kind);
  }

  select(start, end) {
    const range = this.range(start, end);
    this.element.focus({ preventScroll: true });
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    this.show(range);
  }

  show(range) {
    const box = range.getBoundingClientRect();
    const frame = this.element.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) this.element.scrollTop += box.top - frame.top - frame.height / 3;
    if (frame.bottom < 80 || frame.top > innerHeight - 80) this.element.scrollIntoView({ block: "nearest" });
  }
}

class Plain extends Editor {
  constructor(changed) {
    const element = document.createElement("textarea");
    element.placeholder = EMPTY;
    super(element, changed);
  }

  get text() {
    return this.element.value;
  }

  set text(value) {
    this.element.value = tidy(value);
  }

  mark() {}

  select(start, end) {
    this.element.focus();
    this.element.setSelectionRange(start, end);
  }
}

export const makeEditor = (changed) => (canHighlight() ? new Marked(changed) : new Plain(changed));
