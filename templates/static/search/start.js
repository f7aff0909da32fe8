// Starts the search page: the engine's modules as one classic file (builder/search.py), for each module would be a wait
// of its own and a folder loads none. Without this file the form still asks the server for this page and its lists remain.
(function () {
  "use strict";
  var root = new URL("../../", document.currentScript.src).href;
  window.siteSearchRoot = root;
  // What the newest shard needs, as address → promise of its bytes, or of null. With a query in the address it is asked for
  // while the engine is still on its way.
  var asked = null;
  window.siteSearchAhead = function () {
    var shard = window.siteSearchNewest;
    if (asked || !shard) return asked;
    asked = {};
    var paths = ["pagefind/wasm.unknown.pagefind", "search-data/shard-" + shard.name + ".json?v=" + shard.key];
    Object.keys(shard.entry.languages).slice(0, 1).forEach(function (language) {
      paths.push("pagefind/" + shard.name + "/pagefind." + shard.entry.languages[language].hash + ".pf_meta");
    });
    paths.forEach(function (path) {
      asked[root + path] = fetch(root + path).then(function (r) { return r.ok ? r.arrayBuffer() : null; }).catch(function () { return null; });
    });
    return asked;
  };
  if (location.protocol !== "file:" && /[?&]q=[^&]/.test(location.search)) {
    window.siteSearchAhead();
    window.siteSearchNames = fetch(root + "search-data/suggest.json");
    window.siteSearchNames.catch(function () {});
  }
  function lists(why) {
    document.getElementById("search-lists").hidden = false;
    document.getElementById("search-status").textContent = why;
  }
  function start() {
    document.getElementById("search-lists").hidden = true;
    document.getElementById("search-app").hidden = false;
    var script = document.createElement("script");
    script.src = root + "static/search/search.js";
    script.onerror = function () {
      lists(location.protocol === "file:" ? "从文件夹打开时，这个网站太大，不能检索；请用下面的清单，或把网站放到网页服务器上打开。" : "检索程序没有取到；请再打开一次这一页，或用下面的清单。");
    };
    // What a browser cannot read it loads all the same, and runs nothing of it.
    script.onload = function () {
      if (!window.siteSearch) lists("这个浏览器太旧，不能检索；请用下面的清单，或换一个新一些的浏览器。");
    };
    document.head.appendChild(script);
  }
  // The results' links need the script that every page has; it comes before this event, not before the page is read to its end.
  if (window.gongkai || document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
