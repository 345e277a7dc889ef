import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasRightCheckDigits } from "../../../eval/cleaning/pii/find-ibans.js";
import { hasLuhnCheckDigit } from "../../../eval/cleaning/pii/find-payment-cards.js";
import { findPii, maskPii } from "../../../eval/cleaning/pii/mask-pii.js";
import { clean } from "./cleaning-fixtures.js";

/** `<...>` marks what must be masked, with nothing around it. */
const MASKED: Record<string, string[]> = {
  EMAIL: [
    "Write to <jane.doe+news@mail.example.co.uk>.",
    "mailto:<a@b.de>",
    "<x_y%z@sub.host.museum>, and more",
    "(<müller@köln.de>)",
    "First <a@b.org>; then <c@d.org>.",
  ],
  PHONE: [
    "Call <+44 20 7946 0958> today.",
    "<+12125550199>",
    "Tel.: <+41 (0)79 201 0211>, mail",
    "Tel.: <(+86)28 85423680>",
    "<(212) 555-0199> or <212-555-0199>.",
    "<212.555.0199>",
    "<1-800-555-0199>",
    "<01 23 45 67 89>",
    "<020 7946 0958>",
    "<07700 900123>",
    "call me at <555-0199>",
    "My phone number is <2125550199>.",
    "Fax <030/901820>".replace("030/901820", "030 901820"),
  ],
  CARD: [
    "Card <4111 1111 1111 1111> please",
    "<5555-5555-5555-4444>",
    "<378282246310005>",
    "<3782 822463 10005>",
    "<6011111111111117>.",
    "<30569309025904>",
    "card <4111 1111 1111 1111> 12/29 123",
    "order 5: <4111111111111111> 999",
  ],
  IBAN: ["IBAN <DE89 3704 0044 0532 0130 00>.", "<GB82WEST12345698765432>", "<NO93 8601 1117 947>, thanks"],
  IP: [
    "from <203.0.113.9> again",
    "http://<198.51.100.23>/x",
    "ip 8.8.8.8".replace("8.8.8.8", "<8.8.8.8>"),
    "<2001:db8::8a2e:370:7334>",
  ],
  ADDRESS: [
    "I live at <123 Main Street>.",
    "Send it to <42 Elm Ave., Springfield, IL 62704>.",
    "<500 Arcola Rd, Collegeville, PA 19426>",
    "<10 Downing Street, London SW1A 2AA>",
    "<221B Baker Street, Apt 4>",
    "Er wohnt in der <Hauptstraße 12>.",
    "<P.O. Box 1487>",
  ],
};

const KEPT: Record<string, string[]> = {
  "versions and sections": [
    "Node 20.20.2",
    "version 1.2.3.4",
    "v10.20.30.40",
    "Chrome 91.0.4472.124",
    "section 12.3.4.5",
    "1.2.3.4",
    "2.10.1-rc.3",
  ],
  "dates and times": [
    "2024-05-17",
    "17.05.2024 10:30",
    "01/02/2003",
    "2024 05 17",
    "12:30:45",
    "20240517",
    "1990-05-01 to 1991-06-02",
  ],
  "years and ranges": [
    "1990-1995",
    "1914–1918",
    "(1998-2003, n=313)",
    "in 1923 Wall Street fell",
    "pages 200-300 and 4000",
  ],
  "numbers of books and papers": [
    "ISBN 978-3-16-148410-0",
    "ISBN: 0-306-40615-2",
    "ISBN 0306406152",
    "ISSN 0317-8471",
    "doi:10.1016/j.cell.2020.05.001",
    "10.1000/182 123-4567",
    "PMID 31978945",
    "arXiv:2104.08663",
    "Cell 2002 109 497 508",
    "EC 1.14.16.2",
  ],
  amounts: [
    "3.14159265358979",
    "1,234,567,890",
    "$212 555 0199",
    "5 000 000 000",
    "212 555 0199 811 4000",
    "6.02214076e23",
    "95% CI (1.067-4.230)",
    "+1.5 million",
    "+300",
  ],
  code: [
    "`212-555-0199`",
    "```\nx = 212-555-0199\n```",
    "const area = 212-555-0199;",
    "git clone git@github.com:owner/name.git",
    "npm i left-pad@1.3.0",
    "@types/node",
    "std::vector<int>",
    "00:1A:2B:3C:4D:5E",
    "id 123e4567-e89b-12d3-a456-426614174000",
    "https://example.com/212-555-0199",
    "sha 4111111111111111abcdef",
  ],
  "almost a card or an account": [
    "4111 1111 1111 1111 1111",
    "1995 4111 1111 1111 1111",
    "4111 1111 1111 1112",
    "1234567890123452",
    "9781234567897",
    "DE88 3704 0044 0532 0130 00",
    "XX89 3704 0044 0532 0130 00",
  ],
  "no machine's address": ["127.0.0.1", "0.0.0.0", "255.255.255.0", "256.1.2.30", "::1"],
  "films and streets": [
    "21 Jump Street",
    "the 42nd Street musical",
    "10 Cloverfield Lane",
    "12 Angry Men",
    "5 Way Stop",
  ],
};

