// Small helpers for every page. Everything works without this file.
(function () {
  "use strict";
  var copy = document.querySelectorAll("[data-copy]");
  Array.prototype.forEach.call(copy, function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      var source = document.getElementById(button.getAttribute("data-copy"));
      navigator.clipboard.writeText(source.textContent.trim()).then(function () {
        document.getElementById("say").textContent = "已复制";
      });
    });
  });
  Array.prototype.forEach.call(document.querySelectorAll("[data-print]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
