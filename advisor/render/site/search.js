/* Search without a network: the list of pages is a script, read when the field is first used. */
"use strict";
(() => {
  const root = document.documentElement.dataset.root || "";
  const field = document.getElementById("search");
  const results = document.getElementById("results");
  const MOST = 30;
  let asked = false;

  const load = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = root + "search-index.js";
    script.onload = show;
    document.head.append(script);
  };

  const worth = ([kind, id, title, , words], wanted) => {
    const name = title.toLowerCase(), key = id.toLowerCase(), rest = words.toLowerCase();
    let sum = 0;
    for (const word of wanted) {
      const at = name.indexOf(word);
      if (at === 0) sum += 9;
      else if (at > 0) sum += name[at - 1] === " " ? 6 : 4;
      else if (key.includes(word)) sum += 5;
      else if (rest.includes(word)) sum += 1;
      else return null;
    }
    return sum + (kind === "word set" ? -3 : kind === "signal" ? 0 : 0.5);
  };

  const show = () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    results.hidden = wanted.length === 0;
    if (results.hidden || !window.advisorIndex) return;
    const found = window.advisorIndex
      .map((entry) => [worth(entry, wanted), entry])
      .filter(([sum]) => sum !== null)
      .sort((one, other) => other[0] - one[0]);
    results.replaceChildren();
    for (const [, [kind, id, title, path]] of found.slice(0, MOST)) {
      const link = document.createElement("a");
      link.href = root + path.split("/").map(encodeURIComponent).join("/");
      for (const [name, text] of [["kind", kind], ["name", title], ["key", id]]) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = text;
        link.append(part);
      }
      results.append(link);
    }
    const said = document.createElement("p");
    const left = found.length - MOST;
    said.textContent = found.length === 0 ? "Nothing found." : left > 0 ? `${left} more; add a word to narrow it down.` : "";
    if (said.textContent) results.append(said);
  };

  field.hidden = false;
  const wish = new URLSearchParams(location.search).get("q"); // a search can be linked to: index.html?q=on-call
  if (wish) {
    field.value = wish;
    load();
  }
  field.addEventListener("focus", load);
  field.addEventListener("input", () => { load(); show(); });
  document.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "/" && document.activeElement !== field) {
      event.preventDefault();
      field.focus();
    } else if (event.key === "Escape" && !results.hidden) {
      field.value = "";
      show();
      field.focus();
    } else if (!results.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp") && (at >= 0 || document.activeElement === field)) {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? field : links[Math.min(next, links.length - 1)] || field).focus();
    } else if (event.key === "Enter" && document.activeElement === field && links.length) {
      links[0].click();
    }
  });
})();
