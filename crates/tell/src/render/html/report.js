// The page as a whole: steps, the wire, the view, the keys.

const page = { at: 0, furthest: 0, view: 0, chosen: null, scene: null, open: null };
const about = data.about;
const oneView = data.views[0] === data.views[1];

/** All pages: the beginning, the steps, what was checked. */
const pages = [];
let claims = [];

const root = document.documentElement;
const article = make("article", { class: "step" });
const slot = make("section", { class: "opened", "aria-label": "The opened message", hidden: true });
const wire = make("section", { class: "wire", "aria-label": "The wire" });
const counter = make("span", { class: "counter" });
const back = button("←", () => go(page.at - 1), { "aria-label": "the previous step", class: "turn" });
const on = button("→", () => forth(), { "aria-label": "the next step", class: "turn" });
const views = data.views.map((name, i) => button(name, () => look(i), { "aria-pressed": "false", class: "view" }));
const theme = button("", () => paint(colours(kept.get("theme"))), { class: "theme" });
const presenting = button("present", () => present(), { "aria-pressed": "false", title: "large type for a projector: key p" });
const contents = make("ol");

/** Makes the list of pages of what there is by now. */
function outline() {
  claims = data.steps.flatMap((step) => step.items.filter((i) => i.kind === "claim").map((claim) => ({ step, claim })));
  const ends = live ? live.over && !live.stopped : claims.length > 0;
  pages.splice(0, pages.length, { id: "begin", title: data.title, begin: true }, ...data.steps,
    ...(ends ? [{ id: "checked", title: "What was checked in this walk", end: true }] : []));
  const hidden = veiled();
  contents.replaceChildren(...pages.map((p, i) => make("li", {}, make("a", {
    href: `#step:${p.id}`,
    click: (event) => {
      event.preventDefault();
      go(i);
    },
  }, p.begin ? "At the beginning" : hidden.has(i) ? `Step ${i}: after your prediction` : p.title))));
  here();
}

/** Marks in the list where one is. */
function here() {
  [...contents.querySelectorAll("a")].forEach((a, i) => (i === page.at ? a.setAttribute("aria-current", "step") : a.removeAttribute("aria-current")));
}

/** The next step: the one that is there, or the one that the lesson plays now. */
function forth() {
  if (page.at < pages.length - 1) go(page.at + 1);
  else goOn();
}

function stepBody(step) {
  if (step.begin) return beginning();
  if (step.end) return checked();
  const body = [...step.text.map((p) => make("p", {}, linked(p, step))), ...step.items.map((item) => shows[item.kind](item, page, step))];
  return live?.stopped && step === pages.at(-1) ? [...body, ...ending()] : body;
}

/** Which key does what. */
const handling = () => make("p", {}, "Go on with ", make("kbd", {}, "→"), ", back with ", make("kbd", {}, "←"), "; ", make("kbd", {}, "p"),
  " for large type, ", ...(oneView ? [] : [make("kbd", {}, "v"), ` for the other view (${data.views.join(", ")}), `]), make("kbd", {}, "t"), " for light and dark.");

function beginning() {
  if (!about) return [make("p", { class: "lead" }, prose(data.line)), data.steps.length ? handling() : ""];
  return [
    make("p", { class: "lead" }, prose(data.line)),
    live && make("p", {}, button(pages.length > 1 ? "Go on" : "Begin", forth, { class: "begin" }),
      " The lesson is played while you read: real servers and clients talk, scene by scene, as you go on."),
    make("p", {}, `About ${about.minutes} minutes. What you should know before: `, prose(about.before)),
    make("h3", {}, "Afterwards you can"),
    make("ul", {}, about.objectives.map((o) => make("li", {}, inked(o)))),
    handling(),
    live?.stopped && pages.length === 1 && ending(),
  ];
}

/** The claims by the scene that had run when they were made. */
function byScene() {
  const groups = [];
  for (const entry of claims) {
    const at = data.steps.indexOf(entry.step);
    const ran = data.scenes.findLast((scene) => scene.connections.length && scene.announced && data.steps.findIndex((s) => s.id === scene.announced) < at);
    const title = ran ? ran.title : data.steps[0].title;
    if (groups.at(-1)?.[0] === title) groups.at(-1)[1].push(entry);
    else groups.push([title, [entry]]);
  }
  return groups;
}

function checked() {
  const failed = claims.filter((c) => !c.claim.held).length;
  const told = ({ step, claim }) => make("li", {}, shows.claim(claim), button(`→ ${step.title}`, () => go(pages.indexOf(step)), { class: "more" }));
  return [
    make("p", {}, `${count(claims.length, "claim", "claims")} of this walk ${claims.length === 1 ? "was" : "were"} checked while it ran; ` +
      (failed ? `${failed} FAILED.` : "all held.")),
    failed > 0 && make("ul", { class: "plain" }, claims.filter((c) => !c.claim.held).map(told)),
    ...byScene().map(([title, of]) => make("details", { class: "claims" },
      make("summary", {}, `${of.every((c) => c.claim.held) ? "✓" : "✗"} ${of.filter((c) => c.claim.held).length} of ${of.length} held: ${title}`),
      make("ul", { class: "plain" }, of.map(told)))),
    ...tally(),
    ...ending(),
    ...(about?.readOn.length ? [make("h3", {}, "Read on"), make("ul", {}, about.readOn.map(([cite, text]) => make("li", {}, cite, ": ", text)))] : []),
  ];
}

