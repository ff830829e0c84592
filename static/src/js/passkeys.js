// <form data-passkey="use" data-passkey-question='{…}'>: the browser answers the question with a passkey, and
// the form is sent. "make" makes a new one. data-passkey-ask="/address" fetches the question when it is needed.
// The button [data-passkey-button] stays hidden where there are no passkeys; [data-passkey-status] says what went wrong.
const SAID = {
  InvalidStateError: "This device has a passkey for your account already.",
  SecurityError: "Passkeys do not work at this address. Open Homeward by the address in its emails.",
};
const NOTHING = "No passkey was used. Try again, or choose another way.";

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
};
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// From JSON to what the browser wants, and back: not every browser in use has this built in.
function readable(question) {
  const options = { ...question, challenge: bytes(question.challenge) };
  if (question.user) options.user = { ...question.user, id: bytes(question.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (question[list]) options[list] = question[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return options;
}

function sendable(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  });
}

async function questionOf(form) {
  if (form.dataset.passkeyQuestion) return JSON.parse(form.dataset.passkeyQuestion);
  const response = await fetch(form.dataset.passkeyAsk, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

export function startPasskeys(form) {
  if (!window.PublicKeyCredential) return;
  const button = form.querySelector("[data-passkey-button]");
  const status = form.querySelector("[data-passkey-status]");
  let waiting;

  async function answer(more = {}) {
    waiting?.abort();
    waiting = new AbortController();
    const act = form.dataset.passkey === "make" ? "create" : "get";
    const publicKey = readable(await questionOf(form));
    const credential = await navigator.credentials[act]({ publicKey, signal: waiting.signal, ...more });
    if (!credential) return;
    form.elements[form.dataset.passkeyName].value = sendable(credential);
    form.submit();
  }

  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    status.textContent = "";
    try {
      await answer();
    } catch (problem) {
      if (problem.name !== "AbortError") status.textContent = SAID[problem.name] ?? NOTHING;
    }
  });
  offerWhileTyping(answer);
}

// A passkey is offered in the box for the email address too, where the browser can do that. It is asked for when
// somebody goes to the box, so that nothing is kept for whoever only looks at the page.
function offerWhileTyping(answer) {
  const box = document.querySelector("input[autocomplete~=webauthn]");
  if (!box) return;
  box.addEventListener("focus", async () => {
    try {
      if (await PublicKeyCredential.isConditionalMediationAvailable?.()) await answer({ mediation: "conditional" });
    } catch {
      // Nothing was chosen there: the button and the password are as they were.
    }
  }, { once: true });
}
