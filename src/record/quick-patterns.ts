// The frontmatter that canon itself writes, as pieces of expressions: narrower than YAML, and than the narrow
// reader. An expression is machine code from its second use on, where a loop over characters would be read
// step by step for most of a run that reads a repository for the first time.

export const KEY = '[A-Za-z0-9_][A-Za-z0-9_-]*';
/** In a list or map: letters and digits, with `#` once (`RT-260511-01#w1`). */
export const WORD = '[A-Za-z0-9_][A-Za-z0-9_./@+-]*(?:#[A-Za-z0-9_./@+-]*)?';
/** In a block; a colon or `#` only where it cannot be taken for syntax. */
export const PLAIN = String.raw`[A-Za-z0-9_./+~()$^;<=\\\x80-\uFFFF](?:[^\x00-\x1F:#]|:(?=[^\x00-\x20])|(?<! )#)*`;
export const DOUBLE = String.raw`"[^"\\\x00-\x1F]*"`;
export const SINGLE = String.raw`'[^'\x00-\x1F]*'`;
const ITEM = String.raw`(?!(?:null|Null|NULL)[,\]])${WORD}`;
export const LIST = String.raw`\[(?:${ITEM}(?:, ${ITEM})*)?\]`;
export const MAP = String.raw`\{ ?(?:${KEY}: ${WORD}(?:, ${KEY}: ${WORD})*)? ?\}`;
/** A map below its key, each word on a line of its own behind two blanks. */
export const BELOW = String.raw`(?: {2}${KEY}: ${WORD}\n)+`;

/** What may stand behind a key, but for maps. */
export const VALUE = `${PLAIN}|${DOUBLE}|${SINGLE}|${LIST}`;
