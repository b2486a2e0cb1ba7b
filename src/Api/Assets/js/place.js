// Puts what changed of a board into the page and leaves everything else as it is: what has the keyboard, what is half typed, what is open.
import { Idiomorph } from "idiomorph";

const keep = {
  // What somebody typed or chose and has not applied yet is theirs.
  beforeNodeMorphed: (node) => !(node instanceof HTMLInputElement),
  beforeAttributeUpdated: (name, node) =>
    !(name === "selected" && node instanceof HTMLOptionElement) && !(name === "open" && node instanceof HTMLDetailsElement),
};

// The rows and parts of a whole board as the server draws it for a page.
export function readBoard(html) {
  const board = new DOMParser().parseFromString(html, "text/html").querySelector("[data-board]");
  const rows = [...board.querySelectorAll("[data-rows] > tr")];
  return {
    version: Number(board.dataset.version),
    after: null,
    asAt: board.dataset.asAt,
    order: rows.map((row) => row.dataset.child),
    rows: Object.fromEntries(rows.map((row) => [row.dataset.child, row.outerHTML])),
    parts: Object.fromEntries([...board.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part.innerHTML])),
  };
}

// Gives what changed in words, for those who hear it.
export function placeBoard(board, change) {
  const focused = board.contains(document.activeElement) ? document.activeElement.closest("[data-focus]")?.dataset.focus : null;
  for (const [name, html] of Object.entries(change.parts)) {
    const part = board.querySelector(`[data-part="${CSS.escape(name)}"]`);
    if (part) Idiomorph.morph(part, html, { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks: keep });
  }

  const changed = placeRows(board.querySelector("[data-rows]"), change);
  if (focused && document.activeElement?.closest("[data-focus]")?.dataset.focus !== focused)
    board.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  return changed;
}

function placeRows(body, change) {
  const held = new Map([...body.children].map((row) => [row.dataset.child, row]));
  const had = held.size > 0;
  const changed = [];
  for (const [child, html] of Object.entries(change.rows)) {
    const fresh = parse(html);
    const row = held.get(child);
    if (!row) {
      held.set(child, fresh);
      if (had) changed.push(mark(fresh, "New here"));
      continue;
    }
    const differs = row.dataset.print !== fresh.dataset.print;
    Idiomorph.morph(row, fresh, { morphStyle: "outerHTML" });
    if (differs) changed.push(mark(row, "Changed"));
  }

  if (change.order) {
    const shown = new Set(change.order);
    for (const row of [...body.children]) if (!shown.has(row.dataset.child)) row.remove();
    change.order.forEach((child, place) => {
      const row = held.get(child);
      if (row && body.children[place] !== row) body.insertBefore(row, body.children[place] ?? null);
    });
    body.closest("table").hidden = change.order.length === 0;
  }
  return changed;
}

function mark(row, words) {
  row.classList.add("app-board__row--changed");
  const said = document.createElement("span");
  said.className = "app-board__changed";
  said.textContent = words;
  row.querySelector("[data-mark]")?.append(said);
  return row.dataset.says;
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector("tr");
}
