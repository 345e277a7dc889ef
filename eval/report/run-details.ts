import { settingPaths } from "../../src/profiles.js";
import { markup, type Markup } from "./markup.js";
import { type ReportRun, shownPath } from "./report-run.js";

/** How to get these figures again, and every setting behind them. */
export function runDetails({ parameters, summary }: ReportRun): Markup {
  const { suite, data, profile, limit, seed, strict, cached, flags, settings } = parameters;
  const options = [
    `--data ${shownPath(data)}`,
    `--profile ${profile}`,
    limit !== null && `--limit ${limit}`,
    `--seed ${seed}`,
    strict && "--strict",
    !cached && "--no-cache",
  ].filter(Boolean);
  return markup`<section aria-labelledby="run"><h2 id="run">The run</h2>
<p>${summary.seconds} s; model outputs ${cached ? "came from the cache, so there are no latencies" : "were computed anew"}. The suite and its main options (settings replaced with <code>--set</code> are below):</p>
<pre tabindex="0"><code>npm run -s footnote -- eval ${suite} ${options.join(" ")}</code></pre>
<details class="data"><summary>All settings</summary><table><caption>Settings of the pipeline and of the suite</caption><thead><tr><th scope="col">Setting</th><th scope="col">Value</th></tr></thead><tbody>${[
    ...settingPaths(settings).map((path) => [path, valueAt(settings, path)] as const),
    ...Object.entries(flags).map(([name, value]) => [`--${name}`, value] as const),
  ].map(
    ([name, value]) =>
      markup`<tr><th scope="row"><code>${name}</code></th><td>${typeof value === "string" ? shownPath(value) : JSON.stringify(value)}</td></tr>`,
  )}</tbody></table></details>
</section>`;
}

function valueAt(settings: object, path: string): unknown {
  return path.split(".").reduce<unknown>((group, key) => (group as Record<string, unknown>)[key], settings);
}
