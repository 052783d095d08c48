import { clusters } from '../../text/cells.ts';
import { cells, cutTo, padTo } from '../../text/width.ts';

/** A column of a table. */
export interface Column {
  readonly values: readonly string[];
  /** Widest it may be, in cells. */
  readonly max: number;
  /** Takes what room is left. One column of a table. */
  readonly flexible?: true;
  /** Where a value is cut that is too long: of names that begin alike the end tells more. Default: at its end. */
  readonly cut?: 'middle';
  readonly style?: (text: string, row: number) => string;
}

const GAP = '  ';

/**
 * Rows of columns within a width. A column that is empty in every row is left out; the flexible one takes
 * what the others leave, and is cut with `…`.
 */
export function table(columns: readonly Column[], width: number): string[] {
  const used = columns.filter(({ values }) => values.some((value) => value !== ''));
  const widths = used.map(({ values, max }) => Math.min(max, Math.max(0, ...values.map(cells))));
  const fixed = used.reduce((sum, { flexible }, i) => sum + (flexible ? 0 : (widths[i] ?? 0)), 0);
  const room = Math.max(8, width - fixed - GAP.length * (used.length - 1));
  const count = Math.max(0, ...used.map(({ values }) => values.length));
  return Array.from({ length: count }, (_, row) =>
    used
      .map(({ values, flexible, cut, style }, i) => {
        const wide = flexible ? Math.min(room, widths[i] ?? 0) : (widths[i] ?? 0);
        const whole = values[row] ?? '';
        const value = cut === 'middle' ? cutInside(whole, wide) : whole;
        // The last one is not filled up: no blanks at the end of a line.
        const text = i === used.length - 1 ? cutTo(value, wide) : padTo(value, wide);
        return style ? text.replace(text.trimEnd(), style(text.trimEnd(), row)) : text;
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** The text cut to `width` cells with `…` in the middle. */
export function cutInside(text: string, width: number): string {
  if (cells(text) <= width || width < 3) return text;
  const end = endOf(text, Math.floor((width - 1) / 2));
  // It ends with the `…`.
  return cutTo(text, width - cells(end)) + end;
}

/** The last of a text, in `width` cells at most. */
function endOf(text: string, width: number): string {
  let used = 0;
  let out = '';
  for (const segment of [...clusters(text)].reverse()) {
    used += cells(segment);
    if (used > width) break;
    out = segment + out;
  }
  return out.trimStart();
}
