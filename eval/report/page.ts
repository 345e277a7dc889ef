import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { markup, type Markup, trusted } from "./markup.js";

const STYLE = readFileSync(new URL("./style.css", import.meta.url), "utf8");
/** The page's own style sheet and nothing else: text of documents that gets past the escaping still cannot act. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** A whole page that needs no other file, no network and no script. */
export function page(title: string, navigation: readonly [id: string, label: string][], content: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Sections"><ul>${navigation.map(([id, label]) => markup`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>
<main id="content">
${content}
</main>
</body>
</html>
`.html;
}
