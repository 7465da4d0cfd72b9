// A walk that is played while it is read: what comes next is asked of the program that gave this page, and the lesson plays on.

/** How far the walk is, in a page that grows. `asks`: the question that the lesson waits with; `stopped`: why there is no more; `gone`: there is nobody left
 *  to ask; `going`: what is under way until what came is shown. */
const live = data.live && { walk: null, turn: 0, busy: false, going: null, over: false, asks: null, files: [], stopped: null, gone: false };

/** Whether there may be more than the page holds. */
const growing = () => Boolean(live && !live.over);

/** Takes in what is new. */
function grow(news) {
  for (const table of ["strings", "labels", "scenes"]) news[table].forEach((entry) => data[table].push(entry));
  data.steps.splice(news.from, data.steps.length, ...news.steps);
}

/** Asks for what comes next, with what was predicted. Rejects with a sentence for a person. */
async function next(chosen) {
  const body = JSON.stringify({ walk: live.walk, turn: live.turn, chosen });
  const asked = fetch(data.live.walk, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  const answer = await asked.catch(() => {
    live.gone = true;
    throw new Error("the program that plays this lesson has ended; start `wirewalk serve` again and open the address that it prints");
  });
  const reply = await answer.json().catch(() => ({ error: `the answer had status ${answer.status} and was not JSON` }));
  if (reply.error) throw new Error(reply.error);
  return reply;
}

/** Plays the lesson on to its next step. */
async function playOn() {
  live.busy = true;
  turning();
  announce("the lesson continues");
  try {
    const reply = await next(live.asks ? (predicted.get(live.asks.id) ?? null) : null);
    if (reply.news) grow(reply.news);
    Object.assign(live, { walk: reply.walk, turn: reply.turn, asks: reply.asks ?? null, over: Boolean(reply.over), files: reply.files ?? [] });
    if (live.asks) data.steps.at(-1).items.push(live.asks);
  } catch (error) {
    Object.assign(live, { over: true, stopped: error.message });
  }
  live.busy = false;
}

/** Plays on and shows what came; asked again meanwhile, it is the same that is waited for. */
function goOn() {
  if (!growing()) return Promise.resolve();
  live.going ??= arrival().finally(() => (live.going = null));
  return live.going;
}

/** What comes next: the next step, or more of this one. */
async function arrival() {
  const [at, before, had] = [page.at, pages.length, pages[page.at].items?.length ?? 0];
  await playOn();
  outline();
  // Whoever went elsewhere meanwhile stays there.
  if (page.at !== at) return turning();
  if (pages.length > before) return go(before);
  more((pages[at].items ?? []).slice(had));
}

/** Adds to the step what came, behind what a person may have opened by now, and leads there. */
function more(items) {
  const before = article.lastElementChild;
  fill(article, {}, [items.map((item) => shows[item.kind](item, page, pages[page.at])), live.stopped ? ending() : []]);
  const first = before.nextElementSibling;
  turning();
  showWire();
  if (!first) return;
  first.tabIndex = -1;
  first.focus();
  announce(live.stopped ? `the walk stopped: ${live.stopped}` : "there is more in this step");
}

/** Plays on to the end, one step after the other; pressed again, it stops after the next one. */
async function playAll() {
  const stop = playing.getAttribute("aria-pressed") === "true";
  playing.setAttribute("aria-pressed", String(!stop));
  if (stop) return;
  while (growing() && playing.getAttribute("aria-pressed") === "true") {
    if (page.at < pages.length - 1) go(pages.length - 1);
    await goOn();
  }
  playing.setAttribute("aria-pressed", "false");
  // At the end the button is switched off, and whoever stood on it would stand nowhere.
  if (document.activeElement === playing && playing.disabled) land(true);
}

const playing = button("play to the end", playAll, { "aria-pressed": "false", hidden: !live, class: "play" });

/** What a walk left when it was over, or why it ended early. */
function ending() {
  if (!live || !live.over) return [];
  if (live.stopped) {
    return [make("p", { class: "problem", role: "alert" }, "The walk stopped: ", inked(live.stopped), "."),
      !live.gone && make("p", {}, "Reload this page to start again.")];
  }
  return [make("h3", {}, "What the walk saved"),
    make("dl", { class: "files" }, live.files.map(({ path, what }) => [make("dt", {}, make("code", {}, path)), make("dd", {}, what)])),
    make("p", {}, make("a", { href: data.home }, "The course"), " has the files for download.")];
}
