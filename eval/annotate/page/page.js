import { showAnswer } from "./answer-view.js";
import { byId, element } from "./dom.js";
import { showEnd } from "./end-view.js";
import { readQuestion, readSession, writeJudgement } from "./server.js";
import { RATINGS, showClaim, showWhole } from "./step-view.js";

const COMMENT_PAUSE_MS = 800;

/**
 * `questions` and `progress` of the session; `position`, `task` and `judgement` of the question shown, the `step` in it
 * (claims first, then the whole answer), and the position that comes `next`.
 */
const state = { questions: [], progress: null, position: null, task: null, judgement: null, step: 0, next: null };

/** Judgements not yet on the disk, by position; the latest one of each question. */
const unsaved = new Map();
let saving = null;
let commentTimer = null;

/** True from leaving a question until the next one shows: a quick key must not rate what has just been left. */
let turning = false;

const actions = Object.fromEntries(
  Object.entries({ rate, rateHelpful, comment, back, skip, nextQuestion, goTo }).map(([name, act]) => [
    name,
    (...values) => turning || act(...values),
  ]),
);

await guard(start);

async function start() {
  const session = await readSession();
  Object.assign(state, { questions: session.questions, progress: session.progress });
  document.title = `Rate answers (${session.rater}) · Footnote`;
  byId("jump").addEventListener("change", (event) => turnTo(() => Number(event.target.value)));
  byId("guide-button").addEventListener("click", () => byId("guide").showModal());
  document.addEventListener("keydown", onKey);
  window.addEventListener("beforeunload", (event) => unsaved.size > 0 && event.preventDefault());
  const asked = Number(location.hash.slice(1)) - 1;
  await openOrEnd(Number.isInteger(asked) && asked in state.questions ? asked : session.next);
}

async function openOrEnd(position, step) {
  if (position !== null) return open(position, step);
  state.task = null;
  history.replaceState(null, "", " ");
  showProgress();
  showEnd(state.progress, state.questions, (chosen) => turnTo(() => chosen));
}

async function open(position, step) {
  const { task, judgement, next } = await readQuestion(position);
  Object.assign(state, { position, task, judgement, next });
  history.replaceState(null, "", `#${position + 1}`);
  const firstOpen = judgement.ratings.indexOf(null);
  const unrated = firstOpen >= 0 ? firstOpen : judgement.helpful === null ? task.claims.length : 0;
  show(Math.min(step ?? unrated, task.claims.length));
  window.scrollTo(0, 0);
}

function show(step, { focus = true } = {}) {
  state.step = step;
  const { task, judgement } = state;
  showProgress();
  showAnswer(task, step, actions.goTo);
  if (step < task.claims.length) showClaim(task, judgement, step, actions);
  else showWhole(task, judgement, step, actions);
  if (focus) byId("step-title").focus({ preventScroll: true });
  revealMark();
}

/** Brings the first marked quote into the part of the passages that can be seen; the page itself stays where it is. */
function revealMark() {
  const passages = byId("step").querySelector(".passages");
  const mark = passages?.querySelector("mark");
  if (!mark || passages.scrollHeight <= passages.clientHeight) return;
  const offset = mark.getBoundingClientRect().top - passages.getBoundingClientRect().top;
  passages.scrollTop = Math.max(0, offset - passages.clientHeight / 3);
}

function rate(rating) {
  const { judgement, step } = state;
  keep({ ratings: judgement.ratings.with(step, rating) });
  show(step + 1);
}

function rateHelpful(helpful) {
  keep({ helpful });
  show(state.step, { focus: false });
  byId("next").focus();
}

function comment(text) {
  state.judgement = { ...state.judgement, comment: text, skipped: false };
  unsaved.set(state.position, { answerHash: state.task.answerHash, judgement: state.judgement });
  clearTimeout(commentTimer);
  commentTimer = setTimeout(() => guard(flush), COMMENT_PAUSE_MS);
}

function back() {
  const { step, position } = state;
  if (step > 0) show(step - 1);
  else if (position > 0) turnTo(() => position - 1, Infinity);
}

function goTo(step) {
  show(step);
}

function skip() {
  keep({ skipped: true });
  nextQuestion();
}

function nextQuestion() {
  turnTo(() => state.next);
}

/** Goes to another question once all that was said of this one is on the disk; only then is the next one known. */
function turnTo(choose, step) {
  turning = true;
  void guard(async () => {
    await flush();
    await openOrEnd(choose(), step);
  }).finally(() => (turning = false));
}

function keep(change) {
  state.judgement = { ...state.judgement, skipped: false, ...change };
  unsaved.set(state.position, { answerHash: state.task.answerHash, judgement: state.judgement });
  void guard(flush);
}

/** Writes what is not yet on the disk, one at a time and in order. */
function flush() {
  clearTimeout(commentTimer);
  saving ??= writeUnsaved().finally(() => (saving = null));
  return saving;
}

async function writeUnsaved() {
  while (unsaved.size > 0) {
    const [[position, said]] = unsaved;
    byId("saved").textContent = "Saving …";
    const reply = await writeJudgement(position, said.answerHash, said.judgement);
    if (unsaved.get(position) === said) unsaved.delete(position);
    state.questions[position].state = reply.state;
    Object.assign(state, { progress: reply.progress, next: reply.next });
    byId("saved").textContent = "Saved";
    showProgress();
  }
}

function showProgress() {
  const { rated, skipped, total } = state.progress;
  byId("progress-bar").max = total;
  byId("progress-bar").value = rated;
  byId("progress-text").textContent = `${rated} of ${total} rated${skipped ? `, ${skipped} skipped` : ""}`;
  byId("jump").replaceChildren(
    ...(state.task ? [] : [element("option", { selected: true, disabled: true }, "Go to question")]),
    ...state.questions.map(({ question, state: progress }, position) => {
      const mark = { rated: "✓", skipped: "skipped,", started: "begun,", open: "" }[progress];
      const chosen = state.task !== null && position === state.position;
      return element("option", { value: position, selected: chosen }, `${position + 1} ${mark} ${question}`);
    }),
  );
}

/** Runs it; what goes wrong is said above the page, with a way to try again. */
async function guard(work) {
  try {
    await work();
    byId("alert").hidden = true;
  } catch (error) {
    byId("saved").textContent = "";
    const again = element("button", { type: "button", class: "plain", onclick: () => guard(work) }, "Try again");
    byId("alert").replaceChildren(unsaved.size > 0 ? "Not saved. " : "", error.message, " ", again);
    byId("alert").hidden = false;
  }
}

function onKey(event) {
  if (event.ctrlKey && event.key === "Enter" && byId("next")) return byId("next").click();
  const typing = event.target.closest?.("textarea, select, input:not([type=checkbox])");
  if (event.ctrlKey || event.metaKey || event.altKey || typing || byId("guide").open) return;
  if (!byId("shortcuts").checked || !state.task) return;
  const act = actionFor(event.key);
  if (!act) return;
  event.preventDefault();
  act();
}

function actionFor(key) {
  const onClaim = state.step < state.task.claims.length;
  const rating = RATINGS.find((choice) => choice.key === key)?.rating;
  if (onClaim && rating) return () => actions.rate(rating);
  if (!onClaim && /^[1-5]$/.test(key)) return () => actions.rateHelpful(Number(key));
  if (!onClaim && key === "c") return () => byId("comment").focus();
  if (!onClaim && key === "n") return actions.nextQuestion;
  return { b: actions.back, s: actions.skip, "?": () => byId("guide").showModal() }[key];
}
