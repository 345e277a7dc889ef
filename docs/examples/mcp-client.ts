import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const args = ["run", "-s", "footnote", "--", "mcp", "--index", process.env.FOOTNOTE_INDEX ?? ".footnote"];
const client = new Client({ name: "example", version: "1" });
await client.connect(new StdioClientTransport({ command: "npm", args }));

const answer = await client.callTool({ name: "ask", arguments: { question: "What is BM25?" } });
console.log(answer.structuredContent);
const found = await client.callTool({ name: "search", arguments: { query: "BM25", limit: 3 } });
console.log(found.structuredContent);
await client.close();
