import { openFootnote, openTraces } from "footnote";
import { AnswerChain, answerOf } from "footnote/langchain";

const index = process.env.FOOTNOTE_INDEX ?? ".footnote";
const footnote = await openFootnote(index, openTraces(index));
const chain = new AnswerChain({ footnote, profile: "balanced" });

const message = await chain.invoke({ question: "What is BM25?", conversationId: null });
const { status, sources, claims, conversationId = null } = answerOf(message);
console.log(status, message.text);
for (const { number, title } of sources) console.log(`[${number}] ${title}`);
for (const { verdict, text } of claims) console.log(verdict, text);

// A follow-up, streamed: every chunk has passed its check. It ends with the signal, if there is need.
const followUp = { question: "Where does it fail?", conversationId };
const stream = await chain.stream(followUp, { signal: AbortSignal.timeout(30_000) });
for await (const { text } of stream) process.stdout.write(text);
await footnote.close();
