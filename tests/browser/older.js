// A Chromium of about 2019 made of today's: what came later is taken away before a page's own scripts run. Real old
// engines differ in more than this; what is named here is what a page of ours may come upon.
(() => {
  "use strict";
  const drop = (owner, ...names) => names.forEach((name) => { if (owner) delete owner[name]; });
  drop(Array.prototype, "at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with");
  drop(String.prototype, "at", "replaceAll", "matchAll", "isWellFormed");
  drop(Object, "hasOwn", "fromEntries", "groupBy");
  drop(Promise, "any", "allSettled", "withResolvers", "try");
  drop(Element.prototype, "replaceChildren", "setHTMLUnsafe");
  drop(DocumentFragment.prototype, "replaceChildren");
  drop(HTMLFormElement.prototype, "requestSubmit");
  drop(Intl, "Segmenter", "ListFormat");
  drop(CSS, "highlights", "registerProperty");
  drop(window, "Highlight", "structuredClone", "DecompressionStream", "WeakRef", "AggregateError", "Sanitizer", "navigation", "scheduler");
  // As in the browser of an application: nothing to share with, to copy to or to read aloud.
  drop(Navigator.prototype, "share", "canShare", "clipboard");
  drop(window, "speechSynthesis", "SpeechSynthesisUtterance", "BroadcastChannel");
  // <dialog> is an unknown element.
  drop(HTMLDialogElement.prototype, "show", "showModal", "close", "open", "returnValue");
  drop(window, "HTMLDialogElement");
  // Selectors that were unknown then are errors.
  const LATER = /:(?:is|where|has|focus-visible|popover-open|user-invalid)\b/;
  for (const owner of [Element.prototype, Document.prototype, DocumentFragment.prototype]) {
    for (const name of ["querySelector", "querySelectorAll", "matches", "closest"]) {
      const now = owner[name];
      if (now) owner[name] = function (selector) {
        if (LATER.test(selector)) throw new DOMException(`'${selector}' is not a valid selector.`, "SyntaxError");
        return now.call(this, selector);
      };
    }
  }
  // A worker could not be a module: it fails at its first import, perhaps before anything was asked of it.
  window.Worker = class extends EventTarget {
    constructor() {
      super();
      setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "SyntaxError: Unexpected token" })), 0);
    }
    postMessage() {}
    terminate() {}
  };
})();
