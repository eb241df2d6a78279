// The wall screen is drawn anew by itself, without a reload; a screen that nobody shows asks for nothing.
"use strict";

(() => {
  const EVERY = 20_000;

  async function refresh() {
    if (document.hidden || document.getElementById("wall")?.contains(document.activeElement)) return;
    try {
      const answer = await fetch(window.location.href, { headers: { accept: "text/html" } });
      // Signed out, or moved: the whole page says so.
      if (answer.redirected || answer.status === 403) return window.location.reload();
      if (!answer.ok) return;
      const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("wall");
      if (!now) return;
      for (const { id } of document.querySelectorAll("#wall details[open]")) now.querySelector(`#${id}`)?.setAttribute("open", "");
      document.getElementById("wall").replaceWith(document.adoptNode(now));
      // The chart takes the new numbers (chart.js).
      document.dispatchEvent(new Event("drawn-anew"));
    } catch {
      // The network is away; what was counted and when stands on the screen.
    }
  }

  window.setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
})();
