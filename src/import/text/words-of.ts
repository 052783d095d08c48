// A run without an end would take a stack of its length. Cut, it is cut the same wherever it stands.
const WORD = /[\p{L}\p{N}_]{1,65536}/gu;

/** The words of a text, as an import compares them. */
export const wordsOf = (text: string): string[] => text.match(WORD) ?? [];
