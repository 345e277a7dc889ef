import { stem } from "../../text/tokens.js";
import { type AlignedWord, contextsBefore, isSameSubject } from "./align.js";
import type { Check } from "./check.js";

const PAIRS = `
  more/less more/fewer higher/lower highest/lowest high/low larger/smaller largest/smallest large/small
  bigger/smaller biggest/smallest greater/smaller greater/less greatest/least faster/slower fastest/slowest fast/slow
  longer/shorter longest/shortest long/short better/worse best/worst stronger/weaker strong/weak cheaper/costlier
  cheap/expensive cheaper/dearer easier/harder easy/hard easy/difficult simpler/harder older/younger older/newer oldest/newest
  oldest/youngest old/new old/young earlier/later earliest/latest early/late first/last before/after above/below over/under
  increase/decrease increase/reduce raise/lower rise/fall rose/fell grow/shrink grew/shrank gain/lose win/lose won/lost
  improve/worsen improve/degrade accept/reject allow/forbid allow/prevent permit/forbid allow/deny enable/disable include/exclude
  add/remove add/subtract open/close opened/closed start/end begin/end start/stop begin/finish buy/sell bought/sold
  borrow/lend import/export push/pull send/receive import/exports always/never often/rarely often/seldom usually/rarely
  maximum/minimum maximise/minimise maximize/minimize upper/lower inner/outer inside/outside internal/external
  north/south northern/southern east/west eastern/western northeast/southwest left/right top/bottom front/back up/down
  upward/downward positive/negative true/false public/private required/optional mandatory/optional possible/impossible
  synchronous/asynchronous static/dynamic local/remote local/global temporary/permanent temporary/lasting success/failure
  succeed/fail successful/failed success/fail full/empty heavy/light deep/shallow wide/narrow thick/thin hot/cold warm/cool
  dry/wet rich/poor male/female man/woman men/women husband/wife father/mother son/daughter brother/sister king/queen boy/girl
  majority/minority major/minor common/rare frequent/rare known/unknown visible/hidden safe/dangerous legal/illegal
  help/harm protect/expose attract/repel expand/contract ascend/descend support/oppose agree/disagree alive/dead birth/death
  born/died summer/winter spring/autumn morning/evening day/night ancient/modern past/future single/multiple
  sparse/dense explicit/implicit direct/indirect active/passive primary/secondary senior/junior even/odd parent/child
  client/server read/write encode/decode encrypt/decrypt lock/unlock install/uninstall load/save import/export
  precede/follow preceding/following exact/approximate complete/incomplete relevant/irrelevant strict/relaxed
  twice/half double/halve doubled/halved doubles/halves with/without
`
  .trim()
  .split(/\s+/)
  .map((pair) => pair.split("/") as [string, string]);

/** Opposites of a word. Kept as written: "longer" is no form of "long" here, and Porter's stem would not bring them together. */
const OPPOSITES = new Map<string, Set<string>>();
for (const [a, b] of PAIRS) {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const set = OPPOSITES.get(stem(from)) ?? new Set();
    OPPOSITES.set(stem(from), set.add(stem(to)));
  }
}

/** Whether a word of the sentence stands where the passage has its opposite: "before" for "after", "rose" for "fell". */
export const checkOpposites: Check = (alignment) => {
  if (!isSameSubject(alignment)) return null;
  const { claim, closest, claimWords, closestWords } = alignment;
  const inClaim = new Set(claimWords.map((word) => word.stem));
  const inPassage = new Set(closestWords.map((word) => word.stem));
  // By the word and the one after it, on which alone it depends what is found.
  const known = new Map<string, AlignedWord | undefined>();
  for (const [i, word] of claimWords.entries()) {
    const opposites = OPPOSITES.get(word.stem);
    if (!opposites) continue;
    // Where a side has both words, only the place tells: the same word must follow.
    const next = claimWords.slice(i + 1, i + 4).find(({ isMatched, isContent }) => isMatched && isContent);
    const key = `${word.stem} ${next?.stem ?? ""}`;
    if (!known.has(key)) known.set(key, findOpposite(word, opposites, next));
    const opposite = known.get(key);
    if (!opposite) continue;
    const said = claim.slice(word.start, word.end);
    const instead = closest.slice(opposite.start, opposite.end);
    const reason = `The passage says "${instead}", the sentence "${said}".`;
    return { kind: "opposite", effect: "contradicts", reason, span: { start: word.start, end: word.end } };
  }
  return null;

  function findOpposite(
    word: AlignedWord,
    opposites: ReadonlySet<string>,
    next: AlignedWord | undefined,
  ): AlignedWord | undefined {
    const set = new Set([...opposites].filter((other) => inPassage.has(other) && stands(word, other, next)));
    return set.size > 0 ? closestWords.find((other) => set.has(other.stem)) : undefined;
  }

  function stands(word: AlignedWord, opposite: string, next: AlignedWord | undefined): boolean {
    if (!inClaim.has(opposite) && !word.isMatched) return true;
    // Both sides have both: they are set against each other, whichever comes first.
    if (!next || (inClaim.has(opposite) && inPassage.has(word.stem))) return false;
    const contexts = contextsBefore(closest, closestWords, next.stem, 3);
    const own = contextsBefore(claim, claimWords, next.stem, 3);
    return (
      contexts.length > 0 &&
      contexts.every((context) => has(context, opposite) && !has(context, word.stem)) &&
      own.every((context) => has(context, word.stem) && !has(context, opposite))
    );
  }
};

function has(context: readonly AlignedWord[], stem: string): boolean {
  return context.some((word) => word.stem === stem);
}
