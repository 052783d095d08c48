import type { PageState } from './state.ts';
import type { Found } from './body.ts';

/** A piece of running text: what is named there has a link. */
export interface Piece {
  readonly text: string;
  readonly found?: Found;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}_-]*(?:#[wq]\d{1,6}(?![\p{L}\p{N}]))?/gu;
const COMMIT = /^(?=.*[a-f])(?=.*\d)[0-9a-f]{7,40}$/;
const ID = /^(?=[^#]*\d)(?=[^#]*-)[^#]{4,128}(?:#[wq]\d+)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
// Part of an address, a path, a mail address or a file's name.
const BEFORE = /[\p{L}\p{N}/\\#@=&?:~+%_-]$/u;
const AFTER = /^(?:[/\\@%_-]|\.[\p{L}\p{N}_])/u;

/**
 * Cuts running text at the commits and records that it names.
 * @returns undefined where there are none, which is usual
 */
export function mentionsIn(text: string, page: PageState): Piece[] | undefined {
  if (!/\d/.test(text)) return undefined;
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const isCommit = COMMIT.test(word);
    if (!isCommit && (!ID.test(word) || DATE.test(word))) continue;
    const end = index + word.length;
    if (page.mentions <= 0) break;
    if (BEFORE.test(text.slice(Math.max(0, index - 2), index))) continue;
    if (!isRange(text, end) && AFTER.test(text.slice(end, end + 3))) continue;
    page.mentions--;
    const found = isCommit ? commit(word, page) : page.resolver.record(word);
    if (!found) continue;
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: word, found });
    from = end;
  }
  if (from === 0) return undefined;
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** `1c9e0d2..cde35f6` names two. */
const isRange = (text: string, at: number): boolean => text.startsWith('..', at);

function commit(sha: string, { resolver }: PageState): Found | undefined {
  const href = resolver.commit(sha);
  return href === undefined ? undefined : { href };
}
