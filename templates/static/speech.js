// Reading aloud with the device's own voice, one sentence at a time.
//
// One utterance is queued at once and the next starts from its end: long utterances stop without a word
// in Chrome, and pause() means cancel() on Android. So pausing is: remember the sentence, cancel, and
// start that sentence again. The sentence being read is marked with the Custom Highlight API, which
// leaves the document alone; the keyboard focus never moves and nothing is announced beside the voice.
// Loaded by site.js when somebody reaches for the controls.
//= speech-text.js
(function () {
  "use strict";
  const panel = document.querySelector("[data-reader]");
  const synth = window.speechSynthesis;
  if (!panel || !synth || !window.SpeechSynthesisUtterance) return;
  panel.insertAdjacentHTML("beforeend", `<div class="reader-more" data-more hidden>
<button class="button" type="button" data-do="prev">上一句</button>
<button class="button" type="button" data-do="next">下一句</button>
<button class="button" type="button" data-do="skip" hidden>跳过表格</button>
<button class="button" type="button" data-do="stop">停止</button>
<button class="button" type="button" data-do="caption">大字幕</button>
<label class="reader-rate">语速 <select data-do="rate"><option value="0.75">慢</option><option value="1" selected>正常</option>
<option value="1.25">快</option><option value="1.5">更快</option></select></label>
<p class="reader-how">点一下正在读的那段话就暂停，再点一下继续；按 Esc 键停止。<span data-do="at"></span></p>
</div>
<p class="reader-note" data-do="note" hidden></p>
<dialog class="caption" aria-label="大字幕">
<p class="caption-text"></p>
<div class="actions">
<button class="button solid" type="button" data-do="pause">暂停</button>
<button class="button" type="button" data-do="prev">上一句</button>
<button class="button" type="button" data-do="next">下一句</button>
<form method="dialog"><button class="button" type="submit">关闭大字幕</button></form>
</div>
</dialog>`);
  const prefs = window.gongkai;
  const part = (name) => panel.querySelector("[data-do=" + name + "]");
  const body = document.querySelector("[data-speech]") || document.getElementById("main");
  const dialog = panel.querySelector("dialog");
  if (!dialog.showModal) part("caption").hidden = true; // browsers that do not know the element
  const START = part("toggle").innerHTML;
  const HELP = "可以改用浏览器菜单里的“朗读”，或手机设置里的读屏功能。";

  let sentences = null;
  let at = 0;
  let until = Infinity; // 朗读这一段 ends before this sentence
  let pressed = null; // the button of the part that is read
  let state = "idle"; // idle, playing, paused
  let token = 0; // events of cancelled utterances carry an older one and are ignored
  let timer = 0;
  let shown = null; // the range marked last
  const others = "BroadcastChannel" in window ? new BroadcastChannel("gongkai-speech") : null;

  // ---- voice: local Mandarin, then any Mandarin; never Cantonese for Mandarin text ----
  const mandarin = (voice) => /^(zh|cmn)/i.test(voice.lang) && !/HK|MO|yue|cantonese|粤/i.test(voice.lang + voice.name);
  function chooseVoice() {
    const able = synth.getVoices().filter(mandarin);
    const rank = (voice) => (voice.localService ? 0 : 2) + (/^(zh[-_]CN|cmn)/i.test(voice.lang) ? 0 : 1);
    return able.sort((a, b) => rank(a) - rank(b))[0] || null;
  }
  const noMandarin = () => synth.getVoices().length > 0 && !chooseVoice();
  // The list is often empty at first; two seconds is the longest wait.
  function voicesReady() {
    if (synth.getVoices().length) return Promise.resolve();
    return new Promise((done) => {
      if (synth.addEventListener) synth.addEventListener("voiceschanged", done, { once: true });
      setTimeout(done, 2000);
    });
  }

  // ---- showing ----
  function show() {
    const toggle = part("toggle");
    if (state === "idle") toggle.innerHTML = START;
    else toggle.textContent = state === "playing" ? "暂停" : "继续";
    panel.querySelector("[data-more]").hidden = state === "idle";
    part("skip").hidden = state === "idle" || !sentences[at].table;
    part("pause").textContent = state === "playing" ? "暂停" : "继续";
    part("at").textContent = state === "idle" ? "" : "第 " + (at + 1) + " 句，共 " + sentences.length + " 句";
    dialog.querySelector("p").textContent = state === "idle" ? "" : sentences[at].text;
    if (state === "idle" && dialog.open) dialog.close();
    if (pressed) pressed.firstChild.data = state === "idle" ? "朗读" : "停止朗读";
  }
  function tell(text) {
    const note = part("note");
    note.textContent = text;
    note.hidden = !text;
    if (text) prefs.say(text);
  }
  const marks = window.CSS && CSS.highlights ? CSS.highlights : null;
  function inView(range) {
    const box = range.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }
  function mark(range, follow) {
    if (marks) {
      marks.delete("reading");
      if (range) marks.set("reading", new Highlight(range));
    } else {
      document.querySelectorAll("[data-speaking]").forEach((el) => el.removeAttribute("data-speaking"));
      if (range) holder(range).setAttribute("data-speaking", "");
    }
    const before = shown;
    shown = range || (state === "idle" ? null : shown);
    if (!range || dialog.open) return;
    // Whoever has scrolled away, to the controls perhaps, is not pulled back.
    if (before && !follow && !inView(before)) return;
    // A chapter that stands folded in the elder edition is opened for the voice.
    const chapter = holder(range) && holder(range).closest(".chapters > section");
    if (chapter) chapter.setAttribute("data-open", "");
    const box = range.getBoundingClientRect();
    if (box.top > innerHeight * 0.15 && box.bottom < innerHeight * 0.75) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: box.top - innerHeight * 0.3, behavior: calm ? "auto" : "smooth" });
  }
  function holder(range) {
    const node = range.startContainer;
    return (node.nodeType === 1 ? node : node.parentElement).closest("p,li,h1,h2,h3,h4,h5,h6,dd,dt,td,th,tr,dl,div");
  }

  // ---- playing ----
  function cancel() {
    token += 1;
    clearTimeout(timer);
    if (synth.speaking || synth.pending) synth.cancel();
  }
  function speak(follow) {
    const busy = synth.speaking || synth.pending;
    cancel();
    state = "playing";
    const mine = token;
    const sentence = sentences[at];
    const words = new SpeechSynthesisUtterance(sentence.text);
    const rate = Number(prefs.read().rate) || 1;
    words.lang = "zh-CN"; // Android ignores the voice without it
    words.voice = chooseVoice();
    words.rate = rate;
    const live = () => mine === token;
    words.onstart = () => {
      if (!live()) return;
      clearTimeout(timer); // some voices forget to end: go on after twice the usual time
      timer = setTimeout(() => { if (live()) next(1); }, 5000 + (sentence.text.length * 500) / rate);
    };
    words.onend = () => { if (live()) next(1); };
    words.onerror = (event) => { if (live() && event.error !== "canceled" && event.error !== "interrupted") fail(); };
    timer = setTimeout(() => { if (live()) fail(); }, 3000);
    mark(sentence.range, follow);
    show();
    // Chrome drops what is spoken in the same moment as a cancel; iOS wants the first one inside the click.
    if (busy) setTimeout(() => { if (live()) synth.speak(words); }, 60);
    else synth.speak(words);
  }
  function next(step) {
    at += step;
    if (at >= Math.min(until, sentences.length)) stop();
    else speak();
  }
  function pause() {
    cancel();
    state = "paused";
    show();
  }
  function stop() {
    cancel();
    state = "idle";
    at = 0;
    until = Infinity;
    mark(null);
    show();
    pressed = null;
  }
  function fail() {
    stop();
    tell("这台设备现在读不出声音。" + HELP);
  }
  function start(from) {
    tell("");
    if (others) others.postMessage("started");
    const ready = sentences ? null : window.gongkaiText.queue(panel.dataset.table);
    const begin = () => {
      if (!sentences.length) return;
      at = Math.max(0, from());
      if (noMandarin()) unable();
      else speak(true);
    };
    if (sentences && synth.getVoices().length) begin();
    else Promise.all([ready, voicesReady()]).then((all) => { sentences = sentences || all[0]; begin(); });
  }
  function toggle() {
    if (state === "playing") pause();
    else start(() => (state === "paused" ? at : 0));
  }
  // A section is read to the next heading of its level, a passage to its end.
  function readPart(button) {
    const again = pressed === button;
    if (state !== "idle") stop();
    if (again) return;
    const head = button.previousElementSibling;
    const passage = button.parentElement.matches(".head") ? null : button.parentElement;
    const heads = Array.from(body.querySelectorAll("h2, h3, h4, h5, h6"));
    const next = passage ? null : heads.slice(heads.indexOf(head) + 1).find((other) => other.tagName <= head.tagName);
    const holds = (sentence) => {
      const node = sentence.range && sentence.range.startContainer;
      if (!node || passage) return Boolean(node) && passage.contains(node);
      return !(head.compareDocumentPosition(node) & 2) && (!next || Boolean(next.compareDocumentPosition(node) & 2));
    };
    pressed = button;
    start(() => {
      const first = sentences.findIndex(holds);
      until = first + 1;
      while (until < sentences.length && (!sentences[until].range || holds(sentences[until]))) until += 1;
      return first;
    });
  }
  function move(step) {
    at = Math.min(Math.max(0, at + step), sentences.length - 1);
    speak(true);
  }
  function skipTable() {
    const table = sentences[at].table;
    while (at < sentences.length && sentences[at].table === table) at += 1;
    if (at < sentences.length) speak(true);
    else stop();
  }

  // A device without a Mandarin voice: words in the place of the controls.
  function unable() {
    stop();
    panel.querySelectorAll("button, label").forEach((el) => { if (!dialog.contains(el)) el.hidden = true; });
    tell("这台设备没有普通话语音，不能朗读。" + HELP);
  }
  if (noMandarin()) unable();
  else if (synth.addEventListener) synth.addEventListener("voiceschanged", () => { if (noMandarin()) unable(); });

  // ---- controls ----
  const click = (name, action) => part(name).addEventListener("click", action);
  click("toggle", toggle);
  click("pause", toggle);
  click("stop", stop);
  panel.querySelectorAll("[data-do=prev]").forEach((el) => el.addEventListener("click", () => move(-1)));
  panel.querySelectorAll("[data-do=next]").forEach((el) => el.addEventListener("click", () => move(1)));
  click("skip", skipTable);
  click("caption", () => dialog.showModal());
  dialog.addEventListener("close", () => { if (state === "playing") mark(sentences[at].range); });
  const rate = part("rate");
  rate.addEventListener("change", () => prefs.change("rate", rate.value === "1" ? null : Number(rate.value)));
  const showRate = (now) => { rate.value = String(now.rate || 1); };
  prefs.onchange(showRate);
  showRate(prefs.read());

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read]");
    if (button) readPart(button);
  });

  // A click on the sentence's paragraph pauses and continues: the controls may have scrolled away.
  // With 指读 switched on, a click or focus anywhere in the text starts there.
  function indexAt(target) {
    return sentences.findIndex((s) => s.range && (target.contains(s.range.startContainer) || holder(s.range) === target));
  }
  body.addEventListener("click", (event) => {
    if (event.target.closest("a, button, input, select, label, summary") || !getSelection().isCollapsed) return;
    const target = event.target.closest("p,li,h1,h2,h3,h4,h5,h6,dd,dt,td,th");
    if (!target) return;
    if (state !== "idle" && sentences[at].range && target === holder(sentences[at].range)) toggle();
    else if (prefs.read().point) start(() => indexAt(target));
  });
  let byKey = false; // a click's own focus starts nothing twice
  ["keydown", "pointerdown"].forEach((type) => addEventListener(type, () => { byKey = type === "keydown"; }, true));
  body.addEventListener("focusin", (event) => {
    const target = event.target.closest("p,li,h2,h3,h4,h5,h6,dd,td,th");
    if (target && prefs.read().point && byKey) start(() => indexAt(target));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state !== "idle" && !dialog.open) stop();
  });

  // ---- leaving ----
  addEventListener("pagehide", stop);
  let away = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(away);
    if (document.hidden) away = setTimeout(() => { if (state === "playing") pause(); }, 4000);
  });
  if (others) others.onmessage = () => { if (state === "playing") pause(); };

  prefs.speech = true;
  if (prefs.wanted) {
    if (prefs.wanted.matches("[data-read]")) readPart(prefs.wanted);
    else toggle();
  }
})();
