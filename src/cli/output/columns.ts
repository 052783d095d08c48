import { cells, wrapTo } from '../../text/width.ts';
import type { Look } from './look.ts';

const blanks = (count: number): string => ' '.repeat(Math.max(0, count));
const same = (text: string): string => text;

/** The narrowest column a text is still wrapped into; below it, what stands beside goes underneath. */
const NARROW = 24;

/**
 * A text at the left, what explains it (dim) at the right edge of the first line. The text wraps at a
 * word, its further lines indented as the first.
 */
export function leftRight(
  left: string,
  right: string,
  look: Look,
  options: { indent?: number; style?: (text: string) => string } = {},
): string[] {
  const indent = options.indent ?? 2;
  const style = options.style ?? same;
  const margin = blanks(indent);
  const room = look.width - indent - (right === '' ? 0 : cells(right) + 2);
  const beside = right !== '' && room >= Math.min(NARROW, cells(left));
  const lines = wrapTo(left, beside ? room : look.width - indent);
  const out = lines.map((line) => margin + style(line));
  if (right === '') return out;
  if (!beside)
    return [...out, ...wrapTo(right, look.width - indent - 2).map((line) => `${margin}  ${look.dim(line)}`)];
  const gap = look.width - indent - cells(lines[0] ?? '') - cells(right);
  return [`${out[0] ?? margin}${blanks(gap)}${look.dim(right)}`, ...out.slice(1)];
}

/** A paragraph with a margin; lines of the text stay lines. */
export function paragraphs(text: string, look: Look, indent: number, style = same): string[] {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, look.width - indent))
    .map((line) => (line === '' ? '' : blanks(indent) + style(line)));
}

/** One source line on as many lines as it needs; lists and code keep their margin. */
export function wrapLine(line: string, width: number): string[] {
  const text = line.replaceAll('\t', '    ').trimEnd();
  if (cells(text) <= width) return [text];
  const margin = /^ */.exec(text)?.[0].length ?? 0;
  const mark = /^(?:[-*+]|\d{1,3}[.)]) +(?:\[[ xX-]\] +)?/.exec(text.slice(margin))?.[0] ?? '';
  const hang = Math.min(margin + cells(mark), Math.floor(width / 2));
  const start = Math.min(margin, hang);
  return wrapTo(text.slice(margin + mark.length), width - hang).map((part, at) =>
    at === 0 ? blanks(start) + mark + part : blanks(hang) + part,
  );
}

/**
 * Text out of a record between two rules, every line behind a mark: nothing inside can end the quote or
 * pass for a line of canon's own, whatever it says.
 */
export function quote(
  text: string,
  title: string,
  labels: { source: string; close: string },
  look: Look,
): string[] {
  const width = look.width - 5;
  const rule = (left: string, right: string): string => {
    const used = cells(left) + cells(right) + (left ? 1 : 0) + (right ? 4 : 0);
    const bar = '─'.repeat(Math.max(2, look.width - 2 - 1 - used));
    const head = left === '' ? '' : `${look.bold(left)} `;
    return `  ${head}${look.dim(right === '' ? bar : `${bar} ${right} ──`)}`;
  };
  const fits = (label: string, beside: number): string =>
    cells(label) <= look.width - 9 - beside ? label : '';
  const body = text.split('\n').flatMap((line) => wrapLine(line, width));
  const edge = look.dim('│');
  return [
    rule(title, fits(labels.source, cells(title))),
    ...body.map((line) => (line === '' ? `  ${edge}` : `  ${edge} ${line}`)),
    rule('', fits(labels.close, 0)),
  ];
}
