/**
 * Compiles the one WebAssembly source. A test compiles it again and compares.
 *
 *     npx tsx scripts/build/compile-wasm.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openWabt from "wabt";

const SOURCE = fileURLToPath(new URL("../../src/adapters/embedded/scan-vectors.wat", import.meta.url));
const TARGET = SOURCE.replace(/\.wat$/, ".wasm.ts");

/** The TypeScript file that holds the compiled bytes. */
export async function compileWasm(): Promise<string> {
  const wabt = await openWabt();
  const module = wabt.parseWat(SOURCE, readFileSync(SOURCE, "utf8"), { simd: true });
  const bytes = Buffer.from(module.toBinary({}).buffer);
  module.destroy();
  const lines = bytes.toString("base64").match(/.{1,110}/g)!;
  return [
    "// Generated from scan-vectors.wat by scripts/build/compile-wasm.ts.",
    "export const SCAN_VECTORS_WASM =",
    `${lines.map((line) => `  "${line}"`).join(" +\n")};`,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, await compileWasm());
