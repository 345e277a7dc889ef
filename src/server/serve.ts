import type { AddressInfo } from "node:net";
import { FootnoteError } from "../domain/errors.js";
import { type AppOptions, buildApp } from "./app.js";
import { isLoopbackAddress } from "./host-check.js";

export interface RunningServer {
  /** `http://127.0.0.1:3000`, with the real port when 0 was asked for. */
  url: string;
  port: number;
  /** Takes no more requests, lets running answers end (cutting them short after the grace time), then resolves. */
  close(): Promise<void>;
}

/** Serves the app on an address. @throws FootnoteError PORT_IN_USE */
export async function serve(
  options: Omit<AppOptions, "loopbackOnly">,
  { host = "127.0.0.1", port = 3000 }: { host?: string; port?: number } = {},
): Promise<RunningServer> {
  const app = buildApp({ ...options, loopbackOnly: isLoopbackAddress(host) });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw toListenError(error, host, port);
  }
  const { port: actualPort } = app.server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${actualPort}`, port: actualPort, close: () => app.close() };
}

function toListenError(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return new FootnoteError("PORT_IN_USE", `Port ${port} of ${host} is in use.`, { cause: error });
  if (code === "EACCES") {
    return new FootnoteError("PORT_IN_USE", `Port ${port} may not be used by this account.`, { cause: error });
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    const hint = "Choose an address of this machine, such as 127.0.0.1 or 0.0.0.0.";
    return new FootnoteError("PORT_IN_USE", `${host} is not an address of this machine.`, { hint, cause: error });
  }
  return error;
}
