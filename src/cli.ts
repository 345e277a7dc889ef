import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { askCommand } from "./commands/ask.js";
import { checkCommand } from "./commands/check.js";
import { EXIT } from "./commands/exit-codes.js";
import { indexInfoCommand, indexVerifyCommand } from "./commands/index-commands.js";
import { ingestCommand } from "./commands/ingest.js";
import { mcpCommand } from "./commands/mcp.js";
import { searchCommand } from "./commands/search.js";
import { serveCommand } from "./commands/serve.js";
import { traceCommand } from "./commands/trace.js";
import { type Config, readConfig } from "./config.js";
import { type FootnoteError, toFootnoteError } from "./domain/errors.js";
import { PROFILES } from "./profiles.js";

/** Failures of what was typed, not of what was done. */
const WRONG_USE: ReadonlySet<string> = new Set(["INPUT_EMPTY", "INPUT_TOO_LONG", "INPUT_INVALID", "SETTING_UNKNOWN"]);

/** Runs one command line, and returns the exit code. Failures are printed, never thrown. */
export async function runCli(args: string[], environment: NodeJS.ProcessEnv = process.env): Promise<number> {
  try {
    const result = { exitCode: EXIT.done as number };
    await createProgram(readConfig(environment), result).parseAsync(args, { from: "user" });
    return result.exitCode;
  } catch (error) {
    // Commander has printed the reason; `--help` and `--version` end here too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
    return reportFailure(error);
  }
}

function createProgram(config: Config, result: { exitCode: number }): Command {
  const { languageModel } = config;
  const program = new Command("footnote")
    .description("Ask your documents: every sentence of the answer carries a citation that has been checked.")
    .exitOverride()
    .showHelpAfterError("(--help shows the options)");

  const index = () => new Option("--index <dir>", "folder of the index").default(config.indexDirectory, ".footnote");
  const json = () => new Option("--json", "print one JSON object");
  const profile = () =>
    new Option("--profile <name>", "how much work to do").choices(Object.keys(PROFILES)).default(config.profile);

  program
    .command("ingest")
    .description(
      "index files, folders or globs of Markdown, HTML, PDF, reStructuredText, AsciiDoc, text and JSONL; " +
        "unchanged files are skipped. A .footnote.json in a folder states tags, trust and dates of its files.",
    )
    .argument("<path...>", "files, folders or quoted globs")
    .addOption(index())
    .addOption(json())
    .action(async (paths, options) => void (result.exitCode = await ingestCommand(paths, options)));

  program
    .command("ask")
    .description("answer a question from the indexed documents")
    .argument("<question>")
    .addOption(index())
    .addOption(profile())
    .addOption(
      new Option("--history <file>", "earlier turns: a JSON list of {role, content}").conflicts("conversation"),
    )
    .option("--conversation <id>", "go on with a conversation; `new` begins one, and its id is printed")
    .option("--sources", "print the passages behind each citation")
    .option("--trace", "print how the answer was made, stage by stage")
    .addOption(json())
    .action(
      async (question, options) => void (result.exitCode = await askCommand(question, { ...options, languageModel })),
    );

  program
    .command("search")
    .description("find passages, without writing an answer")
    .argument("<query>")
    .addOption(index())
    .addOption(profile())
    .option("-k <n>", "how many passages", wholeNumber(1, 100), 10)
    .option("--explain", "print how each passage came to its rank, and what was dropped")
    .option("--why <doc>", "print why a document is among the passages, or is not: its id, or a unique end of it")
    .addOption(json())
    .action(async (query, options) => void (result.exitCode = await searchCommand(query, options)));

  program
    .command("check")
    .description("check claims against evidence: JSONL of {id, claim, evidence: [text, ...]} in, a verdict a line out")
    .argument("[file]", "a file, or - for standard input", "-")
    .addOption(json())
    .action(async (file, options) => void (result.exitCode = await checkCommand(file, options)));

  const indexGroup = program.command("index").description("look into an index");
  indexGroup
    .command("info")
    .description("what the index holds")
    .addOption(index())
    .addOption(json())
    .action(async (options) => void (result.exitCode = await indexInfoCommand(options)));
  indexGroup
    .command("verify")
    .description("check every stored passage and vector")
    .addOption(index())
    .addOption(json())
    .action(async (options) => void (result.exitCode = await indexVerifyCommand(options)));

  program
    .command("serve")
    .description("serve the page and the HTTP interface")
    .addOption(
      new Option("--port <n>", "port; 0 takes a free one").argParser(wholeNumber(0, 65_535)).default(config.port),
    )
    .addOption(new Option("--host <address>", "address to listen on").default(config.host))
    .addOption(index())
    .option("--seed <path>", "when there is no index yet, build it from this first")
    .option("--accept-documents", "let clients add, replace and remove documents (POST and DELETE /v1/documents)")
    .action(async (options) => void (result.exitCode = await serveCommand({ ...options, languageModel })));

  program
    .command("mcp")
    .description("serve the Model Context Protocol on standard input and output: tools ask, search and fetch")
    .addOption(index())
    .action(async (options) => void (result.exitCode = await mcpCommand({ ...options, languageModel })));

  program
    .command("trace")
    .description("show how an answer was made")
    .argument("<id>", "the answer's id, or its beginning")
    .addOption(index())
    .addOption(json())
    .action(async (id, options) => void (result.exitCode = await traceCommand(id, options)));

  program
    .command("eval")
    .description("measure the engine: retrieval, claims, answers (footnote eval --help)")
    .helpOption(false)
    .allowUnknownOption();

  return program;
}

function wholeNumber(low: number, high: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < low || number > high) {
      throw new InvalidArgumentError(`It is a whole number from ${low} to ${high}.`);
    }
    return number;
  };
}

function reportFailure(error: unknown): number {
  const failure: FootnoteError = toFootnoteError(error);
  process.stderr.write(`${failure.code}: ${failure.message}\n${failure.hint}\n`);
  if (failure.code === "INTERNAL" && process.env.FOOTNOTE_DEBUG) console.error(failure.cause);
  return WRONG_USE.has(failure.code) ? EXIT.wrongUse : EXIT.failed;
}
