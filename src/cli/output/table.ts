import { cells, cutTo, padTo } from '../../text/width.ts';

/** A column of a table. */
export interface Column {
  readonly values: readonly string[];
  /** Widest it may be, in cells. */
  readonly max: number;
  /** Takes what room is left. One column of a table. */
  readonly flexible?: true;
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
      .map(({ values, flexible, style }, i) => {
        const wide = flexible ? Math.min(room, widths[i] ?? 0) : (widths[i] ?? 0);
        const value = values[row] ?? '';
        // The last one is not filled up: no blanks at the end of a line.
        const text = i === used.length - 1 ? cutTo(value, wide) : padTo(value, wide);
        return style ? text.replace(text.trimEnd(), style(text.trimEnd(), row)) : text;
      })
      .join(GAP)
      .trimEnd(),
  );
}
