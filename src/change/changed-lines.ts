/** A line of a file that reads differently; `null` where there is none on that side. Several lines are one text. */
export interface ChangedLine {
  readonly path: string;
  /** 1-based: in the file as it was, for a line that is new the one it comes before. */
  readonly line: number;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What is different between two versions of a file, by lines: enough for edits that change a line here and there. Where
 * as many lines come as go they are told in pairs, else what came and went is told as one.
 */
export function changedLines(path: string, before: string | null, after: string | null): ChangedLine[] {
  if (before === after) return [];
  const [old, now] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end += 1;
  const gone = old.slice(start, old.length - end);
  const come = now.slice(start, now.length - end);
  if (gone.length !== come.length) {
    const text = (lines: readonly string[]): string | null => (lines.length === 0 ? null : lines.join('\n'));
    return [{ path, line: start + 1, before: text(gone), after: text(come) }];
  }
  return gone.flatMap((line, at) =>
    line === come[at] ? [] : [{ path, line: start + at + 1, before: line, after: come[at] ?? '' }],
  );
}

const linesOf = (text: string | null): string[] => (text === null ? [] : text.split(/\r?\n/));