/** The article of a step; what it shows is made anew in the view that was chosen. */
function tell() {
  const step = pages[page.at];
  article.replaceChildren(make("h2", { tabindex: -1 }, inked(step.title)));
  fill(article, {}, [stepBody(step)]);
  here();
  turning();
  document.title = page.at ? `${step.title} · ${data.title}` : data.title;
}

/** Where one is, counted as at a terminal: the start, each step by its number, the end. */
function place(step) {
  const { begin, end } = pages[page.at];
  return begin ? "start" : end ? "end" : step(page.at);
}

/** The same for whoever listens. */
const spoken = () => place((at) => (growing() ? `step ${at}` : `step ${at} of ${data.steps.length}`));

/** What the bar says about where one is. */
function turning() {
  counter.textContent = live?.busy ? "playing…" : place((at) => `${at} / ${growing() ? "…" : data.steps.length}`);
  back.disabled = page.at === 0;
  on.disabled = page.at === pages.length - 1 && (!growing() || live.busy);
  playing.disabled = !growing();
}

const exhibits = (step) => (step.items || []).filter((item) => item.kind === "message");

/** The scene that a step is about: that of what it shows, or the last that ran before it, so that no diagram tells what is to be predicted. A capture asks for no predictions. */
function sceneOf(at) {
  if (!data.steps.length) return data.scenes.length ? 0 : null;
  for (let i = at; i >= 0; i--) {
    const shown = exhibits(pages[i]).pop();
    if (shown) return shown.scene;
    const ran = i < at || !about ? data.scenes.findLastIndex((scene) => scene.announced === pages[i].id) : -1;
    if (ran >= 0) return ran;
  }
  return null;
}

/** Goes to a step; `quiet`: at the beginning, where nobody asked for it. */
function go(to, quiet = false) {
  if (to < 0 || to >= pages.length) return;
  page.at = to;
  page.chosen = null;
  if (to > page.furthest) {
    page.furthest = to;
    outline();
  }
  const last = exhibits(pages[to]).pop();
  if (last) page.view = last.view;
  const scene = sceneOf(to);
  if (scene !== page.scene) page.open = null;
  page.scene = scene;
  tell();
  showWire();
  if (quiet) return;
  const hash = `#step:${pages[to].id}`;
  if (location.hash !== hash) history.pushState(null, "", hash);
  // Whoever lets the lesson play stays at the button that stops it.
  land(document.activeElement !== playing);
}

/** Leads a person to the step that is shown: its beginning, and there the focus too. */
function land(focus) {
  if (focus) article.querySelector("h2").focus({ preventScroll: true });
  scrollTo(0, 0);
  // A headline that has the focus is read anyway.
  announce(`${spoken()}${focus ? "" : `: ${pages[page.at].title}`}`);
}

