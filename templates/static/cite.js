// 引用: a click on a figure of the text, on the sign of a paragraph, or arrival from another page opens one quiet bar at the
// foot of the window: copy the sentence or the paragraph with office, document, date and lasting address; see the figure over
// the years; go back. Without this file the signs are plain links and the page of all figures leads to the indicators.
(function () {
  "use strict";
  const text = document.getElementById("text");
  const source = document.getElementById("citation");
  if (!text || !source) return;
  const root = document.documentElement;
  const lasting = document.querySelector("link[rel=canonical]");
  const page = lasting ? lasting.href : location.href.replace(/[?#].*$/, "");
  const cameFrom = document.referrer.startsWith(location.origin + "/") && history.length > 1;
  const BLOCK = "p, li, dd, tr, blockquote", END = /[。；;！？]/;
  let bar = null, opener = null;

  // The words of a block without what the site put into it, and where in them a node begins.
  function read(block, node) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let said = "", at = -1, cell = null;
    while (walker.nextNode()) {
      const piece = walker.currentNode, parent = piece.parentElement;
      if (parent.closest(".permalink, .heard, aside, button")) continue;
      const now = parent.closest("td, th");
      if (now !== cell && said) said += " ";
      cell = now;
      if (at < 0 && node && node.contains(piece)) at = said.length;
      said += piece.data.replace(/\s+/g, " ");
    }
    return { said, at };
  }
  function sentence(said, at) {
    let first = at, last = at;
    while (first > 0 && !END.test(said[first - 1])) first -= 1;
    while (last < said.length && !END.test(said[last])) last += 1;
    if (first > 0 && /[”’）]/.test(said[first])) first += 1;
    return said.slice(first, last + (/[”’）]/.test(said[last + 1]) ? 2 : 1)).trim();
  }
  function anchor(node) {
    const holder = node.closest("[id]");
    return holder && text.contains(holder) && holder !== text ? holder.id : "";
  }
  function button(label, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = label;
    made.addEventListener("click", action);
    return made;
  }
  function copying(label, quote, id) {
    const address = page + (id ? "#" + id : "");
    const all = `“${quote}”——${source.textContent.trim().replace("，" + page + ".", ".")} ${address}`;
    return button(label, () => gongkai.copy(all).then(() => gongkai.say("已复制，连同出处和网址。"), () => gongkai.say("没有复制成功")));
  }
  // What is in focus stands above the bar, and so does the end of the page.
  function room(height) {
    root.style.scrollPaddingBottom = document.body.style.paddingBottom = height ? height + 16 + "px" : "";
  }
  function close() {
    if (!bar) return;
    const held = bar.contains(document.activeElement);
    bar.remove();
    bar = null;
    room(0);
    if (held && opener.isConnected) opener.focus({ preventScroll: true });
  }
  // ``node``: a figure, or the block itself; ``at``: words of the sentence that the reader came for; ``by``: the sign that was used.
  function open(node, block, at, by) {
    close();
    opener = by || block;
    if (!by) block.tabIndex = -1;
    const id = anchor(node), { said, at: found } = read(block, node === block ? null : node), whole = said.trim();
    const from = at ? said.indexOf(at) : found, one = from < 0 ? "" : sentence(said, from);
    bar = document.createElement("aside");
    bar.className = "cite-bar no-print";
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", "引用");
    const shown = document.createElement("p"), actions = document.createElement("div");
    shown.textContent = "“" + (one || whole).slice(0, 80) + ((one || whole).length > 80 ? "…" : "") + "”";
    actions.className = "actions";
    if (one) actions.append(copying("复制这一句（含出处）", one, id));
    if (one !== whole) actions.append(copying("复制这一段（含出处）", whole, id));
    if (cameFrom) actions.append(button("返回", () => history.back()));
    bar.append(shown, button("关闭", close), actions);
    // Behind its block, so that the Tab key goes from one to the other.
    let place = block;
    while (!place.parentElement.matches("section, #text")) place = place.parentElement;
    place.after(bar);
    room(bar.offsetHeight);
    if (node.matches("b")) overYears(node, id, actions);
  }
  // The page of all figures knows each figure's indicator; it is asked once. Two of one value in a passage are not told apart.
  let figures = null;
  function overYears(node, id, actions) {
    if (!text.dataset.figures) return;
    const from = new URL(text.dataset.figures, location.href);
    figures = figures || fetch(from).then((r) => r.text()).then((html) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      page.querySelectorAll(".heard").forEach((said) => said.remove());
      return page;
    });
    const value = node.textContent.replace(/\s/g, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const same = new RegExp("(?:^|[^\\d.])" + value);
    figures.then((page) => {
      const found = [...page.querySelectorAll(".all-figures li > :last-child > span")].filter((one) => {
        const to = one.querySelector("a[href]");
        return decodeURIComponent(to.hash) === "#" + id && same.test(to.textContent.replace(/\s/g, ""));
      });
      const names = new Map(found.map((one) => one.querySelector("a[data-name]") || one.closest("li").querySelector("li > a[href]")).map((name) => [name && name.getAttribute("href"), name]));
      const [name] = names.values();
      if (names.size !== 1 || !name || !actions.isConnected) return;
      const link = document.createElement("a");
      link.className = "button";
      link.href = new URL(name.getAttribute("href"), from).href;
      link.textContent = "看各年：" + (name.dataset.name || name.textContent);
      actions.append(link);
      room(bar.offsetHeight);
      const { top, bottom } = node.getBoundingClientRect();
      if (top < innerHeight && bottom > bar.getBoundingClientRect().top) node.scrollIntoView({ block: "nearest" }); // the bar has grown over it
    }).catch(() => { /* then the bar has no such link */ });
  }

  function asked(target) {
    const figure = target.closest("#text b"), sign = target.closest(".permalink");
    const block = (figure || sign) && (figure || sign).closest(BLOCK);
    if (!block || target.closest("a:not(.permalink)") || !getSelection().isCollapsed) return;
    open(figure || block, block, "", sign);
    if (figure) figure.scrollIntoView({ block: "nearest" });
    // Behind what a sign does as a link: the browser then takes the focus away.
    setTimeout(() => { if (bar) bar.querySelector(".actions button").focus({ preventScroll: true }); });
  }
  text.addEventListener("click", (event) => asked(event.target));
  if (gongkai.cited) asked(gongkai.cited);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  // Whoever arrives at a paragraph or sentence finds it marked, and the bar with the way back.
  let target = null;
  try { target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null; } catch { /* a broken address names nothing */ }
  if (bar || !cameFrom || !target || !text.contains(target) || target === text) return;
  const params = new URLSearchParams(location.search), bare = (said) => said.replace(/\s/g, "");
  let words = params.get("s") || "", block = target.matches(".run-in, h2, h3, h4, h5, h6") ? target : target.closest(BLOCK);
  // A search names the heading: what is cited is the sentence below it that holds a word of the search.
  if (block && block.matches("h2, h3, h4, h5, h6") && !words) {
    const sought = (params.get("q") || "").split(/\s+/).filter(Boolean);
    const below = [...text.querySelectorAll(BLOCK)].filter((one) => block.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    const holds = (one) => sought.find((word) => one.textContent.includes(word));
    const found = below.find(holds);
    if (found) [block, words] = [found, holds(found)];
  }
  const figure = words && block ? [...block.querySelectorAll("b")].find((b) => bare(words).endsWith(bare(b.textContent))) : null; // the address ends with it
  if (block) open(figure || block, block, words, null);
})();
