/**
 * Asks the server and yields its events as they come.
 * @throws {{ code, message, hint }} when the question is refused or the connection fails; AbortError when stopped
 */
export async function* askQuestion({ question, history, profile }, signal) {
  let response;
  try {
    response = await fetch("/v1/answers", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question, history, profile, stream: true }),
      signal,
    });
  } catch (error) {
    throw signal.aborted ? error : UNREACHABLE;
  }
  if (!response.ok) {
    const body = await response.json().catch(() => null);
    throw body?.error ?? { ...UNREACHABLE, message: `The server replied with status ${response.status}.` };
  }
  let ended = false;
  for await (const event of parseEvents(response.body, signal)) {
    ended = event.type === "answer-end" || event.type === "answer-error";
    yield event;
  }
  if (!ended) throw { ...UNREACHABLE, message: "The connection ended before the answer did." };
}

const UNREACHABLE = {
  code: "UNREACHABLE",
  message: "The server cannot be reached.",
  hint: "See whether it is still running, then ask again.",
};

/** Server-sent events of a body: blocks between blank lines, of which only the data matters here. */
async function* parseEvents(body, signal) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  for (;;) {
    const { value, done } = await reader.read().catch((error) => {
      throw signal.aborted ? error : { ...UNREACHABLE, message: "The connection was lost." };
    });
    if (done) return;
    pending += value;
    const blocks = pending.split("\n\n");
    pending = blocks.pop();
    for (const block of blocks) {
      const data = block.split("\n").find((line) => line.startsWith("data: "));
      if (data) yield JSON.parse(data.slice("data: ".length));
    }
  }
}
