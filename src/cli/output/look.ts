import { styleText } from 'node:util';

/**
 * How text looks where it is going: how wide it may be and whether it may be coloured. Bold for what
 * matters, dim for what explains, one accent; red only for what is wrong.
 */
export interface Look {
  /** Terminal cells in a line: 80, less in a narrower terminal. */
  readonly width: number;
  readonly color: boolean;
  bold(text: string): string;
  dim(text: string): string;
  accent(text: string): string;
  bad(text: string): string;
}

type Style = Parameters<typeof styleText>[0];

const same = (text: string): string => text;

/** A look for a stream `columns` wide. */
export function makeLook(color: boolean, columns?: number): Look {
  const width = Math.max(40, Math.min(columns ?? 80, 80));
  // What may be coloured is decided once, by the caller: styleText must not look at streams again.
  const style = (format: Style) =>
    color
      ? (text: string): string => (text === '' ? '' : styleText(format, text, { validateStream: false }))
      : same;
  return {
    width,
    color,
    bold: style('bold'),
    dim: style('dim'),
    accent: style('cyan'),
    bad: style(['bold', 'red']),
  };
}
