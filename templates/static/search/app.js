// The search page: address ↔ query, filters and order; results announced; back button keeps place.

import { Engine, PAGE } from "./engine.js";
import { asksOf, saidIn } from "./asked.js";
import { tokensOf } from "./fold.js";
import { applyFilters, byDate, readAddress, renderFilters, writeAddress } from "./filters.js";
import { remember, renderRecent } from "./recent.js";
import { element, excerptHtml, LACKING, refill, renderItems } from "./view.js";

const PAUSE = 24; // ms between the last key and the list: what is typed or pasted in one go is searched once
const PAUSE_ONE = 90; // the same for a single character, seldom all that is meant and the dearest to look for
const FEW = 4; // places that need neither filters nor an order
const FIRST = 6; // places shown while the texts of the others of a first page are on their way: a browser's connections
const SAID = 700; // ms of rest before the result is read out

// Whose words they are is said once, above the places; the sign beside a report's title tells which, where some are originals.
function restated(hits) {
  const some = hits.filter((hit) => hit.report.edition === "摘编").length;
  return !some ? "" : some < hits.length ? "标“摘编”的不是原文。" : "都是摘编文字，不是原文。";
}

export class SearchPage {
  constructor(root) {
    const app = document.getElementById("search-app");
    this.root = root;
    this.reports = root + app.dataset.prefix;
    this.engine = new Engine(root, this.reports);
    this.input = document.getElementById("q");
    this.list = document.getElementById("results");
    this.status = document.getElementById("search-status");
    this.note = document.getElementById("search-note");
    this.nothing = document.getElementById("search-nothing");
    this.filterForm = document.getElementById("filters");
    this.filterBox = document.getElementById("filter-box");
    this.sortBox = document.getElementById("sort");
    this.more = document.getElementById("more");
    this.older = document.getElementById("older");
    this.answerBox = document.getElementById("answer");
    this.topicBox = document.getElementById("search-topic");
    this.pageBox = document.getElementById("search-pages");
    this.turn = 0;
    this.size = app.dataset.prefix ? PAGE / 2 : PAGE; // in large letters half as many make a page
    this.filterBox.open = matchMedia("(min-width: 56.01rem)").matches && !app.dataset.prefix;
    this.listen();
    renderRecent(document.getElementById("recent"), (query) => this.linkFor(query));
    window.siteSearch = { search: (query, options) => this.plain(query, options), ready: () => this.engine.open() };
    this.fromAddress(history.state);
  }

