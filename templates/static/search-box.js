// Suggestions under every search box: topics, terms, reports, years. A real combobox (ARIA 1.2); nothing is
// fetched before the first character, and without this file the form still goes to the search page.
(function () {
  "use strict";
  if (window.siteSearchBox) return; // the search page names this file itself; a frame may name it again
  window.siteSearchBox = true;
  var root = new URL("../", document.currentScript.src).href;
  var KINDS = { topic: "专题", term: "术语", report: "文件", year: "年度", page: "页面" };
  var LIMIT = 8;
  var loading = null;

  function load() {
    if (!loading) {
      loading = location.protocol === "file:" ? loadScript() : fetch(root + "search-data/suggest.json").then(function (r) { return r.ok ? r.json() : []; });
      loading = loading.catch(function () { return []; });
    }
    return loading;
  }
  function loadScript() {
    return new Promise(function (resolve, reject) {
      if (window.siteSearchText) return resolve(window.siteSearchText.suggest);
      var script = document.createElement("script");
      script.src = root + "search-data/text.js";
      script.onload = function () { resolve(window.siteSearchText.suggest); };
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }
  function key(text) { return text.normalize("NFKC").toLowerCase().replace(/[\s“”"'‘’《》「」]/g, ""); }

  function matches(list, typed) {
    var wanted = key(typed);
    if (!wanted) return [];
    var found = [];
    list.forEach(function (entry, order) {
      if (entry[0] === "same") return; // names of one thing: for the search itself
      var best = 9;
      [entry[1]].concat(entry[3]).forEach(function (name, i) {
        var at = key(name).indexOf(wanted);
        if (at >= 0) best = Math.min(best, (at ? 1 : 0) + (i ? 2 : 0));
      });
      if (best < 9) found.push({ kind: entry[0], text: entry[1], path: entry[2], best: best, order: order });
    });
    found.sort(function (a, b) { return a.best - b.best || a.order - b.order; });
    return found.slice(0, LIMIT);
  }

  function attach(form, number) {
    var input = form.querySelector("input[name=q]");
    if (!input) return;
    var list = document.createElement("ul");
    list.id = "suggest-" + number;
    list.className = "suggest";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "建议");
    list.hidden = true;
    form.appendChild(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("autocomplete", "off");
    var active = -1;

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function choose(index) {
      active = index;
      Array.prototype.forEach.call(list.children, function (option, i) { option.setAttribute("aria-selected", String(i === index)); });
      if (index < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", list.children[index].id);
        list.children[index].scrollIntoView({ block: "nearest" });
      }
    }
    function go(option) {
      var path = option.getAttribute("data-path");
      close();
      if (path) location.href = root + window.gongkai.own(path) + (location.protocol === "file:" && path.slice(-1) === "/" ? "index.html" : "");
      else {
        input.value = option.getAttribute("data-text");
        if (form.requestSubmit) form.requestSubmit(); else form.submit();
      }
    }
    function show(found) {
      list.textContent = "";
      found.forEach(function (entry, i) {
        var option = document.createElement("li");
        option.id = list.id + "-" + i;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.setAttribute("data-path", entry.path);
        option.setAttribute("data-text", entry.text);
        var kind = document.createElement("small");
        kind.textContent = KINDS[entry.kind] || "";
        option.appendChild(document.createTextNode(entry.text + " "));
        option.appendChild(kind);
        option.addEventListener("mousedown", function (event) { event.preventDefault(); });
        option.addEventListener("click", function () { go(option); });
        list.appendChild(option);
      });
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!!found.length));
      choose(-1);
    }
    input.addEventListener("input", function (event) {
      if (event.isComposing) return;
      var typed = input.value;
      load().then(function (entries) {
        if (input.value === typed && document.activeElement === input) show(matches(entries, typed));
      });
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      var size = list.hidden ? 0 : list.children.length;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!size) return;
        event.preventDefault();
        var step = event.key === "ArrowDown" ? 1 : -1;
        choose(((active + 1 + step + size + 1) % (size + 1)) - 1);
      } else if (event.key === "Enter" && size && active >= 0) {
        event.preventDefault();
        go(list.children[active]);
      } else if (event.key === "Escape" && size) {
        event.preventDefault();
        close();
      }
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("form[data-search-box]"), attach);
})();
