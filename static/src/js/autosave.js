// <form data-autosave="/address">: what is typed goes to the server while it is being typed.
// The answer is JSON: {"saved_at": "11:42pm", "version": 4}, or {"message": "…"} when it was refused.
import { BACKGROUND, timeInWords } from "./clock.js";

const PAUSE = 2500; // after the last key, in milliseconds
const AGAIN = 10000; // after a failure

export function startAutosave(form) {
  const status = form.querySelector("[data-autosave-status]") ?? form.appendChild(statusRegion());
  let timer;
  let changed = false;
  let sending = false;

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  async function send() {
    if (!changed || sending) return;
    changed = false;
    sending = true;
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST", body: withoutFiles(form), headers: BACKGROUND, redirect: "manual",
      });
      if (response.type === "opaqueredirect" || response.status === 401) {
        status.textContent = "Not saved: you have been signed out. Sign in again to go on from your last saved draft";
        return;
      }
      const answer = await response.json();
      if (answer.version !== undefined && form.elements.version) form.elements.version.value = answer.version;
      status.textContent = response.ok
        ? `Saved at ${answer.saved_at ?? timeInWords(new Date())}`
        : answer.message ?? "Not saved";
    } catch {
      changed = true;
      status.textContent = "Not saved yet: no connection. Trying again";
      later(AGAIN);
    } finally {
      sending = false;
      if (changed) later(AGAIN);
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    later(PAUSE);
  });
  form.addEventListener("submit", () => {
    changed = false;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => document.hidden && send());
  document.addEventListener("homeward:save-now", send);
}

function statusRegion() {
  const region = document.createElement("p");
  region.className = "govuk-body homeward-status";
  region.setAttribute("role", "status");
  return region;
}

// Files are kept when the page is sent, not with every pause in typing.
function withoutFiles(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
  return data;
}
