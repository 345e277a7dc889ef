import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";

export interface SilentHost {
  /** `http://127.0.0.1:40123/v1` */
  baseUrl: string;
  close(): Promise<unknown>;
}

/** A wait after which a connection on loopback that is not made will not be. */
const REFUSAL_MS = 150;
const MAX_BACKLOG = 10;

/**
 * A host that answers no SYN, as one behind a firewall that drops packets: it listens in a thread that is blocked, and its
 * backlog is full. Linux drops what comes then; other systems may refuse it. @throws Error where it takes connections
 */
export async function unreachableHost(): Promise<SilentHost> {
  const { goAway, ...host } = await hostThatGoesAway();
  await goAway();
  return host;
}

/** A model that says "It rose [1]." to everyone until `goAway()` makes its host unreachable. */
export async function hostThatGoesAway(): Promise<SilentHost & { goAway(): Promise<void> }> {
  const thread = new Worker(ANSWER_UNTIL_BLOCKED, { eval: true });
  const port = await new Promise<number>((resolve) => thread.once("message", resolve));
  const filling: Socket[] = [];

  async function goAway(): Promise<void> {
    thread.postMessage("block");
    await new Promise((resolve) => thread.once("message", resolve));
    for (let i = 0; i < MAX_BACKLOG; i++) {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      filling.push(socket);
      const isConnected = await new Promise<boolean>((resolve) => {
        socket.once("connect", () => resolve(true));
        setTimeout(resolve, REFUSAL_MS, false);
      });
      if (!isConnected) return;
    }
    throw new Error("The backlog does not fill here.");
  }

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    goAway,
    async close() {
      for (const socket of filling) socket.destroy();
      await thread.terminate();
    },
  };
}

const ANSWER_UNTIL_BLOCKED = `
  const { createServer } = require("node:http");
  const { parentPort } = require("node:worker_threads");
  const choices = [{ index: 0, delta: { content: "It rose [1]." }, finish_reason: "stop" }];
  const chunk = { id: "1", object: "chat.completion.chunk", created: 0, model: "m", choices };
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end("data: " + JSON.stringify(chunk) + "\\n\\ndata: [DONE]\\n\\n");
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => parentPort.postMessage(server.address().port));
  parentPort.on("message", () => {
    parentPort.postMessage("blocked");
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;

/** A host that takes connections and reads; `talk` gets each, once something has been sent to it. */
export async function hostThat(talk: (socket: Socket) => void): Promise<SilentHost> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => talk(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}

const STREAM_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
const chunk = (content: string): string =>
  `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 0, model: "m", choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;

/** Takes the connection and the request, and says nothing. */
export const sendsNothing = (): void => undefined;

/** Headers of a stream, and nothing after them. */
export function sendsHeaders(socket: Socket): void {
  socket.write(STREAM_HEAD);
}

/** One byte of a stream at a time, so that there is always life and never a piece in time. */
export function dripsBytes(everyMs: number): (socket: Socket) => void {
  return (socket) => {
    const text = STREAM_HEAD + chunk("It rose and then it fell. ").repeat(1_000);
    let sent = 0;
    const timer = setInterval(() => socket.write(text.charAt(sent++)), everyMs);
    socket.once("close", () => clearInterval(timer));
  };
}

/** A word at a time, of a sentence that does not end. */
export function dripsWords(everyMs: number): (socket: Socket) => void {
  return (socket) => {
    socket.write(STREAM_HEAD);
    const timer = setInterval(() => socket.write(chunk("and on ")), everyMs);
    socket.once("close", () => clearInterval(timer));
  };
}
