// Narrows a long list of links to those whose words hold what is typed.
export function narrowList(field) {
  const list = document.getElementById(field.dataset.narrow);
  const said = document.getElementById(field.getAttribute("aria-describedby")?.split(" ").at(-1) ?? "");
  field.closest("[hidden]")?.removeAttribute("hidden");
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const group of list.querySelectorAll("[data-narrow-group]")) {
      let any = false;
      for (const item of group.querySelectorAll("li")) {
        const text = `${group.dataset.narrowGroup} ${item.textContent} ${item.dataset.narrowWords ?? ""}`.toLowerCase();
        item.hidden = !words.every((word) => text.includes(word));
        any ||= !item.hidden;
        if (!item.hidden) shown++;
      }
      group.hidden = !any;
    }
    if (said) said.textContent = words.length === 0 ? "" : shown === 1 ? "1 kind of event matches." : `${shown} kinds of event match.`;
  });
}