  listen() {
    const form = this.input.form;
    this.input.addEventListener("focus", () => this.engine.open().catch(() => {}));
    this.input.addEventListener("input", (event) => {
      if (!event.isComposing) this.typed();
    });
    this.input.addEventListener("compositionend", () => this.typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.timer);
      const query = this.input.value.trim();
      if (query) remember(query);
      if (query !== this.pushed) history.pushState(null, "", writeAddress({ ...this.asked, query }));
      this.pushed = query;
      this.run({ ...this.asked, query });
    });
    this.more.addEventListener("click", () => this.showMore());
    this.older.addEventListener("click", () => this.run(this.asked, { deep: true }));
    this.sortBox.addEventListener("change", () => this.change({ sort: this.sortBox.value }));
    addEventListener("popstate", (event) => this.fromAddress(event.state));
    addEventListener("pagehide", () => this.keepPlace());
    this.list.addEventListener("click", (event) => event.target.closest("a") && this.keepPlace());
    history.scrollRestoration = "manual";
  }

  linkFor(query) {
    return writeAddress({ query, filters: {}, sort: "" });
  }

  keepPlace() {
    if (this.shown) history.replaceState({ shown: this.shown, y: scrollY }, "");
  }

  fromAddress(place) {
    const asked = readAddress(location.search);
    this.input.value = asked.query;
    this.pushed = asked.query;
    const { shown, y } = place || {};
    this.run(asked, { shown, y, cold: !place });
  }

  typed() {
    clearTimeout(this.timer);
    this.busy(true);
    const query = this.input.value.trim();
    const single = tokensOf(query).length < 2;
    if (!single) this.engine.lookAhead(query);
    this.timer = setTimeout(() => {
      const asked = { ...this.asked, query, filters: {} };
      history.replaceState(null, "", writeAddress(asked));
      this.run(asked);
    }, single ? PAUSE_ONE : PAUSE);
  }

  change(part) {
    const asked = { ...this.asked, ...part };
    history.pushState(null, "", writeAddress(asked));
    this.run(asked);
  }

  busy(on) {
    if (on) this.list.setAttribute("aria-busy", "true");
    else this.list.removeAttribute("aria-busy");
  }

  async run(asked, { deep = false, shown = this.size, y, cold = false } = {}) {
    this.turn += 1;
    const turn = this.turn;
    const alive = () => turn === this.turn;
    this.asked = asked;
    this.sortBox.value = asked.sort;
    document.getElementById("sort-box").hidden = !asked.query;
    if (!asked.query) {
      this.clear();
      this.busy(false);
      return;
    }
    this.busy(true);
    try {
      const first = cold ? FIRST : this.size;
      const early = (found) => alive() && this.show({ step: "", ...found, complete: false, parts: [] }, first, alive, true, first);
      const answer = await this.engine.search(asked.query, { deep, early, alive, cold });
      if (!alive()) return;
      this.answer = answer;
      if (cold && !this.shown && answer.hits.length > FIRST) await this.show(answer, FIRST, alive, false, FIRST);
      if (!alive()) return;
      await this.show(answer, shown, alive, false);
      if (alive() && y !== undefined) scrollTo(0, y);
      this.showTopic(asked.query, answer, alive);
      this.showHalves(alive);
      this.showOthers(answer, alive);
      this.showPages(asked.query, answer, alive);
      this.showAnswer(asked.query, answer, alive);
    } catch (error) {
      if (!alive()) return;
      this.clear();
      this.status.textContent = "这个浏览器打不开检索索引。可以按年份、机构或专题的清单查找，见页面下方。";
      document.getElementById("search-lists").hidden = false;
      console.warn(error);
    } finally {
      if (alive()) this.busy(false);
    }
  }

  clear() {
    this.list.textContent = "";
    this.nothing.textContent = "";
    this.pageBox.textContent = "";
    for (const box of [this.more, this.older, this.note, this.filterBox, this.answerBox, this.topicBox]) box.hidden = true;
    this.status.textContent = "";
    this.shown = 0;
    document.title = document.title.replace(/^“[^”]*”的?/, "");
  }

  // A list is put together aside and exchanged at once: never two queries' results in one list.
  async show(answer, count, alive, partly, size = this.size) {
    const { filters, sort } = this.asked;
    const kept = applyFilters(answer.hits, filters);
    const hits = sort === "date" ? byDate(kept) : kept;
    const step = answer.step === "near" || (answer.step === "some" && answer.absent.length) ? LACKING : answer.step;
    const fresh = document.createDocumentFragment();
    let done = 0;
    while (done < Math.min(count, hits.length)) {
      renderItems(fresh, await this.page(hits, done, answer.words, size, partly), step);
      done += size;
      if (!alive()) return;
    }
    const told = (partly || size < this.size) && !answer.step ? null : await import("./told.js"); // the first places need not wait for it
    const known = answer.hits.length ? [] : await this.engine.known();
    if (!alive()) return;
    this.clear();
    this.hits = hits;
    this.words = answer.words;
    this.step = step;
    this.list.append(fresh);
    this.shown = Math.min(done, hits.length);
    this.more.hidden = this.shown >= hits.length;
    this.older.hidden = partly || answer.complete;
    this.note.textContent = told ? told.stepNote(answer, hits) : "";
    this.note.hidden = !this.note.textContent;
    renderFilters(this.filterForm, answer.hits, filters, (id, value, on) => this.toggle(id, value, on));
    const few = hits.length < FEW && !sort && answer.hits.length < FEW;
    this.filterBox.hidden = this.filterForm.hidden || few;
    document.getElementById("sort-box").hidden = few;
    this.say(answer, hits, partly);
    if (!answer.hits.length) {
      told.renderNothing(this.nothing, this.asked.query, answer, told.topicsNear(known, this.engine.store.manifest.topics, answer.wanted || [], this.asked.query), (word) => this.linkFor(word));
    }
    document.title = `“${this.asked.query}”的${document.title}`;
  }

  async page(hits, from, words, size = this.size, partly = false) {
    const { query, sort } = this.asked;
    const seek = asksOf(query, {}) && !partly ? (await import("./told.js")).seekOf(query) : null;
    return this.engine.items(hits.slice(from, from + size), words, { dated: sort === "date", asked: Object.assign(saidIn(query), { list: /哪[些几]|有什么/.test(query) }), seek });
  }

  say(answer, hits, partly) {
    const reports = new Set(hits.map((hit) => hit.report)).size;
    const more = partly ? "，还在查" : answer.complete ? "" : "（较早的年份还没有查）";
    const offices = new Set(hits.map((hit) => hit.report.agency)).size;
    if (hits.length) this.status.textContent = `${offices > 1 ? `${offices} 个机构的 ` : ""}${reports} 份文件、${hits.length} 处${more}。${restated(hits)}`;
    else if (answer.hits.length) this.status.textContent = `按现在的筛选没有结果；去掉筛选有 ${answer.hits.length} 处。`;
    else this.status.textContent = `没有逐字写“${this.asked.query}”的段落，可以从下面的词或专题看起。`;
    clearTimeout(this.saying);
    if (partly) return;
    this.saying = setTimeout(() => {
      const live = document.getElementById("say");
      const text = `${this.status.textContent}${this.note.textContent}`;
      if (live && this.said !== `${this.asked.query} ${text}`) live.textContent = text; // Enter on what is shown already says nothing again
      this.said = `${this.asked.query} ${text}`;
    }, SAID);
  }

  async showMore() {
    this.busy(true);
    const from = this.shown;
    const turn = this.turn;
    const items = await this.page(this.hits, from, this.words);
    if (turn !== this.turn) return;
    const fresh = document.createDocumentFragment();
    renderItems(fresh, items, this.step);
    const first = fresh.querySelector(".result a");
    this.list.append(fresh);
    this.shown = Math.min(from + this.size, this.hits.length);
    this.more.hidden = this.shown >= this.hits.length;
    this.busy(false);
    if (first) first.focus();
    this.showHalves(() => turn === this.turn);
  }

  // Of a question: which places are of a plan, which of an account.
  async showHalves(alive) {
    const { tellHalves } = await import("./told.js");
    await tellHalves(this.list, alive).catch(() => {}); // where a heading does not come, the line on years still says it
  }

  toggle(id, value, on) {
    const values = (this.asked.filters[id] || []).filter((other) => other !== value);
    const filters = { ...this.asked.filters, [id]: on ? [...values, value] : values };
    if (!filters[id].length) delete filters[id];
    this.change({ filters });
  }

  async showAnswer(query, answer, alive) {
    const found = import("./answers.js").then(({ figureAnswer }) => figureAnswer(query, this.engine, answer));
    const node = await found.catch(() => null);
    if (!alive() || !node) return;
    refill(this.answerBox, element("h2", {}, "直接回答"), node);
    this.answerBox.hidden = false;
    // The answer above may quote the very year: the line on years speaks of the places alone, and would seem to deny it.
    if (node.querySelector(".answer-figure")) this.note.textContent = (await import("./told.js")).stepNote({ ...answer, answered: true }, this.hits);
    if (answer.hits.length || !node.querySelector(".answer-figure")) return;
    this.nothing.textContent = ""; // an answer stands above: “nothing found” would contradict it
    this.status.textContent = "上面的数字出自报告；没有别的章节含有输入的全部词语。";
  }

  // What else the letters or the slip may have meant, as searches of their own.
  async showOthers(answer, alive) {
    if (answer.step !== "pinyin" && answer.step !== "typo") return;
    const texts = await answer.others().catch(() => []);
    if (!alive() || !texts.length) return;
    const links = texts.flatMap((text, index) => [index ? "、" : "", element("a", { href: this.linkFor(text) }, text)]);
    this.note.append("也可能是：", ...links, "。");
  }

  async showPages(query, answer, alive) {
    const [found, { asksForPage, renderPages }] = await Promise.all([this.engine.pages(query).catch(() => []), import("./told.js")]);
    if (!alive() || !found.length) return;
    // A question about the site's services is answered by a page of it: before places that hold only some of its words, or the words apart.
    const first = ["some", "loose", "near"].includes(answer.step) || (answer.step && asksForPage(query, found));
    this.list[first ? "before" : "after"](this.pageBox);
    renderPages(this.pageBox, found, this.root);
    if (answer.hits.length) return;
    this.nothing.textContent = "";
    this.status.textContent = `没有逐字写“${query}”的段落；本站有关的页面在下面。`;
  }

  async showTopic(query, answer, alive) {
    const named = [query, answer.words.join(""), ...(answer.halves || []).map(({ text }) => text)];
    const [found, { renderSubjects }] = await Promise.all([this.engine.subjects(named).catch(() => []), import("./told.js")]);
    if (!alive() || !found.length) return;
    refill(this.topicBox, ...renderSubjects(found.slice(0, 3), this.root));
    this.topicBox.hidden = false;
  }

  // window.siteSearch.search: the same search without the page.
  async plain(query, { limit = PAGE } = {}) {
    const answer = await this.engine.search(query, { deep: true });
    const hits = answer.step === "near" ? [] : answer.hits; // what is only near is no result
    const items = [];
    for (let from = 0; from < Math.min(limit, hits.length); from += PAGE) {
      items.push(...(await this.engine.items(hits.slice(from, Math.min(from + PAGE, limit)), answer.words)));
    }
    return {
      total: hits.length,
      step: answer.step,
      items: items.map((item) => ({ url: new URL(item.url, location.href).href, heading: item.heading, report: item.report, excerpt: excerptHtml(item.pieces) })),
    };
  }
}

new SearchPage(window.siteSearchRoot);
