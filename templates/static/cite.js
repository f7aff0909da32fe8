// 引用: a click on a figure of the text, on the sign of a paragraph, or arrival at a sentence opens one quiet bar at the foot
// of the window: copy the sentence or the paragraph with office, document, date and lasting address; see the figure over the
// years; go back. Without this file the signs are plain links and the page of all figures leads to the indicators.
(function () {
  "use strict";
  const text = document.getElementById("text");
  const source = document.getElementById("citation");
  if (!text || !source) return;
  const lasting = document.querySelector("link[rel=canonical]");
  const page = lasting ? lasting.href : location.href.replace(/[?#].*$/, "");
  const cameFrom = document.referrer.startsWith(location.origin + "/") && history.length > 1;
  let bar = null, opener = null;

  const block = (node) => node.closest("p, li, td, blockquote");
  function words(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".permalink, .visually-hidden, aside").forEach((n) => n.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  // The sentence that holds a node: what stands before it in its paragraph tells where.
  function sentence(element, node) {
    const range = document.createRange();
    range.setStart(element, 0);
    range.setEndBefore(node);
    const before = range.toString().replace(/\s+/g, " "), whole = words(element);
    const start = Math.max(-1, ...["。", "；", "！", "？"].map((c) => before.lastIndexOf(c))) + 1;
    const rest = whole.slice(before.length).search(/[。；！？]/);
    return whole.slice(start, rest < 0 ? whole.length : before.length + rest + 1).trim();
  }
  function anchor(node) {
    const holder = node.closest("[id]");
    return holder && text.contains(holder) && holder !== text ? holder.id : "";
  }
  const cited = (quote, id) => `“${quote}”——${source.textContent.trim()} ${page}${id ? "#" + id : ""}`;

  function button(label, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = label;
    made.addEventListener("click", action);
    return made;
  }
  function close() {
    if (!bar) return;
    bar.remove();
    bar = null;
    if (opener && opener.isConnected && opener.focus) opener.focus();
  }
  function copying(label, quote, id) {
    return button(label, () => gongkai.copy(cited(quote, id)).then(() => gongkai.say("已复制，连同出处和网址。"), () => gongkai.say("没有复制成功")));
  }
  function open(element, node, by) {
    close();
    opener = by;
    const id = anchor(node), whole = words(element), one = node === element ? "" : sentence(element, node);
    bar = document.createElement("section");
    bar.className = "cite-bar no-print";
    bar.setAttribute("aria-label", "引用");
    const shown = document.createElement("p");
    shown.textContent = one || (whole.length > 80 ? whole.slice(0, 80) + "…" : whole);
    const actions = document.createElement("p");
    actions.className = "actions";
    if (one) actions.append(copying("复制这一句（含出处）", one, id));
    if (one !== whole) actions.append(copying("复制这一段（含出处）", whole, id));
    if (cameFrom) actions.append(button("返回", () => history.back()));
    actions.append(button("关闭", close));
    bar.append(shown, actions);
    document.body.append(bar);
    if (node.matches(".fig")) overYears(node, id, actions);
  }
  // The page of all figures knows each figure's indicator; it is asked once.
  let figures = null;
  function overYears(node, id, actions) {
    if (!text.dataset.figures) return;
    figures = figures || fetch(text.dataset.figures).then((r) => r.text()).then((html) => new DOMParser().parseFromString(html, "text/html"));
    figures.then((found) => {
      const line = [...found.querySelectorAll("tr")].find((row) => {
        const to = row.querySelector("td a[href]");
        return to && to.hash === "#" + id && to.textContent.includes(node.textContent.trim());
      });
      const name = line && line.querySelector("th a[href]");
      if (!name || !bar) return;
      const link = document.createElement("a");
      link.className = "button";
      link.href = new URL(name.getAttribute("href"), new URL(text.dataset.figures, location.href)).href;
      link.textContent = "看各年：" + name.textContent;
      actions.prepend(link);
    }).catch(() => { /* then the bar has no such link */ });
  }

  text.addEventListener("click", (event) => {
    const figure = event.target.closest(".fig"), sign = event.target.closest(".permalink");
    const element = (figure || sign) && block(figure || sign);
    if (element && !event.target.closest("a:not(.permalink)")) open(element, figure || element, sign || null);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  // Whoever arrives at a paragraph or sentence finds it marked, and the bar with the way back.
  let target = null;
  try { target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null; } catch { /* a broken address names nothing */ }
  const arrived = target && text.contains(target) && (target.matches("p, li, td, blockquote") ? target : target.closest("p, li, td, blockquote"));
  if (arrived && cameFrom) open(arrived, arrived, null);
})();
