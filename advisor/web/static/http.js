// Talking to the server: JSON in, JSON out, and one kind of failure.

/** What the server refused; its message says what, where, and the cure. */
export class Refused extends Error {}

async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("The server does not answer; start it again with: advisor serve");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new Refused(problem?.detail ?? `The server failed (${response.status}); try again`);
}

export async function get(path) {
  return (await answer(path)).json();
}

const json = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export async function post(path, body) {
  return (await answer(path, json(body))).json();
}

/** The answer as text, where it is no JSON. */
export async function postForText(path, body) {
  return (await answer(path, json(body))).text();
}

/** The text of a file, read by the server. */
export async function readFile(file) {
  const path = `/api/read?name=${encodeURIComponent(file.name.slice(0, 200) || "draft")}`;
  const response = await answer(path, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
  return response.json();
}

/** Hands a file to the browser to keep. */
export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