/** Where the browser's own back and forward lead: the page began without a name. */
function returns() {
  const before = page.at;
  if (location.hash) follows(location.hash);
  else go(0, true);
  if (page.at !== before && /^(#step:|$)/.test(location.hash)) land(true);
}

/** Chooses a view for everything that is on the page. */
function look(view) {
  page.view = view;
  page.chosen = view;
  tell();
  showWire();
  announce(viewed(view));
}

/** The wire: which scene, its diagram, the message that was opened. */
function showWire(steps = null) {
  views.forEach((b, i) => b.setAttribute("aria-pressed", String(i === page.view)));
  const scene = data.scenes[page.scene];
  wire.hidden = !scene;
  if (!scene) return close();
  const shown = new Set(exhibits(pages[page.at]).filter((i) => i.scene === page.scene).map((i) => i.at));
  const chooser = make("select", { "aria-label": "Scene", change: (event) => {
    page.scene = Number(event.target.value);
    page.open = null;
    showWire();
    wire.querySelector("select").focus();
  } }, data.scenes.map((s, i) => make("option", { value: i, selected: i === page.scene }, choice(s))));
  const picture = diagram(scene, page.view, (at) => open(at, null, true), shown, page.open);
  wire.replaceChildren(make("div", { class: "bar" }, make("h2", {}, scene.connections.length ? "The wire" : "The file"), chooser), picture);
  if (page.open !== null) open(page.open, steps, false);
  else close();
}

function close() {
  slot.hidden = true;
  slot.replaceChildren();
}

/** Opens a message, or closes it if it is open already. */
function open(at, steps, toggle) {
  const scene = data.scenes[page.scene];
  const message = scene.messages[at];
  const rows = [...wire.querySelectorAll(".message")];
  const closing = toggle && page.open === at && !slot.hidden;
  rows.forEach((row) => row.setAttribute("aria-expanded", String(row.at === at && !closing)));
  page.open = closing ? null : at;
  if (closing) {
    rows.find((row) => row.at === at)?.focus();
    return close();
  }
  const has = seen(message, page.view);
  const title = make("h3", { tabindex: -1 }, parties(scene, message) ? `Message ${caption(scene, message, page.view)}` : scene.title);
  const view = viewer(scene, message, page.view);
  slot.hidden = false;
  slot.replaceChildren(button("close", () => open(at, null, true), { class: "close" }), title, has && has.d ? make("p", { class: "means" }, inked(said(has.d))) : "",
    has && has.w ? make("p", { class: "dim" }, said(has.w)) : "", view);
  if (steps && steps.length) view.focusField(steps);
  else if (toggle) title.focus({ preventScroll: true });
  if (toggle || steps) slot.scrollIntoView({ block: "start" });
}

/** Where a link leads; false: nowhere here. */
function follows(hash) {
  const place = parse(hash);
  if (!place) return false;
  if (place.step !== undefined) {
    const to = pages.findIndex((p) => p.id === place.step);
    if (to >= 0 && to !== page.at) go(to, true);
    return to >= 0;
  }
  const { scene, at, steps } = place;
  if (at !== null) {
    const message = data.scenes[scene].messages[at];
    const leads = (view) => seen(message, view) && follow(model(data.scenes[scene], message, view), steps);
    const step = pages.findIndex((p) => exhibits(p).some((i) => i.scene === scene && i.at === at));
    if (step >= 0 && page.at === 0) go(step, true);
    page.view = [page.view, 0, 1].find(leads) ?? [page.view, 1].find((view) => seen(message, view));
  }
  page.scene = scene;
  page.open = at;
  showWire(steps);
  (at === null ? wire : slot).scrollIntoView({ block: "start" });
  slot.querySelector(".line[aria-selected=true]")?.scrollIntoView({ block: "center" });
  return true;
}

const colours = (now) => ({ dark: "light", light: "" })[now] ?? "dark";

/** Dark, light, or as the system has it. */
function paint(now) {
  if (now) root.setAttribute("data-theme", now);
  else root.removeAttribute("data-theme");
  kept.set("theme", now);
  theme.textContent = now || "auto";
  theme.title = `colours: ${now || "as the system has them"}; key t`;
}

function present() {
  const large = root.classList.toggle("presenting");
  presenting.setAttribute("aria-pressed", String(large));
  announce(large ? "presenting" : "not presenting");
}

const keys = {
  ArrowRight: forth, PageDown: forth,
  ArrowLeft: () => go(page.at - 1), PageUp: () => go(page.at - 1),
  p: present, v: () => oneView || look(1 - page.view), t: () => theme.click(),
};

document.addEventListener("keydown", (event) => {
  // Among answers up and down choose; left and right turn the page there as everywhere, and change no prediction.
  const typing = event.target.closest?.("input:not([type=radio]), select, textarea, pre, .scroll");
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || (typing && event.key.startsWith("Arrow"))) return;
  if (event.target.closest?.("select, textarea") || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

/** On paper every step stands below the other, answers open. */
function printed() {
  const all = make("div", { class: "paper" }, pages.map((step) => make("article", { class: "step" }, make("h2", {}, inked(step.title)), stepBody(step))));
  all.querySelectorAll(".reveal").forEach((b) => b.click());
  all.querySelectorAll(".claims").forEach((details) => details.setAttribute("open", ""));
  return all;
}
let paper = null;
addEventListener("beforeprint", () => document.body.append((paper = printed())));
addEventListener("afterprint", () => paper?.remove());
addEventListener("hashchange", () => follows(location.hash));
addEventListener("popstate", returns);

const skip = make("a", { href: "#main", class: "skip", click: (event) => {
  event.preventDefault();
  main.focus();
} }, "skip to the step");
const main = make("main", { id: "main", tabindex: -1 }, article, wire, slot);
/** The terms of the course so far; one that this lesson shows leads to its step. */
const glossary = () => make("footer", { class: "glossary", "aria-label": "Glossary" }, make("details", {}, make("summary", {}, "glossary"),
  make("dl", {}, data.glossary.map(({ term, says, lesson, step }) => [
    make("dt", {}, term),
    make("dd", {}, says, " ", lesson === data.about?.number ? make("a", { href: `#step:${step}` }, "the step that shows it") : `Lesson ${lesson}.`),
  ]))));
document.body.append(
  skip,
  make("header", { class: "top" },
    make("h1", {}, data.title),
    data.home && make("a", { href: data.home }, "the course"),
    make("div", { class: "turning" }, back, counter, on, playing),
    make("div", { class: "tools" },
      make("div", { class: "views", role: "group", "aria-label": "View", hidden: oneView }, make("span", { class: "dim", "aria-hidden": "true" }, data.eavesdropper ? "as seen by" : "view:"), views),
      theme, presenting)),
  make("div", { class: "page" },
    make("nav", { "aria-label": "Steps" }, make("details", { open: matchMedia("(min-width: 110em)").matches }, make("summary", {}, "steps"), contents)),
    main),
  data.glossary.length > 0 && glossary(),
  status);
paint({ dark: "dark", light: "light" }[kept.get("theme")] ?? "");
outline();
go(0, true);
follows(location.hash);
