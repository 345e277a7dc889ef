import { InvalidArgumentError } from "commander";

/** Reads an option as a whole number from 0. */
export function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("A whole number is wanted.");
  return Number(value);
}
