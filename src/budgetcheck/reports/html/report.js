"use strict";
// Everything shown comes from the JSON blocks of this page; text is only ever set as text, never as markup.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const { words, rules, documents } = read("context");
const findings = read("findings");
// Rows are read when the first is drawn: of a large report they are most of its text.
let held = null;
const rowAt = (number) => (number === undefined ? undefined : (held ||= read("rows"))[number]);
const byPrint = new Map();
findings.forEach((f, n) => {
  f.n = n;
  byPrint.set(`${f.file}\n${f.document}\n${f.print}`, f);
});
findings.forEach((f) => {
  const root = f.cause && byPrint.get(`${f.file}\n${f.document}\n${f.cause}`);
  if (root && root !== f) (root.following ||= []).push(f), (f.folded = true);
});
const tableOf = (f) => documents[f.record]?.name || words.run;
const textOf = (f) =>
  (f.text ||= [f.rule, rules[f.rule]?.title, f.where, f.project, f.unit, f.message, f.quote?.text]
    .filter(Boolean).join("\n").toLowerCase());

const el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ""));
  return made;
};
const say = (key, values = {}) =>
  words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

// What is asked for. The address keeps it, so that a view can be bookmarked and sent on.
const SEVERITIES = ["error", "warning", "note"];
const form = document.getElementById("filters");
const wanted = () => {
  const data = new FormData(form);
  return {
    severities: data.getAll("severity"),
    rule: data.get("rule"),
    document: data.get("document"),
    unit: data.get("unit"),
    project: data.get("project"),
    parts: data.get("text").toLowerCase().split(/\s+/).filter(Boolean),
    suppressed: data.get("suppressed") !== null,
  };
};
const matches = (f, w) =>
  w.severities.includes(f.severity) &&
  (w.suppressed || !f.suppressed) &&
  (!w.rule || f.rule === w.rule || f.rule.startsWith(w.rule)) &&
  named("document", tableOf(f), w.document) &&
  named("unit", f.unit, w.unit) &&
  named("project", f.project, w.project) &&
  w.parts.every((part) => textOf(f).includes(part));
// Of a few names one is chosen; of many a part is typed, and what is typed in full means that one alone.
const typed = {};
const named = (name, value, asked) =>
  !asked || value === asked || Boolean(typed[name] && !typed[name].has(asked) && value?.includes(asked));

const options = (name, values, label = (v) => v) => {
  const counts = new Map();
  values.forEach((v) => v !== "" && v !== null && counts.set(v, (counts.get(v) || 0) + 1));
  const listed = [...counts].sort((a, b) => String(a[0]).localeCompare(String(b[0])));
  const select = form.elements[name];
  select.closest("label").hidden = listed.length < 2;
  if (listed.length > MOST_CHOICES && name in SOUGHT) return seek(name, select, listed);
  select.append(...listed.map(([v, n]) => el("option", { value: v }, `${label(v)} (${n})`)));
};
const MOST_CHOICES = 200;
const SUGGESTED = 50;
const SOUGHT = { document: 1, unit: 1, project: 1 };
const seek = (name, select, listed) => {
  typed[name] = new Map(listed);
  const suggestions = el("datalist", { id: `${name}-names` });
  const suggest = () => {
    const found = [];
    for (const [v, n] of listed) {
      if (v.includes(input.value)) found.push(el("option", { value: v, label: `${v} (${n})` }));
      if (found.length === SUGGESTED) break;
    }
    suggestions.replaceChildren(...found);
  };
  const input = el("input", { type: "search", name, list: suggestions.id, autocomplete: "off", oninput: suggest });
  input.placeholder = `${words.any} (${listed.length})`;
  select.replaceWith(input, suggestions);
  suggest();
};
options("rule", findings.map((f) => f.rule), (id) => `${id} ${rules[id]?.title || ""}`);
options("document", findings.map(tableOf));
options("unit", findings.map((f) => f.unit));
options("project", findings.map((f) => f.project));
form.elements.suppressed.closest("label").hidden = !findings.some((f) => f.suppressed);

// The list grows as it is scrolled: five thousand findings are drawn in steps, and all of them for print.
const list = document.getElementById("list");
const status = document.getElementById("status");
const STEP = 100;
let shown = [];
let drawn = 0;
const more = (limit = STEP) => {
  const next = shown.slice(drawn, drawn + limit);
  drawn += next.length;
  list.append(...next.map(card));
};
const refresh = () => {
  const w = wanted();
  const kept = findings.filter((f) => matches(f, w));
  const visible = new Set(kept);
  // What follows from another finding is shown below it, unless that one is filtered out.
  shown = kept.filter((f) => !f.folded || !visible.has(rootOf(f)));
  if (form.elements.order.value === "severity")
    shown.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.n - b.n);
  drawn = 0;
  list.replaceChildren(...(shown.length ? [] : [nothing()]));
  more();
  status.textContent = say("matching", { shown: kept.length, total: findings.length });
  history.replaceState(null, "", address());
};
// The address of what is shown, and of one finding in it.
const address = (f) => {
  const state = new URLSearchParams(new FormData(form));
  [...state.keys()].forEach((k) => !state.get(k) && state.delete(k));
  if (f) state.set("finding", nameOf(f));
  return `#${state}`;
};
const nameOf = (f) => `${f.print} ${f.rule} ${tableOf(f)}`;
const nothing = () =>
  findings.length
    ? el("p", { class: "empty" }, words.no_match, " ", el("button", { type: "button", onclick: () => form.reset() }, words.reset))
    : el("p", { class: "empty" }, words.nothing);
