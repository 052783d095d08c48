import { cells, wrapTo } from '../../text/width.ts';
import type { Look } from './look.ts';

/** Rows of a name and what it is, in two columns; the second wraps under itself. */
export function pairs(
  rows: readonly (readonly [name: string, what: string])[],
  look: Look,
  style: (name: string) => string = look.accent,
): string[] {
  const first = Math.min(28, Math.max(...rows.map(([name]) => cells(name)))) + 4;
  return rows.flatMap(([name, what]) => {
    const lines = wrapTo(what, look.width - first);
    const head = `  ${style(name)}`;
    const space = first - 2 - cells(name);
    // A name that is too long for its column stands on a line of its own.
    const begin = space < 2 ? [head] : [`${head}${' '.repeat(space)}${lines.shift() ?? ''}`.trimEnd()];
    return [...begin, ...lines.map((line) => ' '.repeat(first) + line)];
  });
}
