import type { VNode } from 'preact';

/** A column of a chart. */
export interface Column {
  readonly value: number;
  /** The part of it that went wrong. */
  readonly bad?: number;
  /** What a pointer that rests on it is told. */
  readonly title: string;
}

// In units of the drawing, which is stretched to the width that there is.
const WIDTH = 10;
const HEIGHT = 100;
/** Few columns stay slim, at the right. */
const LEAST = 24;

/** How much of a drawing's width stands empty before the first of its columns, in percent. */
export const emptyBefore = (columns: number): number =>
  Math.round((Math.max(0, LEAST - columns) / LEAST) * 1000) / 10;

/**
 * A small column chart, the newest at the right. What it shows stands beside it as a table or a list as well; for whoever
 * does not see it, `label` says it in a sentence.
 * @param limit above this a column is wrong as a whole; a line is drawn there
 */
export function Columns({
  columns,
  label,
  limit,
}: {
  readonly columns: readonly Column[];
  readonly label: string;
  readonly limit?: number;
}): VNode {
  const slots = Math.max(columns.length, LEAST);
  const most = Math.max(1, (limit ?? 0) * 1.25, ...columns.map(({ value }) => value));
  const high = (value: number): number => Math.round((value / most) * HEIGHT * 10) / 10;
  const first = slots - columns.length;
  // Where nothing may happen and nothing did, every mark is whole: a row of kept promises.
  const isKept = limit === 0 && columns.every(({ value }) => value === 0);
  return (
    <svg
      class={isKept ? 'columns flat' : 'columns'}
      viewBox={`0 0 ${slots * WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {columns.map(({ value, bad = 0, title }, at) => {
        // A day without anything is a dot on the ground: it was there.
        const nothing = isKept ? HEIGHT : limit === undefined ? 1.5 : 6;
        const height = value === 0 ? nothing : Math.max(3, high(value));
        const isOver = limit !== undefined && value > limit;
        const wrong = isOver ? height : bad === 0 ? 0 : Math.max(1.5, high(bad));
        const x = (first + at) * WIDTH + 1;
        return (
          <g>
            <title>{title}</title>
            <rect class="reach" x={x - 1} y={0} width={WIDTH} height={HEIGHT} />
            <rect
              class={value > 0 ? 'column' : limit === undefined ? 'nothing' : 'kept'}
              x={x}
              y={HEIGHT - height}
              width={WIDTH - 2}
              height={height}
            />
            {wrong === 0 ? null : (
              <rect class="wrong" x={x} y={HEIGHT - wrong} width={WIDTH - 2} height={wrong} />
            )}
          </g>
        );
      })}
      {limit === undefined || limit === 0 ? null : (
        <line class="limit" x1={0} x2={slots * WIDTH} y1={HEIGHT - high(limit)} y2={HEIGHT - high(limit)} />
      )}
    </svg>
  );
}
