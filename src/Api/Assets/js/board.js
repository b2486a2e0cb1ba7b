// A board that changes by itself. The server draws every row, so what is seen live and what is seen after a reload never differ:
// a push only says that something changed, and this page asks for its own rows again.
import { HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";

const board = document.querySelector("[data-board]");
if (board) start(board);

function start(board) {
  const authority = board.dataset.authority;
  const sign = document.querySelector("[data-live]");
  const said = document.querySelector("[data-live-said]");
  let version = Number(board.dataset.version);
  let asAt = sign.dataset.asAt;
  let asking = null;
  let askAgain = false;
  let pollTimer = null;
  // Whether the web node hears the board: this page may be connected to a node that is not.
  let heard = true;

  const retries = { nextRetryDelayInMilliseconds: ({ previousRetryCount }) => Math.min(1000 * 2 ** previousRetryCount, 15000) + Math.random() * 500 };
  const connection = new HubConnectionBuilder().withUrl("/hubs/boards").withAutomaticReconnect(retries).configureLogging(LogLevel.None).build();

  connection.on("changed", (change) => {
    // Not only a higher one: a board that woke up elsewhere counts from another number.
    if (change.authority === authority && change.version !== version) refresh();
  });
  connection.on("standing", (standing) => {
    if (standing.authority !== authority) return;
    heard = standing.connected;
    if (heard) refresh();
    else show("lost");
  });
  connection.onreconnecting(() => poll());
  connection.onreconnected(() => watch());
  connection.onclose(() => { poll(); setTimeout(connect, 15000); });
  connect();

  async function connect() {
    try {
      if (connection.state === HubConnectionState.Disconnected) await connection.start();
      await watch();
    } catch {
      poll();
      setTimeout(connect, 15000);
    }
  }

  async function watch() {
    const current = await connection.invoke("Watch", authority);
    stopPolling();
    // Whatever happened between the page being drawn and the watch being set is in the rows asked for now.
    if (current !== version) await refresh();
    else show("connected");
  }

  function poll() {
    if (pollTimer) return;
    pollTimer = setInterval(refresh, 15000);
    refresh();
  }

  function stopPolling() {
    clearInterval(pollTimer);
    pollTimer = null;
  }

  async function refresh() {
    if (asking) {
      askAgain = true;
      return asking;
    }
    asking = (async () => {
      do {
        askAgain = false;
        await ask();
      } while (askAgain);
    })();
    try {
      await asking;
    } finally {
      asking = null;
    }
  }

  async function ask() {
    try {
      const address = new URL(location.href);
      address.hash = "";
      address.searchParams.set("handler", "Rows");
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, cache: "no-store" });
      if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-board]");
      replace(fresh);
      show(!heard ? "lost" : connection.state === HubConnectionState.Connected ? "connected" : "polling");
    } catch {
      show("lost");
    }
  }

  function replace(fresh) {
    const before = new Map([...board.querySelectorAll("tr[data-child]")].map((row) => [row.dataset.child, row.dataset.print]));
    const had = before.size > 0;
    const focused = board.contains(document.activeElement) ? document.activeElement.closest("[data-focus]")?.dataset.focus : null;
    version = Number(fresh.dataset.version);
    asAt = fresh.dataset.asAt;
    board.dataset.version = fresh.dataset.version;
    board.replaceChildren(...fresh.childNodes);

    const changed = [];
    for (const row of board.querySelectorAll("tr[data-child]")) {
      if (had && before.get(row.dataset.child) !== row.dataset.print) {
        row.classList.add("app-board__row--changed");
        const mark = document.createElement("span");
        mark.className = "app-board__changed";
        mark.textContent = before.has(row.dataset.child) ? "Changed" : "New here";
        row.querySelector("[data-mark]")?.append(mark);
        changed.push(row.dataset.says);
      }
    }
    if (focused) board.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
    if (changed.length > 0) said.textContent = changed.length > 3 ? `${changed.length} rows changed.` : `Changed: ${changed.join(" ")}`;
  }

  function show(state) {
    sign.dataset.state = state;
    sign.textContent =
      state === "connected" ? `Connected, as at ${asAt}`
      : state === "polling" ? `Looking again every 15 seconds, as at ${asAt}`
      : `Not connected. Last good data at ${asAt}`;
  }
}
