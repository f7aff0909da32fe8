// The preferences form (in the header's 长者助手 and on the settings page): fills it from what is kept,
// keeps what is chosen at once, says each change politely. Loaded by site.js and standard.js when a form is in sight.
(function () {
  "use strict";
  const prefs = window.gongkai;
  const forms = Array.from(document.querySelectorAll("[data-settings]"));

  function fill(now) {
    forms.forEach((form) => {
      form.querySelectorAll("input").forEach((field) => {
        if (field.name === "session") field.checked = prefs.isSession();
        else if (field.type === "radio") field.checked = field.value === String(now[field.name] === undefined ? "" : now[field.name]);
        else if (field.type === "checkbox") field.checked = String(now[field.name]) === field.value;
      });
    });
  }

  // 已切换为特大字; 已打开阅读标尺: the words are those of the label.
  function announce(field) {
    const name = field.closest("label").querySelector("[data-name]").dataset.name || field.closest("label").querySelector("[data-name]").textContent;
    if (field.type === "radio") prefs.say("已切换为" + name.trim());
    else prefs.say((field.checked ? "已打开" : "已关闭") + name.trim());
  }

  function onChange(event) {
    const field = event.target;
    if (field.name === "session") prefs.setSession(field.checked);
    else if (field.type === "checkbox") prefs.change(field.name, field.checked ? Number(field.value) : null);
    else prefs.change(field.name, /^[\d.]+$/.test(field.value) ? Number(field.value) : field.value);
    announce(field);
  }

  forms.forEach((form) => {
    form.addEventListener("change", onChange);
    form.querySelector("[data-reset]").addEventListener("click", () => {
      prefs.reset();
      prefs.say("已恢复默认");
    });
  });

  // Escape closes the panel and gives the focus back to its summary.
  const helper = document.getElementById("helper");
  if (helper) {
    helper.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !helper.open) return;
      helper.open = false;
      helper.querySelector("summary").focus();
      event.stopPropagation();
    });
  }

  prefs.onchange(fill);
  fill(prefs.read());
})();
