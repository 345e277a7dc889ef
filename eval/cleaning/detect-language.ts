/** Letters outside the Latin script that tell a language, or a group of them, by themselves. */
const SCRIPTS: { name: string; pattern: RegExp }[] = [
  { name: "Japanese", pattern: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { name: "Korean", pattern: /\p{Script=Hangul}/gu },
  { name: "Chinese", pattern: /\p{Script=Han}/gu },
  { name: "Cyrillic script", pattern: /\p{Script=Cyrillic}/gu },
  { name: "Arabic script", pattern: /\p{Script=Arabic}/gu },
  { name: "Hebrew", pattern: /\p{Script=Hebrew}/gu },
  { name: "Greek", pattern: /\p{Script=Greek}/gu },
  { name: "Devanagari script", pattern: /\p{Script=Devanagari}/gu },
  { name: "Thai", pattern: /\p{Script=Thai}/gu },
];

/** Frequent short words. A word of several languages counts for each of them, so it decides nothing between them. */
const FUNCTION_WORDS: Record<string, ReadonlySet<string>> = {
  English: wordSet(
    "the a of and to in is are was were that for with as by on at from this be it an which or who what when where how why does do did should can not have has had its their they he she his her you your we our i my if there would could will been than but",
  ),
  German: wordSet(
    "der die das und ist sind war wird ein eine einer eines einem einen nicht mit von zu den dem des für auf im in wie was wer wo wann warum ich sie er es wir auch als an bei nach aus oder dass kann hat haben werden über",
  ),
  French: wordSet(
    "le la les de des du un une et est sont dans que qui quel quelle pour pas par sur avec ce cette il elle ils nous vous je ne se au aux en où comment pourquoi plus ou son sa ses été être",
  ),
  Spanish: wordSet(
    "el la los las de del y es son en un una que qué quién cómo dónde cuándo por para con no se su sus al lo como más pero este esta está fue ser ha muy cuál",
  ),
  Italian: wordSet(
    "il lo la gli le di del della dei delle e è sono in un una che chi come dove quando perché per con non si su al alla da dal nel nella più ma questo questa anche ha",
  ),
  Portuguese: wordSet(
    "o os a as de do da dos das e é são em no na um uma que quem como onde quando por para com não se ao mais mas este esta foi ser seu sua também",
  ),
  Dutch: wordSet(
    "de het een en is zijn van in op te dat die voor met niet aan er om wat wie waar wanneer hoe waarom ik hij zij we ook als bij naar uit of kan heeft worden deze dit door over",
  ),
};

/** Share of letters a script must have. */
const MIN_SCRIPT_SHARE = 0.4;
/** Different function words a language in Latin letters must have more than the next: names bring one or two. */
const MIN_LEAD = 3;
/** The share of the different words that must be function words of the language. */
const MIN_WORD_SHARE = 0.1;
const WEB_ADDRESS = /\S+:\/\/\S+|\S+\.(?:com|org|net|de|fr|edu|gov)\b\S*/gi;
/** What is read of a long text. */
const MAX_LENGTH = 2_000;

/** The language of a text, or its script; null when the text is too short or mixed to tell. */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, MAX_LENGTH).replace(WEB_ADDRESS, " ");
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  // Japanese mixes its own letters with Chinese ones: a few are enough.
  for (const { name, pattern } of SCRIPTS) {
    const share = (sample.match(pattern)?.length ?? 0) / letters;
    if (share >= (name === "Japanese" ? MIN_SCRIPT_SHARE / 4 : MIN_SCRIPT_SHARE)) return name;
  }
  const words = [...new Set(sample.toLowerCase().match(/\p{L}+/gu) ?? [])];
  const scores = Object.entries(FUNCTION_WORDS).map(([name, functionWords]) => ({
    name,
    count: words.filter((word) => functionWords.has(word)).length,
  }));
  const [best, next] = scores.sort((a, b) => b.count - a.count);
  const clear = best!.count - next!.count >= MIN_LEAD;
  return clear && best!.count / words.length >= MIN_WORD_SHARE ? best!.name : null;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
