// A walk that is played while it is read: what comes next is asked of the program that gave this page, and the lesson plays on.

/** How far the walk is, in a page that grows. `asks`: the question that the lesson waits with; `stopped`: why there is no more. */
const live = data.live && { walk: null, turn: 0, busy: false, over: false, asks: null, files: [], stopped: null };

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
    throw new Error("the program that plays this lesson is gone; start `wirewalk serve` again");
  });
  const reply = await answer.json().catch(() => ({ error: `the answer was ${answer.status}, and no JSON` }));
  if (reply.error) throw new Error(reply.error);
  return reply;
}

/** Plays the lesson on to its next step. Whether it did. */
async function playOn() {
  if (!growing() || live.busy) return false;
  live.busy = true;
  turning();
  announce("the lesson plays on");
  try {
    const reply = await next(live.asks ? (predicted.get(live.asks.id) ?? null) : null);
    if (reply.news) grow(reply.news);
    Object.assign(live, { walk: reply.walk, turn: reply.turn, asks: reply.asks ?? null, over: Boolean(reply.over), files: reply.files ?? [] });
    if (live.asks) data.steps.at(-1).items.push(live.asks);
  } catch (error) {
    Object.assign(live, { over: true, stopped: error.message });
  }
  live.busy = false;
  return true;
}

/** Plays on and shows what came: the next step, or more of this one. */
async function goOn() {
  const [at, before] = [page.at, pages.length];
  if (!(await playOn())) return;
  outline();
  // Whoever went elsewhere meanwhile stays there.
  if (page.at === at && pages.length > before) return go(before);
  tell();
  showWire();
  announce(live.stopped ? `the walk broke off: ${live.stopped}` : "there is more in this step");
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
  turning();
}

const playing = button("play to the end", playAll, { "aria-pressed": "false", hidden: !live, class: "play" });

/** What a walk left when it was over, or why it ended early. */
function ending() {
  if (!live || !live.over) return [];
  if (live.stopped) {
    return [make("p", { class: "problem", role: "alert" }, "The walk broke off: ", inked(live.stopped), "."),
      make("p", {}, "Load this page again to begin anew.")];
  }
  return [make("h3", {}, "What the walk left"),
    make("dl", { class: "files" }, live.files.map(({ path, what }) => [make("dt", {}, make("code", {}, path)), make("dd", {}, what)])),
    make("p", {}, make("a", { href: data.live.home }, "The course"), " offers what may be downloaded.")];
}
