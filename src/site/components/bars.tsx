import type { ComponentChildren, VNode } from 'preact';
import type { Context } from '../page.ts';

/** A line of a bar chart. */
export interface BarRow {
  readonly name: ComponentChildren;
  readonly value: number;
  /** Drawn without a bar: what is left of many. */
  readonly plain?: boolean;
}

/** A table of numbers with a bar beside each: chart and table are one. */
export function Bars({
  context: { words },
  caption,
  head,
  rows,
}: {
  readonly context: Context;
  /** Said to those who do not see the heading above it. */
  readonly caption: string;
  readonly head: readonly [name: string, value: string];
  readonly rows: readonly BarRow[];
}): VNode {
  const most = Math.max(1, ...rows.map(({ value, plain }) => (plain ? 0 : value)));
  return (
    <table class="bars">
      <caption class="hidden">{caption}</caption>
      <thead class="hidden">
        <tr>
          <th scope="col">{head[0]}</th>
          <th scope="col">{head[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, value, plain }) => (
          <tr>
            <th scope="row">
              {name}
              {plain ? null : (
                <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="ground" width={100} height={1} />
                  <rect class="column" width={share(value, most)} height={1} />
                </svg>
              )}
            </th>
            <td>{words.number(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// Something is more than nothing, however little it is.
const share = (value: number, most: number): number =>
  value === 0 ? 0 : Math.max(0.5, Math.round((value / most) * 1000) / 10);
