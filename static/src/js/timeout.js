// <body data-timeout-seconds="1800" data-session-seconds="43200" data-keepalive="/address">: warns before the idle
// sign-out, and before the one that comes however busy somebody is. Drafts are saved first. Any tab in which somebody
// stays signed in, or has confirmed who they are, speaks for all of them.
const WARNING = 300; // seconds before the end, or a third of a short timeout

export function startTimeout(body) {
  const seconds = Number(body.dataset.timeoutSeconds);
  const dialog = document.querySelector("dialog[data-timeout-dialog]");
  if (!seconds || !dialog) return;
  const warnAt = Math.min(WARNING, seconds / 3);
  const words = dialog.querySelector("[data-timeout-left]");
  const ways = { idle: dialog.querySelector("[data-timeout-idle]"), long: dialog.querySelector("[data-timeout-long]") };
  const tabs = new BroadcastChannel("homeward-activity");
  let since = Date.now();
  let ends = Date.now() + (Number(body.dataset.sessionSeconds) || Infinity) * 1000;
  let putOff = false;

  const startAgain = () => {
    since = Date.now();
    if (dialog.open) dialog.close();
  };
  tabs.addEventListener("message", ({ data }) => {
    ends = Math.max(ends, data.ends || 0);
    startAgain();
  });
  tabs.postMessage({ ends });

  async function stay() {
    try {
      const response = await fetch(body.dataset.keepalive, { redirect: "manual" });
      if (response.type === "opaqueredirect") location.assign(location.href);
      if (!response.ok) throw new Error(String(response.status));
      startAgain();
      tabs.postMessage({ ends });
    } catch {
      words.textContent = "That did not work. Check your connection and try again.";
    }
  }
  const later = () => {
    putOff = true;
    dialog.close();
  };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (ways.long.hidden) stay();
    else later();
  });
  dialog.querySelector("[data-timeout-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-timeout-later]").addEventListener("click", later);

  // The clock of the wall is asked each time: a laptop that slept does not count its seconds.
  setInterval(() => {
    const idle = seconds - (Date.now() - since) / 1000;
    const long = (ends - Date.now()) / 1000;
    const left = Math.min(idle, long);
    if (left <= -5) {
      location.assign(location.href);
    } else if (left <= warnAt && !(putOff && long < idle)) {
      ways.idle.hidden = long < idle;
      ways.long.hidden = !ways.idle.hidden;
      if (!dialog.open) {
        document.dispatchEvent(new Event("homeward:save-now"));
        dialog.showModal();
      }
      const minutes = Math.max(1, Math.ceil(left / 60));
      const sentence = `We will sign you out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
      if (words.textContent !== sentence) words.textContent = sentence;
    }
  }, 1000);
}
