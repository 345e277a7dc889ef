import fc from "fast-check";
import { expect, it } from "vitest";
import { replaceMembers } from "../../../eval/cleaning/replace-members.js";

it("changes the value of a member and no other byte", () => {
  const json =
    '{ "id":12345678901234567890, "score": 1.0,"question" :  "a \\"b\\" {", "meta":{"question":"x"}, "n":[ 1,"]" ] }';
  expect(replaceMembers(json, new Map([["question", '"new"']]))).toBe(json.replace('"a \\"b\\" {"', '"new"'));
  expect(replaceMembers(json, new Map([["n", "[]"]]))).toBe(json.replace('[ 1,"]" ]', "[]"));
});

it("replaces what JSON.parse would read, for any object however written", () => {
  const key = fc.string({ unit: "binary", maxLength: 6 }).filter((name) => name !== "__proto__");
  const object = fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { minKeys: 1, noNullPrototype: true });
  fc.assert(
    fc.property(object, fc.nat(), fc.string(), fc.constantFrom(0, 2), (value, pick, text, indent) => {
      const names = Object.keys(value);
      const name = names[pick % names.length]!;
      const replaced = replaceMembers(JSON.stringify(value, null, indent), new Map([[name, JSON.stringify(text)]]));
      expect(JSON.parse(replaced)).toEqual(JSON.parse(JSON.stringify({ ...value, [name]: text })));
    }),
    { numRuns: 50 },
  );
});
