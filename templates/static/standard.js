// What only the standard edition has: rows of links, folds that open in a wide window, signs of paragraphs.
(function () {
  "use strict";
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

  // What is long on a phone, as the contents, stands open where there is room.
  if (matchMedia("(min-width: 58em)").matches) document.querySelectorAll("details[data-wide]").forEach((fold) => { fold.open = true; });

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
