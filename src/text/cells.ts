import { eastAsianWidth } from 'get-east-asian-width';

// One cell each, told without the segmenter: Latin, Greek, Cyrillic, Armenian, dashes and quotes, currency
// signs, plain arrows, mathematical operators, boxes and the geometric shapes that are no emoji. Loading
// ICU's segmenter and emoji tables costs half of Node's own start, and most lines do not need them.
const NARROW =
  /^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u037A-\u0482\u048A-\u058F\u2010-\u2027\u2030-\u203B\u203D-\u2048\u204A-\u205E\u20A0-\u20BF\u2190-\u2193\u2200-\u22FF\u2500-\u25A9\u25AC-\u25B5\u25B7-\u25BF\u25C1-\u25FA]*$/;

// The colours that canon itself sets.
const COLORS = /\u001B\[[\d;]*m/g;

let segmenter: Intl.Segmenter | undefined;

/** Longer texts are taken in pieces: the segmenter takes much more than twice the time for twice the text. */
const PIECE = 2048;

/** What a reader takes for one character each (UAX #29). The segmenter is built on first use. */
export function clusters(text: string): string[] {
  segmenter ??= new Intl.Segmenter();
  const found: string[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + PIECE;
    // Never within a pair, which would be no character at all.
    if (/[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to += 1;
    for (const { segment } of segmenter.segment(text.slice(from, to))) found.push(segment);
  }
  return found;
}

/** Whether each character takes one cell, so that the text can be cut anywhere. */
export const isNarrow = (text: string): boolean => NARROW.test(text);

// Literals are cheap until they are used.
const visible = (): RegExp => /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}]/u;
// Emoji by presentation are wide by themselves; here are the sequences that become one.
const emoji = (): RegExp =>
  /^(?:\p{RI}{2}|[\d#*]\uFE0F?\u20E3|\p{Emoji}(?=.*\uFE0F)|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|\p{Extended_Pictographic}(?=.*\u200D.*\p{Extended_Pictographic}))/su;
const spacing = (): RegExp => /[\p{Mc}\uFF00-\uFFEF]/u;

/** Cells of one cluster: its first visible character decides, and what takes room after it adds to it. */
function clusterCells(cluster: string): number {
  const at = cluster.search(visible());
  if (at < 0) return 0;
  if (emoji().test(cluster)) return 2;
  const [first = '', ...rest] = cluster.slice(at);
  let width = eastAsianWidth(first.codePointAt(0) ?? 0);
  for (const character of rest) {
    if (spacing().test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}

/** Terminal cells that a text takes (Cyrillic, CJK, combining marks and emoji counted as terminals draw them). */
export function cells(text: string): number {
  const plain = text.includes('\u001B') ? text.replace(COLORS, '') : text;
  if (NARROW.test(plain)) return plain.length;
  return clusters(plain).reduce((sum, cluster) => sum + clusterCells(cluster), 0);
}
