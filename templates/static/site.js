// Small helpers for every page. Everything works without this file.
//
// prefs.js (inline, before the first paint) has already copied the stored preferences to data-
// attributes of <html>; the style sheets do the rest. Here they are changed, kept and shared between
// tabs. One key, "gongkai", a small JSON object {v: 1, size: 2, …}; absent keys mean the default.
// sessionStorage wins over localStorage: that is 仅本次使用 on a shared computer.
(function () {
  "use strict";
  const KEY = "gongkai";
  const NAMES = ["size", "scheme", "space", "pointer", "ruler", "keys", "point", "rate", "elder"];
  const root = document.documentElement;
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const home = folder.replace(/static\/$/, "");
  const listeners = [];
  const loaded = {};
  let memory = { v: 1 };

  // Private windows and some in-app browsers throw on every access.
  function stored(name) {
    try {
      const value = JSON.parse(window[name].getItem(KEY));
      return value && value.v === 1 ? value : null;
    } catch (e) { return null; }
  }
  function put(name, value) {
    try {
      if (value) window[name].setItem(KEY, JSON.stringify(value));
      else window[name].removeItem(KEY);
    } catch (e) { /* then the choice holds for this page only */ }
  }
  const isSession = () => stored("sessionStorage") !== null;
  const read = () => Object.assign({}, stored("sessionStorage") || stored("localStorage") || memory);

  function apply() {
    const now = read();
    NAMES.forEach((name) => {
      if (now[name] === undefined) root.removeAttribute("data-" + name);
      else root.setAttribute("data-" + name, now[name]);
    });
    if (now.ruler || now.keys) load("aids.js");
    listeners.forEach((listener) => listener(now));
  }
  function keep(value) {
    memory = value;
    const empty = Object.keys(value).length < 2;
    if (isSession()) put("sessionStorage", value);
    else put("localStorage", empty ? null : value);
    apply();
  }
  function change(name, value) {
    const next = read();
    if (value === "" || value === null) delete next[name];
    else next[name] = value;
    keep(next);
  }
  function setSession(on) {
    const now = read();
    put("sessionStorage", on ? now : null);
    put("localStorage", on || Object.keys(now).length < 2 ? null : now);
  }
  function reset() {
    memory = { v: 1 };
    put("sessionStorage", null);
    put("localStorage", null);
    apply();
  }

  // One polite live region per page; emptied first so that the same words are announced again.
  function say(text) {
    const region = document.getElementById("say");
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  }
  function load(name, failed) {
    if (loaded[name]) return;
    loaded[name] = true;
    const script = document.createElement("script");
    script.src = folder + name;
    script.onerror = failed;
    document.body.append(script);
  }

  // A page's address below the base in the reader's edition; builder/pages/page.py has the rule (is_for_elders).
  const TWINS = /^(?:reports\/[^?#]*|topics\/(?:[^/?#]+\/)?|(?:ledger|search|help|guide|request|settings)\/)?(?:[?#]|$)/;
  const own = (path) => (root.dataset.edition === "elder" && TWINS.test(path) ? "elder/" : "") + path;

  window.gongkai = { own, read, change, reset, say, load, isSession, setSession, onchange: (f) => listeners.push(f) };
  window.addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) apply(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) apply(); });
  if (root.dataset.ruler || root.dataset.keys) load("aids.js");

  // The form needs its script only where it is seen.
  if (document.querySelector("main [data-settings]")) load("settings.js");

  // Suggestions come when a search box is used, marks when the reader arrives from a search or a figure.
  document.addEventListener("focusin", (event) => { if (event.target.closest("[data-search-box]")) load("search-box.js"); });
  if (/[?&][qs]=/.test(location.search) && document.getElementById("text")) load("arrive.js");

  // 朗读 is fetched by whoever reaches for it. iOS lets a page speak only if the first utterance falls
  // inside a click, so an empty one is spoken when the click comes before the script.
  const reader = document.querySelector("[data-reader]");
  const synth = window.speechSynthesis;
  if (reader && synth) {
    const fetchSpeech = () => load("speech.js");
    ["pointerenter", "touchstart", "focusin"].forEach((type) => reader.addEventListener(type, fetchSpeech, { once: true, passive: true }));
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do=toggle], [data-read]");
      if (window.gongkai.speech || !button) return;
      window.gongkai.wanted = button;
      const first = new SpeechSynthesisUtterance("");
      first.lang = "zh-CN";
      synth.speak(first);
      fetchSpeech();
    });
    // A chapter has a button beside its heading, whose words are written here.
    document.querySelectorAll(".head > [data-read]").forEach((button) => {
      const heading = button.previousElementSibling.textContent;
      button.type = "button";
      button.innerHTML = "朗读<span class=read-what>这一段</span><span class=heard>：</span>";
      button.lastChild.append(heading);
    });
    const voices = synth.getVoices();
    // The passage that an address names gets a button of its own; sections have theirs.
    const arrive = () => {
      const old = document.querySelector(".read-arrived");
      const target = document.querySelector("#text :target");
      if (old) old.remove();
      if (!target || !target.matches("p, li, dd, .run-in, .head > :last-child")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button read-here read-arrived no-print";
      button.dataset.read = "";
      button.append("朗读", "这一段");
      if (target.parentElement.matches(".head")) target.after(button);
      else target.prepend(button);
    };
    arrive();
    addEventListener("hashchange", arrive);
    if (root.dataset.point || (voices.length && !voices.some((voice) => /^(zh|cmn)(?!.*(HK|MO))/i.test(voice.lang)))) fetchSpeech();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    if (link.dataset.choose) change("elder", link.dataset.choose === "elder" ? 1 : null);
    // From an elder page to one for everybody: there the type stays large, and a line leads back.
    else if (root.dataset.edition === "elder" && link.href.startsWith(home) && !link.href.startsWith(home + "elder/")) change("elder", 1);
    // Another host that is no government's (URL-03) is announced first. Whoever asks for a new tab does not leave this page.
    else if (/^http/.test(link.href) && link.host !== location.host && !/\.(gov\.cn|xn--zfr164b)$/.test(link.hostname)) {
      if (link.closest("dialog") || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      window.gongkai.leaving = link;
      if (window.gongkai.leave) window.gongkai.leave(link);
      else load("leave.js", () => { location.href = link.href; });
    }
  });

  // Without the clipboard interface (plain http) the old command still copies a selection.
  function copy(words) {
    if (navigator.clipboard) return navigator.clipboard.writeText(words);
    const held = document.createElement("pre"), selection = getSelection();
    held.textContent = words;
    document.body.append(held);
    selection.selectAllChildren(held);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    held.remove();
    return done ? Promise.resolve() : Promise.reject();
  }
  window.gongkai.copy = copy;
  // Without an element to copy, the page's address; the device's own sheet where there is one.
  const url = location.href.replace(/[?#].*/, "");
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const source = document.getElementById(button.dataset.copy);
    button.addEventListener("click", () => {
      copy(source ? source.textContent.trim() : url).then(() => say("已复制"), () => say("没有复制成功"));
    });
  });
  if (navigator.share) document.querySelectorAll("[data-share]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => navigator.share({ title: document.title, url }).catch(() => {}));
  });
  // Citing a sentence: asked for by a click on a figure or a paragraph's sign, offered to whoever arrives from another page of the site.
  const text = document.getElementById("citation") && document.getElementById("text");
  if (text && location.hash && document.referrer.startsWith(location.origin + "/")) load("cite.js");
  else if (text) text.addEventListener("click", (event) => {
    if (!event.target.closest("b, .permalink")) return;
    window.gongkai.cited = window.gongkai.cited || event.target;
    load("cite.js");
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });

  // An address that leads into a fold opens it.
  function unfold() {
    const target = location.hash.length > 1 && document.querySelector("main [id='" + CSS.escape(location.hash.slice(1)) + "']");
    let fold = target && target.closest("details");
    if (!fold) return;
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  }
  unfold();
  window.addEventListener("hashchange", unfold);

  // Paper cannot be unfolded: print.css opens what is folded, and where a browser cannot do that, this does.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("html:not([data-page-kind=report]) main details, .record-more").forEach((fold) => { fold.open = true; });
  });
})();