const rootOf = (f) => byPrint.get(`${f.file}\n${f.document}\n${f.cause}`);

const marked = (text, from, to) =>
  to > from
    ? [text.slice(0, from), el("mark", {}, text.slice(from, to)), text.slice(to)]
    : [text.slice(0, from), el("mark", { class: "gap" }, "\u2038"), text.slice(from)];
const quoteIn = (text, quote) => {
  if (!quote || !quote.text) return null;
  const at = text.indexOf(quote.text);
  return at < 0 ? null : [at + quote.start, at + quote.end];
};
// A packed cell may hold thousands of characters: what stands around the mark is enough, the rest is one click off.
const AROUND = 160;
const cellText = (text, span) => {
  if (!span) return text.length <= 2 * AROUND ? [text] : [clipped(text, 0, 2 * AROUND, null)];
  return text.length <= 4 * AROUND ? marked(text, ...span) : [clipped(text, span[0] - AROUND, span[1] + AROUND, span)];
};
const clipped = (text, from, to, span) => {
  const low = Math.max(0, from);
  const high = Math.min(text.length, to);
  const inner = span ? marked(text.slice(low, high), span[0] - low, span[1] - low) : [text.slice(low, high)];
  const holder = el("span", {}, low ? "…" : "", ...inner, high < text.length ? "…" : "");
  holder.append(
    el("button", {
      type: "button", class: "link whole",
      onclick: () => holder.replaceChildren(...(span ? marked(text, ...span) : [text])),
    }, words.whole),
  );
  return holder;
};
const sourceRow = (f) => {
  if (!rowAt(f.row)) {
    return f.quote?.text ? el("p", { class: "quote" }, ...marked(f.quote.text, f.quote.start, f.quote.end)) : null;
  }
  return rowTable(f.row, (heading, text, kind) => {
    const here = heading === f.column || kind === f.column;
    const change = changeAt(f, f.row, heading);
    if (change) return changed(change);
    return here ? cellText(text, text ? quoteIn(text, f.quote) : [0, 0]) : null;
  });
};
const rowTable = (number, inside) => {
  const cells = rowAt(number).map(([heading, text, kind]) => {
    const told = inside(heading, text, kind);
    return el("tr", { class: told ? "here" : null }, el("th", { scope: "row" }, heading),
      el("td", { class: kind === "money" ? "money" : null }, ...(told || cellText(text, null))));
  });
  return el("div", { class: "wide" }, el("table", { class: "source" }, el("tbody", {}, cells)));
};
// What a cell should probably say is a suggestion: the printed figure stays beside it.
const changeAt = (f, row, heading) => f.changes?.find((c) => c.row === row && c.column === heading);
const changed = (c) => [el("del", {}, c.from || "—"), " → ", el("ins", {}, c.to || "—")];
const suspects = (f) =>
  [...new Set((f.changes || []).map((c) => c.row))].filter((row) => row !== f.row)
    .map((row) => rowTable(row, (heading) => { const c = changeAt(f, row, heading); return c ? changed(c) : null; }));
const explained = (f) =>
  !f.causes?.length ? null : el("div", { class: "causes" }, el("h3", {}, words.causes),
    f.causes.map(([depth, text]) => el("p", { class: `depth${depth}` }, text)), suspects(f));
const grounds = (id) => {
  const rule = rules[id];
  if (!rule?.why) return null;
  return el("div", { class: "rule" },
    el("p", {}, rule.why),
    rule.basis ? el("p", {}, el("b", {}, words.basis), " ", rule.basis) : null,
    rule.ignore_when ? el("p", {}, el("b", {}, words.ignore_when), " ", rule.ignore_when) : null,
    el("p", {}, el("a", { href: `#rule-${id}`, onclick: (event) => openRule(event, id) }, say("about", { rule: id })),
      " ", el("code", {}, `budgetcheck explain ${id}`)));
};
// Goes to the rule without giving up the address of what is shown.
const openRule = (event, id) => {
  const entry = document.getElementById(`rule-${id}`);
  if (!entry) return;
  event.preventDefault();
  entry.open = true;
  entry.firstElementChild.focus();
  entry.scrollIntoView();
};
const card = (f) => {
  const body = el("div", { class: "body" });
  const made = el("details", { class: `finding ${f.severity}`, "data-n": f.n },
    el("summary", {},
      el("span", { class: "badge" }, words[f.severity]), " ", el("b", {}, f.rule), " ",
      el("span", { class: "where" }, f.where), el("br"), el("span", { class: "message" }, f.message),
      f.causes?.length ? el("span", { class: "short" }, f.causes[0][1]) : null,
      f.suppressed ? el("span", { class: "short" }, f.suppressed) : null,
      f.following ? el("span", { class: "short" }, say("followed", { n: f.following.length })) : null),
    body);
  made.addEventListener("toggle", () => made.open && fillOnce(made, f));
  return made;
};
// The event that fills a card comes too late where the card is needed at once.
const fillOnce = (made, f) => {
  const body = made.querySelector(":scope > .body");
  if (!body.childElementCount) fill(body, f);
};
const link = (f) =>
  el("p", { class: "link" }, el("a", {
    href: address(f),
    onclick: (event) => {
      event.preventDefault();
      history.replaceState(null, "", address(f));
      navigator.clipboard?.writeText(location.href).then(() => (status.textContent = words.copied), () => {});
    },
  }, words.link));
