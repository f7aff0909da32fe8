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
  function load(name) {
    if (loaded[name]) return;
    loaded[name] = true;
    const script = document.createElement("script");
    script.src = folder + name;
    document.body.append(script);
  }

  // A page's address below the base in the reader's edition; builder/pages/page.py has the rule (is_for_elders).
  const TWINS = /^(?:reports\/[^?#]*|topics\/(?:[^/?#]+\/)?|(?:ledger|search|help|guide|request|settings)\/)?(?:[?#]|$)/;
  const own = (path) => (root.dataset.edition === "elder" && TWINS.test(path) ? "elder/" : "") + path;

  // At a lost address of the elder edition (the page for all lost addresses is there): its standard page.
  if (root.dataset.pageKind === "404" && location.href.startsWith(home + "elder/")) location.replace(location.href.replace(home + "elder/", home));

  window.gongkai = { own, read, change, reset, say, load, isSession, setSession, onchange: (f) => listeners.push(f) };
  window.addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) apply(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) apply(); });
  if (root.dataset.ruler || root.dataset.keys) load("aids.js");

  // The form needs its script only where it is seen.
  const helper = document.getElementById("helper");
  if (helper) helper.addEventListener("toggle", () => load("settings.js"));
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
    reader.addEventListener("click", (event) => {
      if (window.gongkai.speech || !event.target.closest("[data-do=toggle]")) return;
      window.gongkai.wanted = true;
      const first = new SpeechSynthesisUtterance("");
      first.lang = "zh-CN";
      synth.speak(first);
      fetchSpeech();
    });
    const voices = synth.getVoices();
    if (root.dataset.point || (voices.length && !voices.some((voice) => /^(zh|cmn)(?!.*(HK|MO))/i.test(voice.lang)))) fetchSpeech();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    if (link.dataset.choose) change("elder", link.dataset.choose === "elder" ? 1 : null);
    // From an elder page to one for everybody: there the type stays large, and a line leads back.
    else if (root.dataset.edition === "elder" && link.href.startsWith(home) && !link.href.startsWith(home + "elder/")) change("elder", 1);
  });

  // Without the clipboard interface (plain http) the old command still copies a selection.
  function copy(source) {
    if (navigator.clipboard) return navigator.clipboard.writeText(source.textContent.trim());
    const selection = getSelection();
    selection.selectAllChildren(source);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    return done ? Promise.resolve() : Promise.reject();
  }
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.addEventListener("click", () => {
      copy(document.getElementById(button.dataset.copy)).then(() => say("已复制"), () => say("没有复制成功"));
    });
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });

  // Paper cannot be unfolded: print.css opens what is folded, and where a browser cannot do that, this does.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("html:not([data-page-kind=report]) main details, .record-more").forEach((fold) => { fold.open = true; });
  });
})();
