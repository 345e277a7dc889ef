import { describe, expect, it } from "vitest";
import { foreignScript } from "../../src/ingest/foreign-script.js";

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
