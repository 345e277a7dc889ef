import { AsyncLocalStorage } from "node:async_hooks";
import { Document } from "@langchain/core/documents";
import { BaseRetriever, type BaseRetrieverInput } from "@langchain/core/retrievers";
import { ensureConfig, type RunnableConfig } from "@langchain/core/runnables";
import type { Evidence } from "../domain/candidate.js";
import { checkQuestion } from "../domain/limits.js";
import { formatPages } from "../domain/source.js";
import type { Footnote } from "../footnote.js";

export interface FootnoteRetrieverFields extends BaseRetrieverInput {
  footnote: Pick<Footnote, "search">;
  /** How many passages; default 8. */
  k?: number;
  /** `fast`, `balanced` (default) or `thorough`. */
  profile?: string;
}

/** What a prompt or a reader needs to cite a passage. */
export interface PassageMetadata {
  /** Title, page and address in one line: `BM25, p. 3, https://example.org/bm25`. */
  citation: string;
  /** Comparable within one search only, 0..1. */
  score: number;
  title: string;
  url: string | null;
  documentId: string;
  /** What LangChain calls the origin: the address, or the document's id. */
  source: string;
  headingPath: string[];
  page: number | null;
  publishedAt: string | null;
  tags: string[];
  trust: "high" | "normal" | "low";
  /** Offsets into the document's stored text. */
  start: number;
  end: number;
}

export type PassageDocument = Document<PassageMetadata>;

/** The signal of the call at hand: LangChain hands it to `invoke`, and not on to what looks documents up. */
const signals = new AsyncLocalStorage<AbortSignal | undefined>();

/** The passages that the engine would answer from, as LangChain documents. @throws FootnoteError as `search` does */
export class FootnoteRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return "FootnoteRetriever";
  }

  lc_namespace = ["footnote", "langchain"];

  readonly #footnote: Pick<Footnote, "search">;
  readonly #k: number;
  readonly #profile: string | undefined;

  constructor({ footnote, k = 8, profile, ...fields }: FootnoteRetrieverFields) {
    super(fields);
    this.#footnote = footnote;
    this.#k = k;
    this.#profile = profile;
  }

  override async invoke(query: string, options?: Partial<RunnableConfig>): Promise<PassageDocument[]> {
    const config = ensureConfig(options);
    config.signal?.throwIfAborted();
    return await signals.run(config.signal, () => super.invoke(query, config));
  }

  override async _getRelevantDocuments(query: string): Promise<PassageDocument[]> {
    checkQuestion(query);
    const signal = signals.getStore();
    const options = { limit: this.#k, ...(this.#profile && { profile: this.#profile }), ...(signal && { signal }) };
    const { results } = await this.#footnote.search(query, options);
    return results.map(toDocument);
  }
}

function toDocument({ passage, score }: Evidence): PassageDocument {
  const { id, text, title, url, documentId, headingPath, page, publishedAt, tags, trust, start, end } = passage;
  const citation = [title, formatPages([passage]), url ?? documentId].filter(Boolean).join(", ");
  const origin = { title, url, documentId, source: url ?? documentId, headingPath, page, publishedAt, tags, trust };
  return new Document({ id, pageContent: text, metadata: { citation, score, ...origin, start, end } });
}
