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
  function lists() {
    document.getElementById("search-lists").hidden = false;
    document.getElementById("search-status").textContent = "从文件夹打开时，这个网站太大，不能检索；请用下面的清单，或把网站放到网页服务器上打开。";
  }
  function start() {
    document.getElementById("search-lists").hidden = true;
    document.getElementById("search-app").hidden = false;
    var script = document.createElement("script");
    script.src = root + "static/search/search.js";
    script.onerror = lists;
    document.head.appendChild(script);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
