// Two optional aids, loaded by site.js only when the reader has switched one on:
// a reading ruler that follows pointer and keyboard focus, and the Alt keys known from the toolbars
// of Chinese government sites (same letters where the site has the function).
(function () {
  "use strict";
  const prefs = window.gongkai;
  const root = document.documentElement;

  // ---- ruler: decoration only, hidden from assistive technology, never catches the pointer ----
  const ruler = document.createElement("div");
  ruler.className = "ruler";
  ruler.setAttribute("aria-hidden", "true");
  ruler.hidden = true;
  root.append(ruler);

  function rulerAt(y) {
    if (!root.dataset.ruler) return;
    ruler.hidden = false;
    ruler.style.setProperty("transform", "translateY(" + Math.round(y - ruler.offsetHeight / 2) + "px)");
  }
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") ruler.hidden = true; // a finger hides what it points at
    else rulerAt(event.clientY);
  });
  document.addEventListener("focusin", (event) => {
    const box = event.target.getBoundingClientRect();
    rulerAt(box.top + Math.min(box.height, 80) / 2);
  });
  prefs.onchange((now) => { if (!now.ruler) ruler.hidden = true; });

  // ---- keys ----
  // Name, then selectors: the first that finds something in sight wins.
  const REGIONS = {
    Digit1: ["导航区", "header nav"],
    Digit2: ["视窗区", "main h1"],
    Digit3: ["服务区", ".tools", "footer"],
    Digit4: ["交互区", "main form input", "[role=search] input", "main button"],
    Digit5: ["列表区", "main .toc a", "main .rows a", "main li a"],
    Digit6: ["正文区", "#text", "#main"],
  };
  const POINTERS = [["", "系统指针"], [2, "大指针"], [3, "特大指针"]];
  const RATES = [[0.75, "慢速"], ["", "正常语速"], [1.25, "快速"], [1.5, "更快"]];

  function visible(selector) {
    return Array.from(document.querySelectorAll(selector)).find((el) => el.getClientRects().length > 0);
  }
  function goTo(region) {
    const target = region.slice(1).map(visible).find(Boolean);
    if (!target) return;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus();
    prefs.say(region[0]);
  }
  function toggle(name, label) {
    const on = !prefs.read()[name];
    prefs.change(name, on ? 1 : null);
    prefs.say((on ? "已打开" : "已关闭") + label);
  }
  function cycle(name, steps) {
    const now = prefs.read()[name];
    const at = steps.findIndex((step) => step[0] === (now === undefined ? "" : now));
    const next = steps[(at + 1) % steps.length];
    prefs.change(name, next[0]);
    prefs.say("已切换为" + next[1]);
  }
  function press(selector) {
    const target = visible(selector);
    if (target) target.click();
    return Boolean(target);
  }

  const ACTIONS = {
    KeyC: () => toggle("ruler", "阅读标尺"),
    KeyP: () => toggle("point", "指读"),
    KeyM: () => cycle("pointer", POINTERS),
    KeyS: () => cycle("rate", RATES),
    KeyV: () => press("[data-reader] [data-do=toggle]"),
    KeyX: () => press("[data-reader] [data-do=toggle]"),
    KeyB: () => press("[data-reader] [data-do=caption]"),
    KeyT: () => press("[data-choose]"),
    KeyR: () => { prefs.reset(); prefs.say("已恢复默认"); },
  };

  document.addEventListener("keydown", (event) => {
    if (!root.dataset.keys || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]")) return;
    if (event.shiftKey) {
      if (event.key !== "?" && event.code !== "Slash") return;
      event.preventDefault();
      press("footer a[data-help]");
      return;
    }
    // event.code, not event.key: with Alt a Mac types other letters.
    if (REGIONS[event.code]) goTo(REGIONS[event.code]);
    else if (ACTIONS[event.code]) ACTIONS[event.code]();
    else return;
    event.preventDefault();
  });
})();
