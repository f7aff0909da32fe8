// Filters and order: counted over all places found, kept in the address so that a search can be shared.

export const DIMENSIONS = [
  { id: "year", title: "年度", of: (hit) => (hit.report.year ? [String(hit.report.year)] : []), newest: true },
  { id: "agency", title: "机构", of: (hit) => [hit.report.short || "未标注机构"] },
  { id: "kind", title: "体裁", of: (hit) => (hit.report.kind ? [hit.report.kind] : []) },
  // Topics are known of sections, not of the passage found: with few places they say more about the rest of it.
  { id: "topic", title: "专题", of: (hit) => hit.shard.table.topicsOf(hit.record), few: 6 },
];
const SHOWN = 8;

export function readAddress(search) {
  const params = new URLSearchParams(search);
  const filters = {};
  for (const { id } of DIMENSIONS) {
    const values = params.getAll(id).filter(Boolean);
    if (values.length) filters[id] = values;
  }
  return { query: (params.get("q") || "").trim(), filters, sort: params.get("sort") === "date" ? "date" : "" };
}

export function writeAddress({ query, filters, sort }) {
  const params = new URLSearchParams();
  if (query) params.set("q", query);
  for (const [id, values] of Object.entries(filters)) values.forEach((value) => params.append(id, value));
  if (sort) params.set("sort", sort);
  const text = params.toString();
  return text ? `?${text}` : location.pathname;
}

export function applyFilters(hits, filters, except = "") {
  return hits.filter((hit) =>
    DIMENSIONS.every(({ id, of }) => id === except || !filters[id] || of(hit).some((value) => filters[id].includes(value))),
  );
}

export function byDate(hits) {
  return [...hits].sort((a, b) => b.report.date.localeCompare(a.report.date));
}

// A dimension's counts leave its own choice out, so that more of it can be chosen.
export function renderFilters(form, hits, filters, changed) {
  const open = form.contains(document.activeElement) ? document.activeElement.id : "";
  form.textContent = "";
  for (const { id, title, of, newest, few } of DIMENSIONS) {
    const counts = new Map((filters[id] || []).map((value) => [value, 0]));
    for (const hit of applyFilters(hits, filters, id)) {
      for (const value of of(hit)) counts.set(value, (counts.get(value) || 0) + 1);
    }
    if (counts.size < 2 && !filters[id]) continue;
    if (few !== undefined && hits.length < few && !filters[id]) continue;
    const entries = [...counts].sort((a, b) => (newest ? b[0].localeCompare(a[0]) : b[1] - a[1] || a[0].localeCompare(b[0])));
    form.append(fieldset(id, title, entries, filters[id] || [], changed));
  }
  form.hidden = !form.children.length;
  const again = open && document.getElementById(open);
  if (again) again.focus();
}

function fieldset(id, title, entries, chosen, changed) {
  const set = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = title;
  set.append(legend);
  entries.forEach(([value, count], index) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.name = id;
    box.value = value;
    box.id = `f-${id}-${index}`;
    box.checked = chosen.includes(value);
    box.addEventListener("change", () => changed(id, value, box.checked));
    const number = document.createElement("small");
    number.textContent = `${count} 处`;
    label.append(box, ` ${value} `, number);
    label.hidden = index >= SHOWN && !box.checked;
    set.append(label);
  });
  if (entries.length > SHOWN) {
    const more = document.createElement("button");
    more.type = "button";
    more.className = "button";
    more.textContent = `全部 ${entries.length} 项`;
    more.addEventListener("click", () => {
      set.querySelectorAll("label[hidden]").forEach((label) => (label.hidden = false));
      more.remove();
    });
    set.append(more);
  }
  return set;
}
