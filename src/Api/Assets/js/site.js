import { Button, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll } from "govuk-frontend";
import { keepDraft } from "./draft.js";
import { narrowList } from "./narrow.js";
import { revealParts } from "./reveal.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [ErrorSummary, NotificationBanner, Radios, SkipLink]) createAll(component);
createAll(Button, { preventDoubleClick: true });

for (const form of document.querySelectorAll("form[data-draft]")) {
  keepDraft(form);
  // After what was kept of the answers is back.
  revealParts(form);
}
for (const field of document.querySelectorAll("[data-narrow]")) narrowList(field);
for (const field of document.querySelectorAll("[data-submit-on-change]"))
  field.addEventListener("change", () => field.form.requestSubmit());
for (const link of document.querySelectorAll("[data-print]")) {
  link.hidden = false;
  link.addEventListener("click", () => window.print());
}

// Somebody came here to print: once, and not again when the page is loaded anew.
function printTarget() {
  if (location.hash !== "#print") return;
  history.replaceState(null, "", location.pathname + location.search);
  window.print();
}
window.addEventListener("hashchange", printTarget);
window.addEventListener("load", printTarget);

// What is folded for the screen belongs on the paper, and is folded again after it.
const unfolded = [];
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details[data-prints]:not([open])")) {
    folded.open = true;
    unfolded.push(folded);
  }
});
window.addEventListener("afterprint", () => {
  for (const folded of unfolded.splice(0)) folded.open = false;
});

// A link from a number on the board to one duty opens its working.
function openTarget() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const closed = target?.closest("details:not([open])");
  if (closed) closed.open = true;
  target?.scrollIntoView();
}
window.addEventListener("hashchange", openTarget);
openTarget();
