import { ChatPromptTemplate } from "@langchain/core/prompts";
import { RunnablePassthrough, RunnableSequence } from "@langchain/core/runnables";
import { openFootnote, openTraces } from "footnote";
import { FootnoteRetriever, type PassageDocument } from "footnote/langchain";

const index = process.env.FOOTNOTE_INDEX ?? ".footnote";
const footnote = await openFootnote(index, openTraces(index));
const retriever = new FootnoteRetriever({ footnote, k: 4 });

const documents = await retriever.invoke("How does BM25 treat long documents?");
for (const { metadata } of documents) console.log(metadata.score.toFixed(2), metadata.citation);

// In a chain of your own: the passages go into your prompt, and that to any chat model.
const prompt = ChatPromptTemplate.fromTemplate("Answer from the sources.\n{sources}\n\nQuestion: {question}");
const numbered = (found: PassageDocument[]): string =>
  found.map(({ pageContent, metadata }, i) => `[${i + 1}] ${metadata.citation}\n${pageContent}`).join("\n\n");
const chain = RunnableSequence.from([
  { sources: retriever.pipe(numbered), question: new RunnablePassthrough<string>() },
  prompt,
]);
console.log((await chain.invoke("How does BM25 treat long documents?")).toString());
await footnote.close();
