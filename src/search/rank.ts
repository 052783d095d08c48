import type { Found } from './find.ts';

/** Scores that differ by less than this are as good as each other. */
const LIKE = Math.log(1.25);
/** What has been replaced stands behind what is a little worse. */
const REPLACED = 0.75;

/**
 * In the order in which they are shown: by relevance; of those that fit about as well what nothing has replaced first,
 * then the newest.
 */
export function ranked(found: readonly Found[]): Found[] {
  const band = ({ score, doc }: Found): number =>
    score === 0 ? 0 : Math.round(Math.log(doc.supersededBy === '' ? score : score * REPLACED) / LIKE);
  return found
    .map((one) => ({ one, band: band(one), over: one.doc.supersededBy === '' ? 0 : 1 }))
    .sort((a, b) => b.band - a.band || a.over - b.over || b.one.at - a.one.at)
    .map(({ one }) => one);
}
