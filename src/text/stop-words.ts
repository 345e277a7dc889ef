/** English function words, and what is left of their contractions: they say nothing about a passage's subject. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a able about across after again all almost also am among an and any are aren as at be because been between both but
  by can cannot could couldn d dear did didn do does doesn doing don during each either else ever every few for from
  further get got had has hasn have haven he her here hers him his how however i if in into is isn it its just least
  let like likely ll many may me might more most much must my neither no nor not of off often on once only or other
  our over own rather re said same say says she should shouldn since so some such t than that the their them then
  there these they this tis to too twas under us ve very wants was wasn we were weren what when where which while who
  whom why will with would wouldn yet you your`.split(/\s+/),
);
