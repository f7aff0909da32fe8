// Starts the search page: the engine's modules over a server, one classic file from a folder (where browsers
// load no modules). Without this file the form still asks the server for this page and its lists remain.
(function () {
  "use strict";
  var root = new URL("../../", document.currentScript.src).href;
  window.siteSearchRoot = root;
  document.getElementById("search-lists").hidden = true;
  document.getElementById("search-app").hidden = false;
  function load(address, asModule, failed) {
    var script = document.createElement("script");
    if (asModule) script.type = "module";
    script.src = address;
    script.onerror = failed;
    document.head.appendChild(script);
  }
  function lists() {
    document.getElementById("search-lists").hidden = false;
    document.getElementById("search-status").textContent = "从文件夹打开时，这个网站太大，不能检索；请用下面的清单，或把网站放到网页服务器上打开。";
  }
  function classic() { load(root + "search-data/search.js", false, lists); }
  if (location.protocol === "file:" || !("noModule" in document.createElement("script"))) classic();
  else load(root + "static/search/app.js", true, classic);
})();
