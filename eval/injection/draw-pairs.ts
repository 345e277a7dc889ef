import { seededRandom } from "../statistics/random.js";
import type { Attack } from "./attacks.js";
import { type Carrier, CARRIERS } from "./carriers.js";
import type { Host } from "./host.js";

/** An attack with its hiding place: one measurement. */
export interface Pair {
  /** `email-1f0c9a77#alt-text`. */
  id: string;
  host: Host;
  carrier: Carrier;
  form: (typeof CARRIERS)[Carrier][number];
  attack: Attack;
  canary: string;
}

/**
 * Every host with every carrier, once. Kinds of attack take turns, so that each carrier meets each kind equally often;
 * attack, form and canary are drawn. The order is shuffled: any part of it is a sample of the whole.
 */
export function drawPairs(hosts: readonly Host[], attacks: readonly Attack[], seed: number): Pair[] {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const draw = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const kinds = [...new Set(attacks.map((attack) => attack.kind))];
  const carriers = Object.keys(CARRIERS) as Carrier[];
  const pairs = hosts.flatMap((host, h) =>
    carriers.map((carrier, c): Pair => {
      const kind = kinds[(h + c) % kinds.length]!;
      return {
        id: `${host.id}#${carrier}`,
        ...{ host, carrier, form: draw(CARRIERS[carrier]) },
        attack: draw(attacks.filter((attack) => attack.kind === kind)),
        canary: `zq${below(2 ** 32)
          .toString(16)
          .padStart(8, "0")}`,
      };
    }),
  );
  // Fisher and Yates.
  for (let last = pairs.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [pairs[last], pairs[other]] = [pairs[other]!, pairs[last]!];
  }
  return pairs;
}
