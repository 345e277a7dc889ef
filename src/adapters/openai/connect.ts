import { connect } from "node:net";
import { FootnoteError } from "../../domain/errors.js";
import type { Endpoint } from "./endpoint.js";
import { TransientFailure } from "./retry.js";

/** Longest wait for a connection, name lookup included. */
const CONNECT_MS = 1_500;

/**
 * Resolves once the endpoint takes connections. Node's own `fetch` waits ten seconds for one, and a caller of it cannot
 * tell a host that is away from a model that thinks.
 * @throws TransientFailure when it is refused, FootnoteError LLM_UNAVAILABLE when nothing answers, ABORTED
 */
export function createReachableCheck({ url, name }: Endpoint): (signal?: AbortSignal) => Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");

  return async function reachable(signal) {
    await new Promise<void>((resolve, reject) => {
      const socket = connect({ host, port: Number(port) || (protocol === "https:" ? 443 : 80) });
      const end = (error?: Error): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        socket.destroy();
        if (error) reject(error);
        else resolve();
      };
      const abort = (): void => end(new FootnoteError("ABORTED", "The model was not waited for."));
      const hint = "Check OPENAI_BASE_URL and the network.";
      const timer = setTimeout(() => {
        const message = `${name} cannot be reached within ${CONNECT_MS / 1_000} s.`;
        end(new FootnoteError("LLM_UNAVAILABLE", message, { hint }));
      }, CONNECT_MS);
      socket.once("connect", () => end());
      socket.once("error", ({ code = "connection error" }: NodeJS.ErrnoException) => {
        const message = `${name} cannot be reached (${code}).`;
        end(new TransientFailure(new FootnoteError("LLM_UNAVAILABLE", message, { hint })));
      });
      signal?.addEventListener("abort", abort, { once: true });
    });
  };
}
