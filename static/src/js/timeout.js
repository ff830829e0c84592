// <body data-timeout-seconds="1800" data-keepalive="/address">: warns before the idle sign-out.
// Drafts are saved first. Any tab in which somebody stays signed in speaks for all of them.
const WARNING = 300; // seconds before the end, or a third of a short timeout

export function startTimeout(body) {
  const seconds = Number(body.dataset.timeoutSeconds);
  const dialog = document.querySelector("dialog[data-timeout-dialog]");
  if (!seconds || !dialog) return;
  const warnAt = seconds - Math.min(WARNING, seconds / 3);
  const words = dialog.querySelector("[data-timeout-left]");
  const tabs = new BroadcastChannel("homeward-activity");
  let since = Date.now();

  const startAgain = () => {
    since = Date.now();
    if (dialog.open) dialog.close();
  };
  tabs.addEventListener("message", startAgain);
  tabs.postMessage("here");

  async function stay() {
    try {
      const response = await fetch(body.dataset.keepalive, { redirect: "manual" });
      if (response.type === "opaqueredirect") location.assign(location.href);
      if (!response.ok) throw new Error(String(response.status));
      startAgain();
      tabs.postMessage("here");
    } catch {
      words.textContent = "That did not work. Check your connection and try again.";
    }
  }
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  dialog.querySelector("[data-timeout-stay]").addEventListener("click", stay);

  // The clock of the wall is asked each time: a laptop that slept does not count its seconds.
  setInterval(() => {
    const gone = (Date.now() - since) / 1000;
    if (gone >= seconds + 5) {
      location.assign(location.href);
    } else if (gone >= warnAt) {
      if (!dialog.open) {
        document.dispatchEvent(new Event("homeward:save-now"));
        dialog.showModal();
      }
      const left = Math.max(1, Math.ceil((seconds - gone) / 60));
      const sentence = `We will sign you out in ${left} ${left === 1 ? "minute" : "minutes"}.`;
      if (words.textContent !== sentence) words.textContent = sentence;
    }
  }, 1000);
}
