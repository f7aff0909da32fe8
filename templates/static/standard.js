//= site.js
// What only the standard edition has: ways from lost addresses, rows of links, parts that unfold in their place, signs of paragraphs.
(function () {
  "use strict";
  // At a lost address of the elder edition (the page for all lost addresses is there): its standard page.
  // At that of two reports for which no comparison is prepared: the page that draws one.
  const home = document.currentScript.src.replace(/static\/[^/]*$/, "");
  if (document.documentElement.dataset.pageKind === "404" && location.href.startsWith(home)) {
    const lost = location.href.slice(home.length);
    const two = /^compare\/([^/?#]+)\/([^/?#]+)\/?$/.exec(lost.replace(/^elder\//, ""));
    if (two) location.replace(`${home}compare/?a=${two[1]}&b=${two[2]}`);
    else if (/^topics\/[^/]+\/\d{4}\//.test(lost)) location.replace(new URL("../", location.href)); // a year that fits on the topic's page
    else if (lost.startsWith("elder/")) location.replace(home + lost.slice(6));
    // The ledger had pages of one indicator in one office: the page above them has what they had.
    else if (/^ledger\/./.test(lost)) location.replace(home + lost.replace(/[?#].*|\/$/g, "").replace(/[^/]*$/, ""));
  }

  // A row of links is one stop of the Tab key, the arrow keys go along it. Without script each link is a stop.
  document.querySelectorAll("[data-row]").forEach((row) => {
    const links = Array.from(row.querySelectorAll("a, summary"));
    const stop = (to) => links.forEach((link) => { link.tabIndex = link === to ? 0 : -1; });
    stop(row.querySelector("a[aria-current]") || (row.closest(".crumbs") ? links[links.length - 1] : links[0]));
    row.addEventListener("focusin", (event) => { if (links.indexOf(event.target) >= 0) stop(event.target); });
    row.addEventListener("keydown", (event) => {
      const seen = links.filter((link) => link.getClientRects().length);
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const to = event.key === "Home" ? seen[0] : event.key === "End" ? seen[seen.length - 1] : step && seen[seen.indexOf(document.activeElement) + step];
      if (event.ctrlKey || event.altKey || event.metaKey || !(step || to)) return;
      event.preventDefault();
      if (to) to.focus();
    });
  });

  // 长者助手: the form of the settings page, fetched when it is opened; where nothing can be fetched, that page.
  const helper = document.getElementById("helper");
  const panel = helper && helper.querySelector(".helper-panel");
  if (helper) helper.addEventListener("toggle", () => {
    const all = helper.querySelector("a");
    fetch(all.href).then((r) => (r.ok ? r.text() : Promise.reject(r.status))).then((html) => {
      panel.prepend(new DOMParser().parseFromString(html, "text/html").querySelector("[data-settings]"));
      window.gongkai.load("settings.js");
      room();
    }).catch(() => { location.href = all.href; });
  }, { once: true });
  // It hangs below its row, so that its button keeps its place; the page below makes room for it.
  const room = () => document.documentElement.style.setProperty("--helper", `${helper.open ? panel.offsetHeight : 0}px`);
  if (helper) helper.addEventListener("toggle", room);
  if (helper && window.ResizeObserver) new ResizeObserver(room).observe(panel);

  // What is long on a phone, as the contents, stands open where there is room.
  const widen = (part) => {
    if (matchMedia("(min-width: 58em)").matches) part.querySelectorAll("details[data-wide], [data-open-wide]").forEach((fold) => { fold.open = true; });
  };
  widen(document);
  document.documentElement.dataset.widened = "";

  // The contents beside a report scroll by themselves where they are longer than the window: a sign says so until their end is seen.
  const toc = document.getElementById("toc");
  const more = () => toc.toggleAttribute("data-more", toc.scrollHeight - toc.scrollTop - toc.clientHeight > 8);
  if (toc) {
    toc.addEventListener("scroll", more, { passive: true });
    toc.addEventListener("toggle", more, true);
    addEventListener("resize", more);
    more();
  }

  // A part on a page of its own: here it unfolds in its place, fetched when it is opened; its links to this page stay on it.
  document.querySelectorAll("a[data-unfold]").forEach((link) => {
    const fold = document.createElement("details");
    const head = document.createElement("summary");
    fold.className = "more";
    head.append(...link.childNodes);
    fold.append(head);
    fold.addEventListener("toggle", () => {
      const page = new URL("../", link.href).pathname;
      fetch(link.href).then((r) => (r.ok ? r.text() : Promise.reject(r.status))).then((html) => {
        const part = new DOMParser().parseFromString(html, "text/html").querySelector("[data-unfolded]");
        part.querySelectorAll("a[href]").forEach((a) => {
          const to = new URL(a.getAttribute("href"), link.href);
          a.href = to.hash && new URL("./", to).pathname === page ? to.hash : to.href;
        });
        fold.append(part);
        widen(part);
      }).catch(() => { location.href = link.href; });
    }, { once: true });
    link.parentElement.replaceWith(fold);
  });

  // Signs that hold a paragraph's address are made when they are asked for.
  const signs = document.getElementById("show-links");
  if (signs) signs.addEventListener("change", () => {
    document.querySelectorAll(".permalink").forEach((sign) => sign.remove());
    if (signs.checked) document.querySelectorAll("#text p[id], .head [id]").forEach((place) => {
      const sign = document.createElement("a");
      sign.className = "permalink";
      sign.href = "#" + place.id;
      sign.setAttribute("aria-label", (place.matches("p") ? "本段链接：" : "本节链接：") + place.textContent.slice(0, 12));
      place.append(sign);
    });
  });
})();
