import { askQuestion } from "./answer-stream.js";
import { plural } from "./dom.js";
import { closeSource } from "./source-panel.js";
import { createTurn } from "./turn.js";

const form = document.querySelector("#ask");
const field = document.querySelector("#question");
const send = document.querySelector("#send");
const stop = document.querySelector("#stop");
const conversation = document.querySelector("#conversation");
const status = document.querySelector("#status");

// The server's limits. A field with a maxlength would cut what is pasted without a word.
const MAX_QUESTION_LENGTH = 2_000;
const MAX_HISTORY_TURNS = 20;
const MAX_TURN_LENGTH = 8_000;

const turns = [];
let running = null;

async function ask(question) {
  if (running || !question.trim()) return;
  const history = turns
    .flatMap((turn) => turn.history())
    .slice(-MAX_HISTORY_TURNS)
    .map((entry) => ({ ...entry, content: entry.content.slice(0, MAX_TURN_LENGTH) }));
  const turn = createTurn(question, (related) => void ask(related));
  turns.push(turn);
  if (turns.length === 1)
    window.history.replaceState(null, "", `?${new URLSearchParams({ q: question, profile: chosenProfile() })}`);
  begin(turn);
  try {
    const events = askQuestion({ question, history, profile: chosenProfile() }, running.signal);
    for await (const event of events) turn.show(event);
  } catch (error) {
    if (running.signal.aborted) turn.stop();
    else
      turn.fail(
        typeof error?.hint === "string"
          ? error
          : { message: "The page met a problem.", hint: "Reload it and ask again." },
      );
  }
  end(turn);
}

function begin(turn) {
  running = new AbortController();
  closeSource();
  document.body.dataset.view = "conversation";
  conversation.append(turn.node);
  field.value = "";
  field.placeholder = "Ask a follow-up";
  resize();
  send.hidden = true;
  stop.hidden = false;
  status.textContent = "Looking for an answer.";
  turn.heading.focus({ preventScroll: true });
  if (turns.length > 1) turn.node.scrollIntoView({ block: "start" });
}

function end(turn) {
  running = null;
  send.hidden = false;
  const stopHadFocus = document.activeElement === stop;
  stop.hidden = true;
  if (stopHadFocus) field.focus();
  status.textContent = turn.describe();
}

function chosenProfile() {
  return new FormData(form).get("profile");
}

function resize() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void ask(field.value);
});
stop.addEventListener("click", () => running?.abort());
field.addEventListener("input", () => {
  resize();
  const { length } = field.value.trim();
  const isTooLong = length > MAX_QUESTION_LENGTH;
  field.setCustomValidity(
    isTooLong ? `The question has ${length} characters; at most ${MAX_QUESTION_LENGTH} are read.` : "",
  );
});
field.addEventListener("keydown", (event) => {
  // Enter that ends a composition (of Japanese, say) is not meant for the form.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.activeElement.matches("textarea, input")) return;
  event.preventDefault();
  field.focus();
});
document.querySelector("#examples").addEventListener("click", (event) => {
  const example = event.target.closest("button");
  if (example) void ask(example.textContent);
});

/** `?q=...&profile=fast` (or the same after `#`) asks at once, so that a question can be a link. */
function readAddress() {
  const parameters = new URLSearchParams(location.search || location.hash.slice(1));
  const profile = form.querySelector(`input[name="profile"][value="${CSS.escape(parameters.get("profile") ?? "")}"]`);
  if (profile) profile.checked = true;
  const question = parameters.get("q");
  if (question) void ask(question);
  else field.focus();
}

async function showIndex() {
  const response = await fetch("/readyz").catch(() => null);
  const info = response?.ok ? await response.json() : null;
  const text = info ? `${plural(info.documents, "document")}, ${plural(info.passages, "passage")}` : "No index yet";
  document.querySelector("#index-info").textContent = text;
}

void showIndex();
readAddress();
