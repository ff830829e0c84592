// <div data-refresh="/address" data-refresh-every="60">: its content is fetched again, quietly.
// [data-refresh-status] says when. While somebody is inside with the keyboard nothing is replaced.
import { createAll, Button } from "./govuk-frontend.min.js";
import { BACKGROUND, timeInWords } from "./clock.js";

export function startRefresh(place) {
  const status = document.querySelector("[data-refresh-status]");
  const every = Number(place.dataset.refreshEvery ?? 60) * 1000;
  let last = timeInWords(new Date());

  async function refresh() {
    if (document.hidden || place.contains(document.activeElement)) return;
    try {
      const response = await fetch(place.dataset.refresh, { headers: BACKGROUND, redirect: "manual" });
      if (!response.ok) throw new Error(String(response.status));
      const fragment = await response.text();
      if (fragment !== place.innerHTML) place.innerHTML = fragment;
      createAll(Button, {}, place);
      last = timeInWords(new Date());
      if (status) status.textContent = `Updated at ${last}`;
    } catch {
      if (status) status.textContent = `Could not update. This is how things stood at ${last}`;
    }
  }

  setInterval(refresh, every);
  document.addEventListener("visibilitychange", refresh);
}
