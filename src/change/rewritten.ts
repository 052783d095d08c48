/** What a replay changes in texts: ids that were taken meanwhile, and commits that are made anew. */
export interface Rewritten {
  /** Old id → new id. */
  readonly ids: ReadonlyMap<string, string>;
  /** Old commit → new commit, in full. */
  readonly commits: ReadonlyMap<string, string>;
}

/**
 * A text with every mention of an old id, and of an old commit (in full, or shortened to seven digits or
 * more), replaced by the new one. Only whole words; a shortened hash keeps its length.
 */
export function rewriteText(text: string, { ids, commits }: Rewritten): string {
  let result = text;
  for (const [from, to] of ids) {
    const word = from.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    result = result.replaceAll(new RegExp(`(?<![\\w-])${word}(?!\\w|-\\w)`, 'g'), () => to);
  }
  if (commits.size === 0) return result;
  return result.replaceAll(/(?<![\w-])[0-9a-f]{7,64}(?![\w-])/g, (found) => {
    const matches = [...commits].filter(([from]) => from.startsWith(found));
    const [match] = matches;
    return matches.length === 1 && match ? match[1].slice(0, found.length) : found;
  });
}

/** The same in every text of plain data. */
export function rewriteData<T>(data: T, rewritten: Rewritten): T {
  if (typeof data === 'string') return rewriteText(data, rewritten) as T;
  if (Array.isArray(data)) return data.map((item: unknown) => rewriteData(item, rewritten)) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, rewriteData<unknown>(value, rewritten)]),
  ) as T;
}
