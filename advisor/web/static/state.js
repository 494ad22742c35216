// What the page knows: the draft's text, the facts of the situation, the last advice. It lives here, and in the
// browser's storage only where the user ticks the box.

export const state = { facts: {}, skipped: new Set(), advice: null, vocabulary: null };

const listeners = { facts: [], advice: [] };

export const on = (what, listener) => listeners[what].push(listener);
export const changed = (what) => listeners[what].forEach((listener) => listener());

/** Sets a fact, or forgets it where the value is undefined. */
export function setFact(fact, value) {
  if (value === undefined) delete state.facts[fact];
  else state.facts[fact] = value;
  state.skipped.delete(fact);
  changed("facts");
}

export function replaceFacts(facts) {
  state.facts = facts;
  state.skipped.clear();
  changed("facts");
}

export const factSpec = (id) => state.vocabulary.facts.find((spec) => spec.id === id);

/** Ties a box to a part of the storage: `read` says what to keep, `restore` takes what was kept. */
export function keeper(box, key, read, restore) {
  const name = `advisor.${key}`;
  const kept = stored(name);
  if (kept !== null) {
    box.checked = true;
    restore(kept);
  }
  const write = () => {
    try {
      if (box.checked) localStorage.setItem(name, JSON.stringify(read()));
      else localStorage.removeItem(name);
    } catch {
      box.checked = false; // the browser allows no storage, or has no room
    }
  };
  box.addEventListener("change", write);
  return () => box.checked && write();
}

function stored(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
