// Shows the parts of a form that the answers ask for, and hides the others, as the answers change. Without this script every part that may
// be asked stands there with a sentence that says when. What was typed into a part stays in it.
export function revealParts(form) {
  // Empty on a part that is asked in any case.
  const parts = [...form.querySelectorAll("[data-shown-when^='[']")].map((part) => ({ part, tests: JSON.parse(part.dataset.shownWhen) }));
  if (parts.length === 0) return;
  const said = document.createElement("p");
  said.className = "govuk-visually-hidden";
  said.setAttribute("aria-live", "polite");
  form.prepend(said);
  update(true);
  form.addEventListener("change", () => update());
  // The fields have their old values only after this event.
  form.addEventListener("reset", () => setTimeout(() => update()));

  function update(first = false) {
    const come = [];
    const gone = [];
    for (const { part, tests } of parts) {
      // What the record does not say may be wanted.
      const asked = all(tests.map(holds)) !== false;
      if (part.hidden !== asked) continue;
      part.hidden = !asked;
      (asked ? come : gone).push(part.dataset.shownTitle);
    }

    if (first || come.length + gone.length === 0) return;
    const words = [];
    if (come.length > 0) words.push(`Now asked: ${come.join(", ")}.`);
    if (gone.length > 0) words.push(`No longer asked: ${gone.join(", ")}.`);
    said.textContent = words.join(" ");
  }

  // true, false, or null where nobody can say yet.
  function holds(test) {
    if (test === null || typeof test === "boolean") return test;
    if ("not" in test) {
      const inner = holds(test.not);
      return inner === null ? null : !inner;
    }
    if ("any" in test) {
      const inner = test.any.map(holds);
      return inner.includes(true) ? true : inner.includes(null) ? null : false;
    }

    const inputs = [...form.querySelectorAll(`[name="${CSS.escape(test.input)}"]`)];
    // Answered from the record, or asked of each of several.
    if (inputs.length === 0) return null;
    return inputs.some((input) => (input.checked || !["radio", "checkbox"].includes(input.type)) && test.is.includes(input.value));
  }

  function all(results) {
    return results.includes(false) ? false : results.includes(null) ? null : true;
  }
}
