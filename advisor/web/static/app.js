// The page: three views over one state. Nothing is sent anywhere but to the server this page came from.

import { startChecking } from "./checking.js";
import { openDecisions, startDecisions } from "./decisions.js";
import { find, tell } from "./dom.js";
import { startDrafting } from "./drafting.js";
import { get, Refused } from "./http.js";
import { startSituation } from "./situation.js";
import { state } from "./state.js";

const VIEWS = ["check", "situation", "decisions"];

async function route(moving) {
  const view = VIEWS.find((name) => location.hash === `#${name}`) ?? "check";
  for (const name of VIEWS) find(name).hidden = name !== view;
  document.querySelectorAll("header nav a").forEach((link) => {
    if (link.hash === `#${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  document.title = `advisor: ${find(`${view}-title`).textContent.toLowerCase()}`;
  if (moving) {
    scrollTo(0, 0);
    find("main").focus({ preventScroll: true });
  }
  if (view === "decisions") await openDecisions();
}

try {
  state.vocabulary = await get("/api/vocabulary");
  startDecisions();
  startChecking();
  startSituation();
  startDrafting();
  addEventListener("hashchange", () => route(true));
  await route(false);
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  tell("page", error.message);
}
