// What is new at the desk is told without a reload. Only lists are drawn anew, and only when asked; no form is touched.
"use strict";

(() => {
  const line = document.querySelector("[data-live]");
  if (!line || !window.EventSource) return;
  const button = line.querySelector("button");
  // `mine`, `seen`, or the address of the one case that the page shows.
  const wanted = line.dataset.live.split("/").pop();
  // Cases in which something happened that this page does not show, each with its place in the ledger.
  const fresh = new Map();
  let drawn = Number(line.dataset.seq);
  let source = null;

  function say() {
    line.hidden = fresh.size === 0;
    const words = fresh.size === 1 ? line.dataset.one : line.dataset.many;
    button.textContent = words.replace("{n}", String(fresh.size));
  }

  function heard(event) {
    const told = JSON.parse(event.data);
    const cases = wanted === "mine" ? told.mine : told.seen;
    for (const [id, seq] of Object.entries(cases)) {
      if (seq > drawn && (["mine", "seen"].includes(wanted) || id === wanted)) fresh.set(id, seq);
    }
    say();
  }

  // The lists of this page as they are now; a list in which somebody types is left alone.
  async function refresh() {
    button.disabled = true;
    try {
      const answer = await fetch(window.location.href, { headers: { accept: "text/html" } });
      if (answer.redirected || !answer.ok) return window.location.reload();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const list of document.querySelectorAll("[data-live-list]")) {
        const now = page.getElementById(list.id);
        const typing = list.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
        if (now && !typing) list.replaceWith(document.adoptNode(now));
      }
      // What came while the page was on its way stays news.
      drawn = Number(page.querySelector("[data-live]")?.dataset.seq ?? drawn);
      for (const [id, seq] of fresh) if (seq <= drawn) fresh.delete(id);
      say();
      document.querySelector("[data-live-list]")?.focus();
    } finally {
      button.disabled = false;
    }
  }

  function open() {
    if (source || document.hidden) return;
    source = new EventSource(`/desk/live?since=${drawn}`);
    source.addEventListener("desk", heard);
    source.addEventListener("missed", () => {
      fresh.set("missed", 0);
      say();
    });
    source.addEventListener("open", () => (line.dataset.state = "open"));
  }

  function close() {
    source?.close();
    source = null;
    line.dataset.state = "closed";
  }

  // A page that nobody looks at holds no connection; whoever comes back is told at once.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  button.addEventListener("click", refresh);
  open();
})();
