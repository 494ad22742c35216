// The catalogue: finds rules by any of their words.

import { count, find } from "./dom.js";

const boxes = [...document.querySelectorAll("details.catalogue")].map((box) => ({ box, open: box.open, items: [...box.querySelectorAll("li")] }));

function search() {
  const words = find("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  let hits = 0;
  for (const { box, open, items } of boxes) {
    let here = 0;
    for (const item of items) {
      item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
      here += item.hidden ? 0 : 1;
    }
    box.hidden = !here;
    box.open = words.length ? here > 0 : open;
    hits += here;
  }
  find("hits").textContent = !words.length ? "" : hits ? count(hits, "rule") : "No rule has these words; try fewer";
}

find("search").hidden = false;
find("words").addEventListener("input", search);
