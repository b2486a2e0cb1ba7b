// A board that changes by itself. The server draws every row, so what is seen live and what is seen after a reload never differ: while
// connected, the hub sends what differs in what this page shows, and nothing is asked for over HTTP.
import { HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";
import { placeBoard, readBoard } from "./place.js";

const board = document.querySelector("[data-board]");
if (board) start(board);

function start(board) {
  // A council's board, or an agency's: the hub is asked for the one or the other.
  const authority = board.dataset.authority;
  const showing = board.dataset.agency === undefined ? "Show" : "ShowAgency";
  const sign = document.querySelector("[data-live]");
  const said = document.querySelector("[data-live-said]");
  let version = Number(board.dataset.version);
  let asAt = sign.dataset.asAt;
  // The name of what this page shows, in what the hub sends; null until the hub has said it.
  let view = null;
  // What was sent before that.
  let early = [];
  let looking = null;
  let pollTimer = null;

  const retries = {
    nextRetryDelayInMilliseconds: ({ previousRetryCount }) => Math.min(1000 * 2 ** previousRetryCount, 15000) + Math.random() * 500,
  };
  const connection = new HubConnectionBuilder()
    .withUrl("/hubs/boards")
    .withAutomaticReconnect(retries)
    .configureLogging(LogLevel.None)
    .build();

  connection.on("shown", (change) => {
    if (view === null) early.push(change);
    else if (change.view === view) take(change);
  });
  connection.on("standing", (standing) => {
    if (standing.authority === authority) show(standing.connected ? "connected" : "lost");
  });
  connection.onreconnecting(() => poll());
  connection.onreconnected(() => look().catch(() => poll()));
  connection.onclose(() => { poll(); setTimeout(connect, 15000); });
  connect();

  async function connect() {
    try {
      if (connection.state === HubConnectionState.Disconnected) await connection.start();
      await look();
    } catch {
      poll();
      setTimeout(connect, 15000);
    }
  }

  // Asks for what this page shows, once at a time; the answer has all of it only where this page shows something else.
  function look() {
    looking ??= (async () => {
      try {
        view = null;
        const shown = await connection.invoke(showing, authority, location.search, version);
        stopPolling();
        if (shown.whole) place(shown.whole);
        asAt = shown.asAt;
        view = shown.view;
        for (const change of early.splice(0)) if (change.view === view) take(change);
        show(shown.connected ? "connected" : "lost");
      } finally {
        looking = null;
      }
    })();
    return looking;
  }

  function take(change) {
    if (change.after === version) {
      place(change);
      show("connected");
    } else if (change.version > version) {
      // Something was missed. Not every page that missed it asks in the same moment.
      setTimeout(() => look().catch(() => poll()), Math.random() * 1000);
    }
  }

  function place(change) {
    const changed = placeBoard(board, change);
    version = change.version;
    asAt = change.asAt;
    board.dataset.version = String(version);
    if (changed.length > 0) said.textContent = changed.length > 3 ? `${changed.length} rows changed.` : `Changed: ${changed.join(" ")}`;
  }

  // Without a connection the page asks for itself now and then.
  function poll() {
    if (pollTimer) return;
    pollTimer = setInterval(ask, 15000);
    ask();
  }

  function stopPolling() {
    clearInterval(pollTimer);
    pollTimer = null;
  }

  async function ask() {
    try {
      const address = new URL(location.href);
      address.hash = "";
      address.searchParams.set("handler", "Rows");
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, cache: "no-store" });
      if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
      const fresh = readBoard(await answer.text());
      if (!pollTimer) return;
      place(fresh);
      show("polling");
    } catch {
      if (pollTimer) show("lost");
    }
  }

  function show(state) {
    sign.dataset.state = state;
    sign.textContent =
      state === "connected" ? `Connected, as at ${asAt}`
      : state === "polling" ? `Looking again every 15 seconds, as at ${asAt}`
      : `Not connected. Last good data at ${asAt}`;
  }
}
