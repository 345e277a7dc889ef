import { describe, expect, it } from "vitest";
import { foreignLanguage, foreignScript } from "../../src/ingest/foreign-language.js";

describe("foreignScript", () => {
  it.each([
    ["Поиск по документам находит отрывки и показывает источники.", "Cyrillic"],
    ["文書を検索して、答えの根拠となる文章を示します。すべての文に引用があります。", "Hiragana"],
    ["検索引擎在文檔中查找段落並顯示每個句子的來源和引用位置。", "Han"],
    ["يبحث المحرك في المستندات ويعرض مصدر كل جملة.", "Arabic"],
  ])("names the script of %s", (text, script) => {
    expect(foreignScript(text)).toBe(script);
  });

  it.each([
    ["English with α, β and Δ in its formulas, and Москва named once."],
    ["Ein Satz auf Deutsch über die Größe der Wörter, déjà vu."],
    ["12345 67890 --- 😀😀😀"],
    ["Да."],
    [""],
  ])("says nothing of %s", (text) => {
    expect(foreignScript(text)).toBeNull();
  });

  it("calls a script it has no name for another", () => {
    expect(foreignScript("ᠮᠣᠩᠭᠣᠯ ".repeat(10))).toBe("another");
  });
});

describe("foreignLanguage", () => {
  const texts = {
    German:
      "Die Suche findet Absätze in den Dokumenten und zeigt, woher jeder Satz stammt. Wer eine Frage stellt, bekommt eine " +
      "kurze Antwort, in der jede Aussage belegt ist. Fehlt ein Beleg, so sagt das Programm, dass es die Antwort nicht kennt.",
    French:
      "La recherche trouve des passages dans les documents et montre d'où vient chaque phrase. Celui qui pose une question " +
      "reçoit une réponse courte, dans laquelle chaque affirmation est vérifiée. Sans preuve, le programme le dit.",
    Spanish:
      "La búsqueda encuentra pasajes en los documentos y muestra de dónde viene cada frase. Quien hace una pregunta recibe " +
      "una respuesta corta en la que cada afirmación está comprobada. Sin pruebas, el programa dice que no lo sabe.",
  };

  it.each(Object.entries(texts))("tells %s", async (language, text) => {
    expect(await foreignLanguage(text)).toBe(language);
  });

  it("names a script where that is enough", async () => {
    expect(await foreignLanguage("Поиск по документам находит отрывки и показывает источники.")).toBe(
      "Cyrillic script",
    );
  });

  it.each([
    ["a short text", texts.German.slice(0, 100)],
    [
      "English that quotes",
      `${"The German original is longer than its translation, as often. ".repeat(4)}${texts.German}`,
    ],
    ["names", "Jürgen Müller, François Dupont, José García, Zoë Brontë, Søren Ågård, Łukasz Żak. ".repeat(5)],
    ["identifiers", "readFileSync writeFileSync mkdirSync openSync closeSync statSync fstatSync lstatSync ".repeat(5)],
  ])("says nothing of %s", async (_, text) => {
    expect(await foreignLanguage(text)).toBeNull();
  });
});
