import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve("src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.(?:ts|js)$/.test(path))
  .map((path) => path.replaceAll("\\", "/"));

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const imports: Import[] = files.flatMap((from) => {
  const source = readFileSync(join(SRC, from), "utf8");
  const statements = source.matchAll(
    /^(?:import|export)\s+(type\s+)?[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)|^import\s+"([^"]+)"/gms,
  );
  return Array.from(statements, ([, typeOnly, named, dynamic, bare]) => {
    const target = named ?? dynamic ?? bare!;
    const to = target.startsWith(".") ? relative(SRC, resolve(SRC, dirname(from), target)) : `package:${target}`;
    return { from, to: to.replace(/\.js$/, ".ts"), typeOnly: Boolean(typeOnly) };
  });
});

const STAGES = ["ingest", "understanding", "retrieval", "ranking", "generation", "validation", "related"];

/** Who may import what of ours. `self` is the folder itself. */
const LAYERS: { part: RegExp; may: RegExp; because: string }[] = [
  { part: /^domain\//, may: /^domain\//, because: "the words of the problem depend on nothing" },
  { part: /^text\//, may: /^text\//, because: "text handling is shared by index, query and validation" },
  { part: /^ports\//, may: /^(?:domain|ports)\//, because: "a port is written in the words of the problem" },
  ...STAGES.map((stage) => ({
    part: new RegExp(`^${stage}/`),
    may: new RegExp(`^(?:domain|ports|text|${stage})/`),
    because: "a stage is run, tested and replaced alone: it knows no other stage and no adapter",
  })),
  ...["embedded", "onnx", "extractive", "openai"].map((adapter) => ({
    part: new RegExp(`^adapters/${adapter}/`),
    may: new RegExp(`^(?:domain|ports|text|tracing/trace\\.ts|adapters/${adapter})`),
    because: "an adapter can be deleted without touching another one, a stage or the settings",
  })),
  {
    part: /^answer-engine\.ts/,
    may: /^domain\//,
    because: "the five stages are handed to it: it shows their order and nothing else",
  },
  {
    part: /^config\.ts/,
    may: /^(?:domain\/|profiles\.ts|language-model-config\.ts)/,
    because: "settings are read before there is anything to set",
  },
  {
    part: /^conversation\//,
    may: /^(?:domain|ports|text|conversation)\//,
    because: "what was said before is prepared outside the stages, and knows none of them",
  },
  {
    part: /^mcp\//,
    may: /^(?:mcp|domain|text)\/|^(?:footnote|compose|profiles|answer-engine)\.ts/,
    because: "a protocol is a way in: it consumes events, and is carried by a command or a route",
  },
  {
    part: /^langchain\//,
    may: /^(?:langchain|domain)\/|^footnote\.ts/,
    because: "what LangChain users get is a way in, over what every way in has",
  },
  {
    part: /^uploads\//,
    may: /^(?:uploads|domain|ingest)\//,
    because: "what is sent becomes a file, and then what every file does",
  },
  { part: /^tracing\//, may: /^(?:domain|text|tracing)\//, because: "a trace is made of events, not of stages" },
  {
    part: /^(?:server|commands)\//,
    may: /^(?:server|commands|mcp|domain|text|tracing|compose\.ts|cli\.ts|profiles\.ts|language-model-config\.ts|answer-engine\.ts|ingest\/ingest\.ts|validation\/check-claim\.ts)/,
    because: "a way in consumes events and knows no stage",
  },
];

/** Folders that do with few packages, or none: what they hold should outlive any of them. */
const SPARE: { part: RegExp; may: RegExp; because: string }[] = [
  { part: /^(?:domain|ports|tracing)\//, may: /^node:/, because: "words and contracts need no package" },
  { part: /^conversation\//, may: /^node:/, because: "what was said before is plain data" },
  { part: /^text\//, may: /^stemmer$/, because: "text handling is ours, but for Porter's algorithm" },
  {
    part: /^(?:understanding|retrieval|ranking|generation|validation|related)\/|^answer-engine\.ts/,
    may: /^node:/,
    because: "the pipeline is what this project is about: its own code, in plain TypeScript",
  },
  { part: /^adapters\/extractive\//, may: /^node:/, because: "it chooses sentences, and needs nothing for that" },
];

/** Third-party packages that stay in their place. */
const PACKAGES: { name: RegExp; only: RegExp; because: string }[] = [
  { name: /^fastify|^@fastify\/|^prom-client$/, only: /^server\//, because: "HTTP is one way in" },
  {
    name: /^@langchain\//,
    only: /^(?:adapters\/openai|langchain)\//,
    because: "a model provider is an adapter, and LangChain users have a folder",
  },
  { name: /^@modelcontextprotocol\//, only: /^mcp\//, because: "one protocol, one folder" },
  { name: /^(?:better-sqlite3|hnswlib-node)$/, only: /^adapters\/embedded\//, because: "storage is an adapter" },
  {
    name: /^(?:onnxruntime-node|@huggingface\/tokenizers|piscina)$/,
    only: /^adapters\/onnx\//,
    because: "inference is an adapter",
  },
  {
    name: /^(?:cheerio|marked|tinyglobby|domhandler|ignore$|unpdf|eld)/,
    only: /^ingest\//,
    because: "file formats end at ingest",
  },
  { name: /^commander$/, only: /^cli\.ts$/, because: "one file knows the command line's grammar" },
];

describe("who may import whom", () => {
  for (const { part, may, because } of LAYERS) {
    it(`holds for ${part.source}: ${because}`, () => {
      const strays = imports.filter(({ from, to }) => part.test(from) && !to.startsWith("package:") && !may.test(to));
      expect(strays).toEqual([]);
    });
  }

  for (const { part, may, because } of SPARE) {
    it(`spares ${part.source} packages: ${because}`, () => {
      const packages = imports.filter(({ from, to }) => part.test(from) && to.startsWith("package:"));
      expect(packages.filter(({ to }) => !may.test(to.replace("package:", "")))).toEqual([]);
    });
  }

  for (const { name, only, because } of PACKAGES) {
    it(`keeps ${name.source} in ${only.source}: ${because}`, () => {
      const strays = imports.filter(({ from, to }) => name.test(to.replace("package:", "")) && !only.test(from));
      expect(strays.filter(({ to }) => to.startsWith("package:"))).toEqual([]);
    });
  }

  it("lets only compose.ts and its parts pick adapters", () => {
    const strays = imports.filter(
      ({ from, to, typeOnly }) =>
        to.startsWith("adapters/") && !from.startsWith("adapters/") && !/^compose[\w-]*\.ts$/.test(from) && !typeOnly,
    );
    expect(strays).toEqual([]);
  });

  it("lets profiles name the settings of stages and adapters, as types", () => {
    const code = imports.filter(({ from, typeOnly }) => from === "profiles.ts" && !typeOnly);
    expect(code.filter(({ to }) => !to.startsWith("domain/"))).toEqual([]);
  });

  it("keeps the harness, scripts and tests out of the engine", () => {
    expect(imports.filter(({ to }) => /^\.\.\/(?:eval|scripts|tests)\//.test(to))).toEqual([]);
  });

  it("finds imports at all, and files for every row", () => {
    const rows = [...LAYERS, ...SPARE].map(({ part }) => part);
    expect(rows.filter((part) => !files.some((file) => part.test(file)))).toEqual([]);
    expect(imports.length).toBeGreaterThan(200);
  });
});

it("keeps every file about one thing: none is longer than 250 lines", () => {
  const long = files.filter((file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 250);
  expect(long).toEqual([]);
});
