/** A fresh process for one engine: told what to measure by its parent, sends the figures back, ends. */
import { loadEngine } from "./engines/index.js";
import { type Assignment, type Figures, measureBuild, measureStart } from "./measure.js";

export interface Order extends Assignment {
  /** One of `ENGINE_KEYS`. */
  engine: string;
  /** Opens what an earlier process built instead of building. */
  start: boolean;
}

export type Reply = { figures: Figures } | { failure: string };

process.once("disconnect", () => process.exit(1));
process.once("message", (order: Order) => {
  loadEngine(order.engine)
    .then((engine) => (order.start ? measureStart(engine, order) : measureBuild(engine, order)))
    .then((figures): Reply => ({ figures }))
    .catch((error: unknown): Reply => ({ failure: error instanceof Error ? error.message : String(error) }))
    .then((reply) => process.send!(reply, () => process.exit(0)))
    .catch(() => process.exit(1));
});
