// What a step shows beside its prose: predictions, messages, values, tables, colours, measurements, the ledger, claims, commands.

const SEEN = { read: data.eavesdropper ? `✗ ${data.eavesdropper} reads it` : "✗ in the clear", leaks: "~ it leaks", hidden: "✓ hidden", unproven: "~ not proven", proven: "✓ proven" };

function grid(head, rows, extra = {}) {
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table" }, make("table", extra,
    make("thead", {}, make("tr", {}, head.map((cell) => make("th", { scope: "col" }, inked(cell))))),
    make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell, i) =>
      make(i ? "td" : "th", i ? {} : { scope: "row" }, typeof cell === "string" ? inked(cell) : cell)))))));
}

const shows = {
  asks,

  answers,

  message(item, page) {
    const scene = data.scenes[item.scene];
    const message = scene.messages[item.at];
    const view = page.chosen ?? item.view;
    const has = seen(message, view);
    const who = parties(scene, message);
    const whence = has && said(has.w);
    const box = make("section", { class: `item exhibit view${view}`, "aria-label": caption(scene, message, view) },
      make("h3", {},
        who ? make("span", { class: "who" }, `${who[0]} → ${who[1]}`) : make("span", { class: "who" }, "file"),
        " ", make("bdi", {}, who ? gist(message, view) : scene.id),
        " ", who && make("span", { class: `tag view${view}` }, viewed(view, message))),
      has && has.d ? make("p", { class: "means" }, inked(said(has.d))) : "",
      whence ? make("p", { class: "dim" }, whence) : "");
    // What the step is about comes first; where it is about none of it yet, all of it is behind one click.
    const points = item.points ?? item.only;
    box.append(item.points?.length === 0 && has ? folded(scene, message, view) : viewer(scene, message, view, points));
    return box;
  },

  values: (item) => make("dl", { class: "item values" }, item.values.flatMap((v) =>
    [make("dt", {}, inked(v.name)), make("dd", {}, make("bdi", {}, v.value))])),

  table(item) {
    const [head, ...rows] = item.rows;
    const box = make("div", { class: "item" });
    const all = () => box.replaceChildren(grid(head || [], rows));
    if (!item.shown) all();
    else {
      const some = item.shown.map((at) => item.rows[at]);
      box.append(some.length ? grid(head, some) : "", button(`show all rows (${rows.length - some.length} more)`, all, { class: "more" }));
    }
    return box;
  },

  swatches: (item) => make("div", { class: "item" }, grid(["", ...item.head], item.rows.map((row) =>
    [row.name, ...row.swatches.map((s) => (s ? patch(s) : ""))]))),

  chart: (item) => make("div", { class: "item" }, chart(item)),

  ledger: (item) => make("div", { class: "item ledger" }, make("h3", {}, data.eavesdropper ? `${data.eavesdropper}’s ledger` : "The ledger"),
    grid(["what", "seen", "what was measured"], item.rows.map((row) =>
      [row.what, make("span", { class: `seen ${row.seen}` }, SEEN[row.seen]), row.evidence]))),

  claim: (item) => make("p", { class: `item claim ${item.held ? "held" : "failed"}` },
    make("strong", {}, item.held ? "✓ held" : "✗ FAILED"), " ", prose(item.text),
    item.evidence && make("span", { class: "evidence" }, ` (${item.evidence})`)),

  commands: (item) => make("div", { class: "item commands" }, item.commands.map((command) =>
    make("div", { class: "command" }, make("p", {}, prose(command.why)), typed(command.line, null),
      command.windows && typed(command.windows, "in PowerShell"),
      make("p", { class: "look" }, make("em", {}, "look for: "), prose(command.look))))),

  code: (item) => make("div", { class: "item" }, make("p", { class: "dim" }, item.name), make("div", { class: "typed" },
    make("pre", { tabindex: 0, role: "region", "aria-label": item.name }, make("code", {}, item.lines)))),
};

/** A message of which all is folded: how much it is; its fields are made when it is opened. */
function folded(scene, message, view) {
  const built = model(scene, message, view);
  const fields = count(built.fields.filter((own) => own.leaf).length, "field", "fields");
  const open = () => box.children.length === 1 && box.append(viewer(scene, message, view));
  const box = make("details", { class: "folded", toggle: open }, make("summary", {}, `${fields} in ${count(built.sources[0].bytes.length, "byte", "bytes")}`));
  box.focusId = (id) => {
    box.open = true;
    open();
    return box.lastChild.focusId(id);
  };
  return box;
}

/** A step's text: words that name a field of what the step shows lead to it, in the field's own colour. */
function linked(text, step) {
  if (!about) return prose(text);
  return text.replace(/\n/g, " ").split(/(\[[^\[\]]+\]\([\w.]+\))/).map((part) => {
    const [, words, id] = /^\[([^\[\]]+)\]\(([\w.]+)\)$/.exec(part) || [];
    return id ? leading(words, id, step) : inked(part);
  });
}

function leading(words, id, step) {
  for (const item of exhibits(step)) {
    const scene = data.scenes[item.scene];
    const message = scene.messages[item.at];
    const own = model(scene, message, item.view)?.fields.find((field) => field.id === id);
    if (own) {
      return make("a", { href: link(scene, message, own), class: `names hue${own.at % 4}`, click: (event) => {
        event.preventDefault();
        [...article.querySelectorAll(".viewer, .folded")].some((box) => box.focusId?.(id));
      } }, words);
    }
  }
  return words;
}

function patch(swatch) {
  const colour = make("span", { class: "patch", "aria-hidden": "true" });
  colour.style.setProperty("background", `rgb(${swatch.rgb.join(" ")})`);
  return make("span", {}, colour, " ", swatch.word);
}

/** Measurements beside each other: bars over a logarithmic scale, each with its value in words. */
function chart(item) {
  const sizes = item.series.flatMap((s) => s.points.map((p) => Math.max(1, p.nanoseconds)));
  const [least, most] = [Math.min(...sizes), Math.max(...sizes, Math.min(...sizes) * 10)];
  const share = (n) => 4 + 96 * (Math.log(Math.max(1, n) / least) / Math.log(most / least));
  const cell = (point) => {
    if (!point) return "";
    const bar = make("span", { class: point.measured ? "bar" : "bar estimated", "aria-hidden": "true" });
    bar.style.setProperty("width", `${share(point.nanoseconds)}%`);
    return make("div", { class: "measure" }, bar, make("span", {}, point.shown, point.measured ? "" : " (estimated)"));
  };
  const places = [...new Set(item.series.flatMap((s) => s.points.map((p) => p.at)))].sort((a, b) => a - b);
  const row = (at) => [String(at), ...item.series.map((s) => cell(s.points.find((p) => p.at === at)))];
  return [make("h3", {}, item.title), grid([item.across, ...item.series.map((s) => s.name)], places.map(row), { class: "chart" })];
}

function typed(line, shell) {
  const code = make("code", {}, line);
  return make("div", { class: "typed" }, shell && make("span", { class: "dim" }, shell),
    make("pre", { tabindex: 0, role: "region", "aria-label": "Command" }, code), copier("copy", () => line, code));
}
