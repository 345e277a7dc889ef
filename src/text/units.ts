/** Units by what they measure, each with its size in the dimension's base unit. */
const DIMENSIONS: Record<string, Record<string, number>> = {
  time: {
    "ns|nanoseconds?": 1e-9, "µs|us|microseconds?": 1e-6, "ms|milliseconds?": 1e-3, "s|secs?|seconds?": 1, "mins?|minutes?": 60,
    "h|hrs?|hours?": 3_600, "days?": 86_400, "weeks?": 604_800, "months?": 2_629_746, "years?|yrs?": 31_556_952,
    "decades?": 315_569_520, "century|centuries": 3_155_695_200,
  },
  length: {
    "nm|nanomet(?:re|er)s?": 1e-9, "mm|millimet(?:re|er)s?": 1e-3, "cm|centimet(?:re|er)s?": 1e-2, "m|met(?:re|er)s?": 1,
    "km|kilomet(?:re|er)s?": 1e3, "miles?|mi": 1_609.344, "feet|foot|ft": 0.3048, "inch|inches": 0.0254, "yards?|yd": 0.9144,
  },
  mass: {
    "mg|milligrams?": 1e-6, "g|grams?": 1e-3, "kg|kilograms?|kilos?": 1, "tons?|tonnes?": 1e3, "lbs?": 0.45359, "ounces?|oz": 0.02835,
  },
  data: {
    "bits?": 0.125, "bytes?|b": 1, "kb|kilobytes?": 1e3, "mb|megabytes?": 1e6, "gb|gigabytes?": 1e9, "tb|terabytes?": 1e12,
    "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824,
  },
  frequency: { "hz|hertz": 1, "khz": 1e3, "mhz": 1e6, "ghz": 1e9 },
  area: { "acres?": 4_047, "hectares?|ha": 1e4, "km2|km²": 1e6 },
  volume: { "lit(?:re|er)s?|l": 1, "millilit(?:re|er)s?|ml": 1e-3, "gallons?": 3.785 },
  dollars: { "dollars?|usd": 1, "cents?": 0.01 },
  euros: { "euros?|eur": 1 },
  pounds: { "pounds?|gbp": 1 },
  yen: { "yen|jpy": 1 },
  celsius: { "°c|celsius|degrees celsius": 1 },
  fahrenheit: { "°f|fahrenheit|degrees fahrenheit": 1 },
  points: { "points?|percentage points?": 1 },
  // "4 bits" and "4 bytes" differ by a factor; dimensions and parameters do not convert at all.
  tokens: { "tokens?": 1 }, words: { "words?": 1 }, characters: { "characters?|chars?": 1 }, sentences: { "sentences?": 1 },
  people: { "people|persons?": 1 }, times: { "times|-?fold": 1 },
}; // prettier-ignore

export interface Unit {
  dimension: string;
  /** Size in the dimension's base unit. */
  size: number;
}

const PATTERNS = Object.entries(DIMENSIONS).flatMap(([dimension, units]) =>
  Object.entries(units).map(([names, size]) => ({
    pattern: new RegExp(`^(?:${names})$`, "i"),
    unit: { dimension, size },
  })),
);
const SYMBOLS: Record<string, string> = { $: "dollars", "€": "euros", "£": "pounds", "¥": "yen" };
const cache = new Map<string, Unit | null>();

/** The unit that a word or symbol names; null for other words. */
export function unitOf(word: string): Unit | null {
  const name = SYMBOLS[word] ?? word.toLowerCase();
  let unit = cache.get(name);
  if (unit === undefined) {
    unit = PATTERNS.find(({ pattern }) => pattern.test(name))?.unit ?? null;
    if (cache.size < 10_000) cache.set(name, unit);
  }
  return unit;
}
