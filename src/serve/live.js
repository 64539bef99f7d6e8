// Keeps a page of the preview up to date.
//
// A browser opens no more than six connections to one server, and each open page holds one. So a
// page that nobody sees lets go of its own, and asks again when it is seen.
(() => {
  "use strict";
  let view = document.currentScript.dataset.view;
  let events = null;
  let retry = 0;

  const disconnect = () => {
    clearTimeout(retry);
    if (events) events.close();
    events = null;
  };

  const connect = () => {
    disconnect();
    if (document.hidden) return;
    events = new EventSource("/__jingwei/events?view=" + view);
    events.addEventListener("reload", () => {
      disconnect();
      location.reload();
    });
    events.addEventListener("style", (event) => restyle(event.data.split("\t")));
    events.addEventListener("error", () => {
      // The server went away; when it is back it says whether this page is still what it shows.
      disconnect();
      retry = setTimeout(connect, 500);
    });
  };

  // The old sheet goes when the new one is there, so that the page is never bare.
  const restyle = ([name, ...names]) => {
    view = name;
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      for (let at = 0; at + 1 < names.length; at += 2) {
        const [from, to] = [names[at], names[at + 1]];
        if (!link.href.endsWith("/" + from)) continue;
        const fresh = link.cloneNode();
        fresh.addEventListener("load", () => link.remove());
        fresh.href = link.href.slice(0, -from.length) + to;
        link.after(fresh);
      }
    }
  };

  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  document.addEventListener("keydown", (event) => {
    const findings = document.querySelector("#_jingwei details[open]");
    if (event.key === "Escape" && findings) findings.open = false;
  });
  connect();
})();
