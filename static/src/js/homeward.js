// Everything here only improves: each page does its work without it.
import { initAll } from "./govuk-frontend.min.js";
import { startAutosave } from "./autosave.js";
import { startPasskeys } from "./passkeys.js";
import { startRefresh } from "./refresh.js";
import { startSuggest } from "./suggest.js";
import { startTimeout } from "./timeout.js";

initAll();
document.querySelectorAll("form[data-autosave]").forEach(startAutosave);
document.querySelectorAll("[data-refresh]").forEach(startRefresh);
document.querySelectorAll("form[data-passkey]").forEach(startPasskeys);
document.querySelectorAll("input[data-suggest]").forEach(startSuggest);
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
startTimeout(document.body);
