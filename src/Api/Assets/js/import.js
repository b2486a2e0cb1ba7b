// Progress of an import without pressing reload. Without this script the page reloads itself.
const progress = document.querySelector("[data-import]");
if (progress) {
  const timer = setInterval(async () => {
    try {
      const address = new URL(location.href);
      address.searchParams.set("handler", "Progress");
      const answer = await fetch(address, { cache: "no-store" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-import]");
      if (!fresh || fresh.dataset.import !== progress.dataset.import) {
        clearInterval(timer);
        location.reload();
        return;
      }
      progress.querySelector("progress").value = Number(fresh.querySelector("progress").getAttribute("value"));
      progress.querySelector("[data-import-words]").textContent = fresh.querySelector("[data-import-words]").textContent;
    } catch {
      // The next look may succeed; the page still shows the last progress it knew.
    }
  }, 1000);
}