const fill = (body, f) => {
  body.append(...[sourceRow(f), explained(f), grounds(f.rule), link(f)].filter(Boolean));
  if (f.following) body.append(el("div", { class: "following" }, el("h3", {}, words.following), f.following.map(card)));
};

form.addEventListener("input", refresh);
form.addEventListener("reset", () => setTimeout(refresh));
form.addEventListener("submit", (event) => event.preventDefault());
document.querySelectorAll("[data-filter]").forEach((button) =>
  button.addEventListener("click", () => {
    const [name, value] = [button.dataset.filter, button.dataset.value];
    if (name === "severity") {
      const boxes = [...form.querySelectorAll("[name=severity]")];
      const alone = boxes.every((b) => b.checked === (b.value === value));
      boxes.forEach((b) => (b.checked = alone || b.value === value));
    } else {
      const field = form.elements[name];
      if (field.options && ![...field.options].some((o) => o.value === value)) field.append(el("option", { value }, button.dataset.label || value));
      field.value = field.value === value ? "" : value;
    }
    refresh();
    document.getElementById("findings-head").scrollIntoView();
  }));

new IntersectionObserver((seen) => seen[0].isIntersecting && drawn < shown.length && more(), { rootMargin: "600px" })
  .observe(document.getElementById("end"));
let opened = [];
window.addEventListener("beforeprint", () => {
  more(shown.length);
  // On paper the grounds of a rule stand once, in the list of rules, and not with each of its findings.
  opened = [...document.querySelectorAll("#list details.finding:not([open]), .rules details:not([open])")];
  opened.forEach((d) => {
    d.open = true;
    if (d.dataset.n) fillOnce(d, findings[d.dataset.n]);
  });
});
window.addEventListener("afterprint", () => opened.splice(0).forEach((d) => (d.open = false)));

// Keys: / searches, j and k or the arrows go from finding to finding, Enter opens one as everywhere, Escape clears
// the search or closes the finding.
const step = (by) => {
  const heads = [...list.querySelectorAll(":scope > details > summary")];
  const at = heads.indexOf(current()?.firstElementChild);
  if (at + by >= heads.length && drawn < shown.length) { more(); return step(by); }
  const next = heads[Math.min(Math.max(at + by, 0), heads.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=search], select, textarea");
  if (event.key === "Escape" && event.target === form.elements.text) { form.elements.text.value = ""; refresh(); event.target.blur(); }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); form.elements.text.focus(); }
  const onFinding = event.target.matches("#list > details > summary");
  if (event.key === "j" || (event.key === "ArrowDown" && onFinding)) { event.preventDefault(); step(1); }
  if (event.key === "k" || (event.key === "ArrowUp" && onFinding)) { event.preventDefault(); step(-1); }
  if (event.key === "Escape" && current()) { current().open = false; current().firstElementChild.focus(); }
});
// The finding in the list that the focus is in.
const current = () => document.activeElement.closest("#list > details");

const state = new URLSearchParams(location.hash.slice(1));
const restore = () => {
  if (![...state.keys()].length || location.hash.startsWith("#rule-")) return;
  if (state.has("severity"))
    form.querySelectorAll("[name=severity]").forEach((b) => (b.checked = state.getAll("severity").includes(b.value)));
  ["rule", "document", "unit", "project", "text", "order"].forEach((k) => state.has(k) && (form.elements[k].value = state.get(k)));
  form.elements.suppressed.checked = state.has("suppressed");
};
const reveal = (f) => {
  if (!shown.includes(f) && !shown.includes(rootOf(f))) {
    ["rule", "document", "unit", "project", "text"].forEach((name) => (form.elements[name].value = ""));
    form.querySelectorAll("[name=severity], [name=suppressed]").forEach((box) => (box.checked = true));
    refresh();
  }
  const top = f.folded && shown.includes(rootOf(f)) ? rootOf(f) : f;
  more(Math.max(0, shown.indexOf(top) + 1 - drawn));
  for (const part of top === f ? [f] : [top, f]) {
    const found = list.querySelector(`details[data-n="${part.n}"]`);
    if (!found) return;
    if (!found.open) { found.open = true; fillOnce(found, part); }
    found.firstElementChild.focus();
    found.scrollIntoView();
  }
};
restore();
refresh();
const asked = state.has("finding") && findings.find((f) => nameOf(f) === state.get("finding"));
if (asked) {
  history.replaceState(null, "", address(asked));
  reveal(asked);
}
