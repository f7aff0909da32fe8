// Measurements that run inside a page; test_accessibility.py calls them as window.measure.*
window.measure = (function () {
  "use strict";
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getBoundingClientRect().width > 2 && el.getBoundingClientRect().height > 2;
  const aside = (el) => el.closest(".heard, .skip");
  const name = (el) => el.textContent.replace(/\s+/g, " ").trim();
  const words = (el) => (el.getAttribute("aria-label") || el.textContent || el.value || el.tagName).replace(/\s+/g, " ").trim().slice(0, 24);

  // Text in a drawing shrinks with it.
  const size = (el) => parseFloat(getComputedStyle(el).fontSize) * (el.ownerSVGElement ? el.getScreenCTM().a : 1);
  function texts() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const el = node.parentElement;
      if (node.data.trim() && !/^(SCRIPT|STYLE|OPTION)$/.test(el.tagName) && !aside(el) && shown(el)) found.push([size(el), words(el)]);
    }
    return found;
  }
  const smallText = (least) => texts().filter((t) => t[0] < least - 0.05).map((t) => t.join("px "));

  // A link inside a sentence is exempt (WCAG 2.5.8); what stands alone or in a list of links is not.
  function inSentence(el) {
    if (el.tagName !== "A" || getComputedStyle(el).display !== "inline") return false;
    const block = el.closest("p, li, dd, td, th, blockquote, div");
    const own = el.textContent.replace(/\s/g, "").length;
    return block.textContent.replace(/\s/g, "").length > own;
  }
  function smallTargets(least) {
    const found = [];
    document.querySelectorAll("a[href], button, input, select, textarea, summary").forEach((el) => {
      if (!shown(el) || aside(el) || inSentence(el)) return;
      const boxes = [el].concat(el.labels && /radio|checkbox/.test(el.type) ? Array.from(el.labels) : []).map((x) => x.getBoundingClientRect());
      const width = Math.max(...boxes.map((b) => b.width));
      const height = Math.max(...boxes.map((b) => b.height));
      if (width < least - 0.5 || height < least - 0.5) found.push(words(el) + " " + Math.round(width) + "×" + Math.round(height));
    });
    return found;
  }

  function sideways() {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return wide > 1 ? [wide + " px too wide"] : [];
  }
  function crushedCells() {
    return Array.from(document.querySelectorAll("td, th")).filter((cell) => {
      const style = getComputedStyle(cell);
      const size = parseFloat(style.fontSize);
      const em = (cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) / size;
      return shown(cell) && cell.textContent.trim().length > 2 && em < 2.6 && cell.clientHeight > 3 * size;
    }).map(words);
  }
  function fixedShare() {
    const areas = Array.from(document.body.querySelectorAll("*")).filter((el) => /fixed|sticky/.test(getComputedStyle(el).position) && shown(el)).map((el) => {
      const b = el.getBoundingClientRect();
      return Math.max(0, Math.min(b.right, innerWidth) - Math.max(b.left, 0)) * Math.max(0, Math.min(b.bottom, innerHeight) - Math.max(b.top, 0));
    });
    return Math.max(0, ...areas) / (innerWidth * innerHeight);
  }
  // WCAG 1.4.12, by a constructed sheet because the page's policy forbids inline styles.
  function spaceText() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*:not(svg *){line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important} p{margin-block-end:2em!important}");
    document.adoptedStyleSheets = [sheet];
  }
  function clipped() {
    return Array.from(document.body.querySelectorAll("*")).filter((el) => {
      const style = getComputedStyle(el);
      if (!shown(el) || aside(el) || !el.textContent.trim() || !/hidden|clip/.test(style.overflowX + style.overflowY)) return false;
      return el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 2;
    }).map(words);
  }

  function landmarks() {
    const named = (el) => el.getAttribute("aria-label") || (el.getAttribute("aria-labelledby") && document.getElementById(el.getAttribute("aria-labelledby")).textContent) || "";
    const found = [];
    document.querySelectorAll("header, footer, main, nav, aside, section, form, search, [role=search]").forEach((el) => {
      if (!shown(el)) return;
      const inside = el.parentElement.closest("article, aside, main, nav, section");
      const tag = el.getAttribute("role") || el.tagName.toLowerCase();
      if (!/^(header|footer|main|nav|aside|section|form|search|region|banner|navigation|contentinfo|complementary)$/.test(tag)) return;
      if (/^(header|footer)$/.test(tag) && inside) return;
      if (/^(section|form)$/.test(tag) && !named(el)) return;
      found.push(tag + " " + named(el).trim());
    });
    return found;
  }
  // Two links with the same words lead to the same place.
  function ambiguousLinks() {
    const by = {};
    document.querySelectorAll("a[href]").forEach((a) => { if (shown(a) && !a.closest(".toc")) (by[name(a)] = by[name(a)] || new Set()).add(a.href); });
    return Object.keys(by).filter((name) => by[name].size > 1);
  }
  function deadControls() {
    return Array.from(document.querySelectorAll("button, [role=button], summary, select, input, a[href='#'], a[href^='javascript:']")).filter((el) => {
      if (!shown(el) || aside(el)) return false;
      if (el.tagName === "SUMMARY" && el.parentElement.tagName === "DETAILS") return false;
      if (el.id === "show-links" || el.id === "print-all") return false; // the style sheet answers them
      return !(el.form && el.form.action && /search\//.test(el.form.action));
    }).map(words);
  }
  return { smallText, smallTargets, sideways, crushedCells, fixedShare, spaceText, clipped, landmarks, ambiguousLinks, deadControls };
})();
