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

// A link from a number on the board to one duty opens its working.
function openTarget() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const closed = target?.closest("details:not([open])");
  if (closed) closed.open = true;
  target?.scrollIntoView();
}
window.addEventListener("hashchange", openTarget);
openTarget();
