// 离开本站: a notice before a link to another host that is no government's (URL-03). site.js fetches this on the first such
// click and follows the link where it cannot be had. In the elder edition, where nothing may pop up, it opens in the page's flow.
(function () {
  "use strict";
  const inFlow = document.documentElement.dataset.edition === "elder";
  const TITLE = "您将离开本站";
  const TEXT = "下面的网址不属于本站，也不是政府网站，内容由对方负责。";
  let dialog, go, address, from;

  function make(tag, text, names) {
    const node = document.createElement(tag);
    node.textContent = text || "";
    Object.keys(names || {}).forEach((name) => node.setAttribute(name, names[name]));
    return node;
  }
  function close() {
    dialog.close();
    from.focus();
  }
  function build() {
    dialog = make("dialog", "", { class: "caption leave no-print", role: "alertdialog", "aria-labelledby": "leave-title", "aria-describedby": "leave-text" });
    go = make("a", "是，继续访问", { class: "button solid", rel: "noopener noreferrer" });
    address = make("b");
    const stay = make("button", "否，留在本站", { class: "button", type: "button" });
    const text = make("p", TEXT, { id: "leave-text" });
    const actions = make("div", "", { class: "actions" });
    text.append(document.createElement("br"), address);
    actions.append(go, stay);
    dialog.append(make("h2", TITLE, { id: "leave-title" }), text, actions);
    stay.addEventListener("click", close);
    go.addEventListener("click", () => dialog.close());
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
    dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); close(); } });
  }

  function leave(link) {
    if (!dialog) build();
    if (!dialog.showModal) { // older browsers have no such element
      if (window.confirm(TITLE + "\n" + TEXT + "\n" + link.href)) location.href = link.href;
      return;
    }
    if (dialog.open) dialog.close();
    from = link;
    go.href = link.href;
    address.textContent = link.href;
    if (inFlow) {
      (link.closest("li, dd, p") || link.parentNode).append(dialog);
      dialog.show();
      dialog.scrollIntoView({ block: "nearest" });
    } else {
      document.body.append(dialog);
      dialog.showModal();
    }
    go.focus();
  }
  window.gongkai.leave = leave;
  leave(window.gongkai.leaving);
})();
