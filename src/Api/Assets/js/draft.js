// Keeps what was typed in a form through a time-out or a lost connection, in this tab only, until it is sent.
const ignored = new Set(["__RequestVerificationToken", "commandId"]);
const prefix = "permanence-draft:";

function read(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value !== "" && !ignored.has(name));
}

export function keepDraft(form) {
  const key = prefix + form.dataset.draft;
  const asLoaded = JSON.stringify(read(form));
  const kept = sessionStorage.getItem(key);
  if (kept && kept !== asLoaded && form.dataset.draftFresh === "yes") {
    restore(form, JSON.parse(kept));
    const notice = form.querySelector("[data-draft-notice]");
    if (notice) {
      notice.hidden = false;
      notice.querySelector("button")?.addEventListener("click", () => {
        sessionStorage.removeItem(key);
        form.reset();
        notice.hidden = true;
      });
    }
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(read(form))));
}

// Everything as it stood: several ticks of one question, and also what somebody emptied.
function restore(form, entries) {
  for (const field of form.elements) {
    if (!field.name || ignored.has(field.name) || ["hidden", "submit", "button"].includes(field.type)) continue;
    const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}

// What was recorded needs no draft any more; nor does the next person at this desk.
for (const done of document.querySelectorAll("[data-draft-done]")) sessionStorage.removeItem(prefix + done.dataset.draftDone);
document.querySelector("[data-sign-out]")?.addEventListener("submit", () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
});