describe("personal data is masked", () => {
  const cases = Object.entries(MASKED).flatMap(([type, texts]) => texts.map((text) => [type, text] as const));
  it.each(cases)("%s: %s", (type, text) => {
    expect(maskPii(text.replace(/[<>]/g, ""))).toBe(text.replace(/<[^>]*>/g, `[${type}]`));
  });
});

describe("nothing else is masked:", () => {
  const cases = Object.entries(KEPT).flatMap(([kind, texts]) => texts.map((text) => [kind, text] as const));
  it.each(cases)("%s: %s", (_, text) => expect(maskPii(text)).toBe(text));
});

describe("check digits", () => {
  it("accept and refuse as arithmetic says", () => {
    // 79927398713, digits from the right, every second doubled: 3+2+7+7+9+6+7+4+9+9+7 = 70.
    expect(hasLuhnCheckDigit("79927398713")).toBe(true);
    expect(hasLuhnCheckDigit("79927398710")).toBe(false);
    // GB82 WEST ...: 3214282912345698765432161182 modulo 97 is 1.
    expect(3214282912345698765432161182n % 97n).toBe(1n);
    expect(hasRightCheckDigits("GB82WEST12345698765432")).toBe(true);
  });

  it("find every card with the right one, and none with another", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^4\d{14}$/), fc.integer({ min: 1, max: 9 }), (body, off) => {
        const digit = [..."0123456789"].find((last) => hasLuhnCheckDigit(body + last))!;
        expect(maskPii(`card ${body}${digit}.`)).toBe("card [CARD].");
        expect(maskPii(`card ${body}${(Number(digit) + off) % 10}.`)).not.toContain("[CARD]");
      }),
    );
  });

  it("find every German account with the right ones, in groups or not, and none with others", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{18}$/),
        fc.boolean(),
        fc.integer({ min: 1, max: 96 }),
        (account, grouped, off) => {
          const check = 98n - (BigInt(`${account}131400`) % 97n);
          const iban = (digits: bigint): string => {
            const plain = `DE${String(digits).padStart(2, "0")}${account}`;
            return grouped ? plain.replace(/(.{4})(?=.)/g, "$1 ") : plain;
          };
          expect(maskPii(`to ${iban(check)}.`)).toBe("to [IBAN].");
          const wrong = ((check + BigInt(off) - 2n) % 97n) + 2n;
          expect(maskPii(`to ${iban(wrong)}.`)).not.toContain("[IBAN]");
        },
      ),
    );
  });
});

describe("masking", () => {
  const piece = fc.oneof(
    fc
      .constantFrom(...Object.values(MASKED).flat(), ...Object.values(KEPT).flat())
      .map((text) => text.replace(/[<>]/g, "")),
    fc.string(),
  );

  it("leaves nothing to mask, and spans in order without overlap", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join(" ; ");
        const spans = findPii(text);
        spans.forEach((span, i) => expect(span.start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0));
        const masked = maskPii(text);
        expect(maskPii(masked)).toBe(masked);
      }),
    );
  });

  it("finds what stood too close to other data", () => {
    expect(maskPii("4111 1111 1111 1111 212-555-0199")).toBe("[CARD] [PHONE]");
  });

  it("masks no decimal, date, year range or version of any value", () => {
    const part = fc.nat({ max: 9_999 });
    const harmless = fc.oneof(
      // As large as 10^12 a whole number may have the digits of a card.
      fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map(String),
      fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }).map((date) => date.toISOString()),
      fc
        .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      fc.tuple(fc.integer({ min: 1000, max: 2100 }), fc.integer({ min: 1000, max: 2100 })).map(([a, b]) => `${a}-${b}`),
      fc.tuple(part, part, part).map((parts) => `version ${parts.join(".")}`),
      fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }).map((value) => value.toLocaleString("en")),
    );
    fc.assert(
      fc.property(harmless, (text) => {
        expect(maskPii(`It was ${text} then.`)).toBe(`It was ${text} then.`);
      }),
      { numRuns: 500 },
    );
  });

  it.each(["1 ", "+1", "a.", "a@", "1.", "1-", ":1", "0 1", "DE12 ", "call 1 ", "1 Aa ", "4111 ", "(0"])(
    "takes linear time on a long run of %j",
    (unit) => {
      const startedAt = performance.now();
      maskPii(unit.repeat(100_000 / unit.length));
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    },
  );

  it("keeps what was masked out of every finding", async () => {
    const { files, findings } = await clean({
      "a.jsonl": [{ question: "Is jane@doe.org right?", answers: ["Yes, call 212-555-0199", "ask jane@doe.org"] }],
    });
    expect(files[0]!.split.rows[0]).toMatchObject({
      question: "Is [EMAIL] right?",
      answers: ["Yes, call [PHONE]", "ask [EMAIL]"],
    });
    expect(findings.changed.pii).toEqual({ "a.jsonl": { EMAIL: 1, PHONE: 1 } });
    expect(findings.flagged).toMatchObject([{ reason: "masked", detail: "EMAIL PHONE", text: "Is [EMAIL] right?" }]);
    expect(JSON.stringify(findings)).not.toMatch(/jane|0199/);
  });
});
