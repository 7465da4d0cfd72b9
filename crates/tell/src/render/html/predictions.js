// Predictions: asked, answered with what is said of the choice that was made, and counted at the end.

/** What was predicted on this page, by the question's id. */
const predicted = new Map();

/** What was predicted: on this page, or in the run that left it; null: nothing. */
const predictionOf = (item) => predicted.get(item.id) ?? item.chosen ?? null;

function asks(item) {
  const name = fresh();
  const pick = (i) => predicted.set(item.id, i);
  const choice = (text, i) => make("label", { class: "choice" },
    make("input", { type: "radio", name, change: () => pick(i), checked: predictionOf(item) === i }),
    make("span", {}, inked(text)));
  if (!item.choices.length) return make("div", { class: "item asks" }, make("p", {}, make("strong", {}, prose(item.ask))));
  return make("fieldset", { class: "item asks" },
    make("legend", {}, make("span", { class: "tag" }, "predict"), " ", prose(item.ask)), item.choices.map(choice));
}

function answers(item, _, step) {
  const answer = make("div", { class: "answer", hidden: true });
  const reveal = button("show the answer", () => {
    answer.replaceChildren(...(item.answer === null ? [] : outcome(item, step)), ...item.because.split("\n\n").map((p) => make("p", {}, prose(p))));
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
}

/** What is said of the choice that was made, and then the right one; of every wrong one where none was made. */
function outcome(item, step) {
  const mine = predictionOf(item);
  const right = inked(item.choices[item.answer]);
  if (mine === item.answer) return [make("p", {}, make("strong", {}, "✓ as you predicted: ", right))];
  const wrong = item.choices.map((text, i) => [text, i]).filter(([, i]) => i !== item.answer && (mine === null || mine === i));
  return [
    ...wrong.map(([text, i]) => make("div", { class: "reply" },
      make("p", {}, make("strong", {}, mine === null ? "✗ " : "✗ you predicted: ", inked(text))), replied(item.replies[i], step))),
    make("p", {}, make("strong", {}, mine === null ? "✓ " : "it is: ", right)),
  ];
}

/** What is said to somebody who made a wrong choice, with a link to the field that shows the opposite. */
function replied({ text, believes, see, at }, step) {
  const shown = see && shownField(see, at, step);
  return [
    believes && make("p", { class: "belief" }, make("span", { class: "tag" }, "often believed"), " ", prose(believes.text)),
    make("p", {}, prose(text), shown && [" ", make("a", { href: shown.href, class: "see" }, "see ", make("code", {}, see))]),
  ];
}

/** Where a field is shown: in the step with this id, if there is one; in the last step up to this one, or else in the first after it; null: nowhere. */
function shownField(id, named, step) {
  const at = pages.indexOf(step);
  const order = [...pages.slice(0, at + 1).reverse(), ...pages.slice(at + 1)].filter((page) => !named || page.id === named);
  for (const item of order.flatMap(exhibits)) {
    const [scene, message] = [data.scenes[item.scene], data.scenes[item.scene].messages[item.at]];
    const own = model(scene, message, item.view)?.fields.find((field) => field.id === id);
    if (own) return { href: link(scene, message, own) };
  }
  return null;
}

/** All answers of the walk, each with its step; open questions are none. */
const answered = () => data.steps.flatMap((step) => step.items.filter((item) => item.kind === "answers" && item.answer !== null).map((item) => ({ step, item })));

/** What was predicted, what came, and where to look again; nothing if nothing was predicted. */
function tally() {
  const all = answered();
  const made = all.filter(({ item }) => predictionOf(item) !== null);
  if (!made.length) return [];
  const right = made.filter(({ item }) => predictionOf(item) === item.answer).length;
  const open = all.length - made.length;
  const told = ({ step, item }) => {
    const mine = predictionOf(item);
    const held = mine === item.answer;
    return make("li", { class: held ? "held" : "failed" },
      make("p", {}, make("strong", {}, held ? "✓ " : "✗ "), prose(item.ask)),
      make("p", {}, "you said: ", inked(item.choices[mine])),
      !held && make("p", {}, "it is: ", inked(item.choices[item.answer])),
      !held && button(`→ look again: ${step.title}`, () => go(pages.indexOf(step)), { class: "more" }));
  };
  return [make("h3", {}, "What you predicted"),
    make("p", { class: "tally" }, `${right} right, ${made.length - right} wrong${open ? `, ${open} not answered` : ""}`),
    make("ul", { class: "plain predictions" }, made.map(told))];
}

/** The steps whose titles would tell what is still to be predicted: they come after a question, up to the step that answers it, and nobody was
 *  there yet. */
function veiled() {
  const hidden = new Set();
  const asking = new Map(pages.flatMap((p, at) => (p.items ?? []).filter((item) => item.kind === "asks").map((item) => [item.id, at])));
  for (const { step, item } of answered()) {
    const from = asking.get(item.id) ?? pages.length;
    for (let at = Math.max(from, page.furthest) + 1; at <= pages.indexOf(step); at++) hidden.add(at);
  }
  return hidden;
}
