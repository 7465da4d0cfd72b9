// What a step shows beside its prose: questions, messages, values, tables, colours, measurements, the ledger, claims, commands.

/** What was predicted on this page, by the question's id. */
const predicted = new Map();

const SEEN = { read: data.eavesdropper ? `✗ ${data.eavesdropper} reads it` : "✗ in the clear", leaks: "~ it leaks", hidden: "✓ hidden", unproven: "~ not proven", proven: "✓ proven" };

function grid(head, rows, extra = {}) {
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table" }, make("table", extra,
    make("thead", {}, make("tr", {}, head.map((cell) => make("th", { scope: "col" }, inked(cell))))),
    make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell, i) =>
      make(i ? "td" : "th", i ? {} : { scope: "row" }, typeof cell === "string" ? inked(cell) : cell)))))));
}

const shows = {
  asks(item) {
    const name = fresh();
    const pick = (i) => predicted.set(item.id, i);
    const choice = (text, i) => make("label", { class: "choice" },
      make("input", { type: "radio", name, change: () => pick(i), checked: (predicted.get(item.id) ?? item.chosen) === i }),
      make("span", {}, inked(text)));
    if (!item.choices.length) return make("div", { class: "item asks" }, make("p", {}, make("strong", {}, prose(item.ask))));
    return make("fieldset", { class: "item asks" },
      make("legend", {}, make("span", { class: "tag" }, "predict"), " ", prose(item.ask)), item.choices.map(choice));
  },

  answers(item) {
    const answer = make("div", { class: "answer", hidden: true });
    const reveal = button("show the answer", () => {
      const mine = predicted.get(item.id) ?? item.chosen;
      const right = item.answer === null ? null : item.choices[item.answer];
      const verdict = right === null || mine === undefined || mine === null ? null
        : mine === item.answer ? "✓ as you predicted: " : `you predicted “${item.choices[mine]}”; it is: `;
      answer.replaceChildren(
        right === null ? "" : make("p", {}, make("strong", {}, verdict || "", inked(right))),
        ...item.because.split("\n\n").map((p) => make("p", {}, prose(p))));
      answer.hidden = false;
      reveal.hidden = true;
      reveal.setAttribute("aria-expanded", "true");
      answer.tabIndex = -1;
      answer.focus();
    }, { class: "reveal", "aria-expanded": "false" });
    return make("div", { class: "item answers" },
      make("p", {}, make("span", { class: "tag" }, "question"), " ", make("strong", {}, prose(item.ask))),
      item.choices.length && item.answer !== null ? make("ul", {}, item.choices.map((c) => make("li", {}, inked(c)))) : "",
      reveal, answer);
  },

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
    box.append(viewer(scene, message, view, item.only));
    return box;
  },

  values: (item) => make("dl", { class: "item values" }, item.values.flatMap((v) =>
    [make("dt", {}, inked(v.name)), make("dd", {}, make("bdi", {}, v.value))])),

  table: (item) => make("div", { class: "item" }, grid(item.rows[0] || [], item.rows.slice(1))),

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
};

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
