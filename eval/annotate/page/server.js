/** What the server has to say; errors come as `Error` with words for the rater. */
export const readSession = () => request("api/session");
export const readQuestion = (position) => request(`api/questions/${position}`);
export const writeJudgement = (position, answerHash, judgement) =>
  request(`api/questions/${position}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ answerHash, ...judgement }),
  });

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer. Start the same command again; this page keeps what you said.");
  }
  const body = await response.json();
  if (!response.ok) throw new Error(`${body.error.message} ${body.error.hint}`);
  return body;
}
