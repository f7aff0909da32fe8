// The five latest searches, kept in this browser only, and only after the reader has turned it on.

import { element, refill } from "./view.js";

const KEY = "gongkai-recent";
const KEPT = 5;

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) || "null");
  } catch (error) {
    return null;
  }
}

function write(list) {
  try {
    if (list === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(list));
  } catch (error) {
    // Storage may be blocked; then nothing is remembered, which is what such a reader wants.
  }
}

export function remember(query) {
  const list = read();
  if (list) write([query, ...list.filter((other) => other !== query)].slice(0, KEPT));
}

export function renderRecent(box, linkFor) {
  const list = read();
  const toggle = element("input", { type: "checkbox", id: "recent-on", checked: list !== null });
  toggle.addEventListener("change", () => {
    write(toggle.checked ? [] : null);
    renderRecent(box, linkFor);
    document.getElementById("recent-on").focus();
  });
  refill(box, element("label", { className: "recent-switch" }, toggle, " 在这台设备上记住最近 5 次检索（不上传；关掉即删除）"));
  if (list && list.length) {
    const links = list.map((query) => element("li", {}, element("a", { href: linkFor(query) }, query)));
    box.append(element("p", { className: "recent-title" }, "最近检索"), element("ul", { className: "plain-links" }, ...links));
  }
  box.hidden = false;
}
