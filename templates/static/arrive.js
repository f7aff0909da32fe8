// Arrival from search: ?q= names the words; they are highlighted in the text and the first one behind the
// address's section is brought into view. Arrival from a figure: ?s= holds a few words of its sentence, and the
// whole sentence is highlighted. Without script either address leads to its paragraph. Escape takes the marks away.
// The text itself is not changed where the browser has the CSS Custom Highlight API; elsewhere the words are
// wrapped in <mark>.
(function () {
  "use strict";
  var asked = new URLSearchParams(location.search), said = asked.get("s");
  var words = said ? [said] : (asked.get("q") || "").split(/\s+/).filter(Boolean).slice(0, 8);
  var area = document.getElementById("text") || document.querySelector("article");
  if (!words.length || !area) return;

  function plain(text) { return text.replace(/[\uff01-\uff5e]/g, function (c) { return "，；：！？（）".indexOf(c) < 0 ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c; }).toLowerCase(); }
  var SKIP = /[\s“”‘’"'《》「」『』【】〈〉()（）\[\]〔〕]/;

  // The area's text without marks that take no place, with node and offset of every character.
  function read() {
    var walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
    var text = "", places = [], last = null;
    while (walker.nextNode()) {
      var node = walker.currentNode;
      if (node.parentElement.closest("script, style, aside, nav, button, .permalink")) continue;
      var block = node.parentElement.closest("p, li, td, th, h1, h2, h3, h4, h5, h6, dt, dd");
      if (last && block !== last) { text += "\n"; places.push(null); }
      last = block;
      var source = plain(node.data);
      for (var i = 0; i < source.length; i += 1) {
        if (SKIP.test(source[i])) continue;
        text += source[i];
        places.push([node, i]);
      }
    }
    return { text: text, places: places };
  }
  function find(content, word) {
    var wanted = plain(word).split("").filter(function (c) { return !SKIP.test(c); }).join("");
    var ranges = [];
    if (!wanted) return ranges;
    for (var at = content.text.indexOf(wanted); at >= 0; at = content.text.indexOf(wanted, at + wanted.length)) {
      if (/^\d/.test(wanted) && /[\d.]$/.test(content.text.slice(Math.max(0, at - 1), at))) continue;
      if (/\d$/.test(wanted) && /^(\d|\.\d)/.test(content.text.slice(at + wanted.length))) continue;
      var first = at, last = at + wanted.length - 1;
      if (said) {
        while (content.places[first - 1] && !/[。；;！？]/.test(content.text[first - 1])) first -= 1;
        while (content.places[last + 1] && !/[。；;！？]/.test(content.text[last])) last += 1;
      }
      var from = content.places[first], to = content.places[last];
      if (!from || !to) continue;
      var range = document.createRange();
      range.setStart(from[0], from[1]);
      range.setEnd(to[0], to[1] + 1);
      range.hit = content.places[at + wanted.length - 1][0]; // the sentence may begin before the address's element
      ranges.push(range);
    }
    return ranges;
  }
  var content = read();
  var ranges = [].concat.apply([], words.map(function (word) { return find(content, word); }));
  ranges.sort(function (a, b) { return a.compareBoundaryPoints(Range.START_TO_START, b); });
  if (!ranges.length) return;

  var target = null;
  try { target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null; } catch { /* a broken address names no section */ }
  var goal = ranges[0];
  if (target) {
    var inside = ranges.filter(function (range) {
      return target.contains(range.hit) || target.compareDocumentPosition(range.hit) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    goal = (!said && inside.filter(function (range) { return !target.contains(range.hit); })[0]) || inside[0] || goal;
  }
  if (said) ranges = [goal];
  // A number alone is of its own paragraph: where that no longer has it, another's is not what the reader came for.
  if (said && said.length < 9 && target && !target.contains(goal.hit)) return;
  var chapter = goal.startContainer.parentElement.closest(".chapters > section");
  if (chapter) chapter.setAttribute("data-open", ""); // it may stand folded
  function bring() {
    var box = goal.getBoundingClientRect();
    scrollTo(0, Math.max(0, scrollY + box.top - innerHeight / 3));
  }
  var block = goal.startContainer.parentElement.closest(".run-in, p, li, dd");
  if (block && block !== target && window.speechSynthesis && document.querySelector("[data-reader]")) { // what the address names has it from site.js
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button read-here read-arrived no-print";
    button.dataset.read = "";
    button.append("朗读", "这一段");
    block.prepend(button);
  }
  var clear;
  if (window.Highlight && CSS.highlights) {
    CSS.highlights.set("arrive", new Highlight(...ranges));
    clear = function () { CSS.highlights.delete("arrive"); };
    bring();
  } else {
    bring();
    var made = [];
    ranges.reverse().forEach(function (range) {
      if (range.startContainer !== range.endContainer) return;
      var mark = document.createElement("mark");
      mark.className = "arrive";
      range.surroundContents(mark);
      made.push(mark);
    });
    clear = function () { made.forEach(function (mark) { mark.replaceWith(...mark.childNodes); }); };
  }
  addEventListener("load", bring, { once: true });
  addEventListener("keydown", function (event) { if (event.key === "Escape") clear(); });
  var say = document.getElementById("say");
  if (say) say.textContent = (said ? "已标出这一句" : "已标出“" + words.join("、") + "”，共 " + ranges.length + " 处") + "；按 Esc 取消标记。";
})();
