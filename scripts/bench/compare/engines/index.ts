import type { Engine } from "./engine.js";

/** What is compared, by the name given to `--engines`. Loaded one at a time: a process holds only the one it measures. */
const LOADERS: Record<string, () => Promise<Engine>> = {
  footnote: async () => (await import("./footnote.js")).footnote,
  minisearch: async () => (await import("./minisearch.js")).miniSearch,
  "minisearch-tuned": async () => (await import("./minisearch.js")).miniSearchTuned,
  orama: async () => (await import("./orama.js")).orama,
  langchain: async () => (await import("./langchain.js")).langchainMemory,
  vectra: async () => (await import("./vectra.js")).vectra,
};

export const ENGINE_KEYS = Object.keys(LOADERS);

export function loadEngine(key: string): Promise<Engine> {
  const load = LOADERS[key];
  if (!load) throw new Error(`There is no engine "${key}". Engines: ${ENGINE_KEYS.join(", ")}.`);
  return load();
}
