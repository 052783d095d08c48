import { factOf, foldKey } from './fact-keys.ts';

/** A `Key: value` of a text. */
export interface Label {
  readonly key: string;
  readonly value: string;
}

/** A longer line is no line of labels. */
const LONGEST = 600;

/** A colon with a value behind it, bold letters, a bar: an address has a colon, and most lines have one for that. */
const MAY_HAVE = /[:：]\s|\*\*|__|\|/;
const BOLD =
  /(?:\*\*|__)([^*_:|\n]{1,48}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:)\s*([^|\n]*?)(?=\s*(?:[|·•]\s*|\s)(?:\*\*|__)[^*_:|\n]{1,48}:|\s*\|?\s*$)/g;
const ROW = /^\|\s*(?:\*\*|__)?([^|*\n]{1,48}?):?(?:\*\*|__)?\s*\|\s*([^|\n]+?)\s*\|\s*$/;
const PLAIN = /^(?:[-*+>]\s+|[*_]{1,2})?(\p{L}[\p{L}\p{N} _-]{0,30}?)\s*[:：]\s+(\S.*?)[*_]{0,2}\s*$/u;

/**
 * The labels that a line is made of: `**Date:** …`, several with bars between them, a row of a table; a plain `Key: value` only where its key
 * says something that canon asks for. Empty for any other line.
 */
export function labelsOf(line: string): Label[] {
  if (line.length > LONGEST || !MAY_HAVE.test(line)) return [];
  // A list marker, a quote's, an emoji.
  const lead = /^[^\p{L}\p{N}*_|`#<[]{0,8}/u.exec(line)?.[0].length ?? 0;
  const marked = /^\s{0,3}[-*+]\s+/.exec(line)?.[0].length ?? lead;
  const text = line.slice(Math.max(lead, marked)).trim();
  if (text.startsWith('**') || text.startsWith('__')) {
    return [...text.matchAll(BOLD)].map((match) => ({ key: match[1] ?? '', value: match[2] ?? '' }));
  }
  const row = ROW.exec(text);
  if (row) return isKnown(row[1] ?? '') ? [{ key: row[1] ?? '', value: row[2] ?? '' }] : [];
  const plain = PLAIN.exec(line.trim());
  return plain && isKnown(plain[1] ?? '') ? [{ key: plain[1] ?? '', value: plain[2] ?? '' }] : [];
}

const isKnown = (key: string): boolean => factOf(foldKey(key)) !== undefined;
