/** How often each word stands in some texts: runs of letters, digits and underscores. */
export function wordsOf(...texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [word] of text.matchAll(/[\p{L}\p{N}_]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** The words of a text that are not, or not as often, in others. */
export function missingWords(text: string, ...others: readonly string[]): string[] {
  const there = wordsOf(...others);
  return [...wordsOf(text)].filter(([word, count]) => (there.get(word) ?? 0) < count).map(([word]) => word);
}
