import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { CanonError } from '../../fault/error.ts';
import { describe } from '../../fault/messages/index.ts';
import { safeLine, safeText } from '../../text/safe.ts';
import { cells, wrapTo } from '../../text/width.ts';
import type { Look } from './look.ts';

/** `docs/x.md:7:10: `, as far as it is known. */
function place(at: { path?: string | undefined; line?: number | undefined; column?: number | undefined }) {
  if (at.path === undefined || at.path === '') return '';
  const line = at.line === undefined ? '' : `:${at.line}`;
  const column = at.line === undefined || at.column === undefined ? '' : `:${at.column}`;
  return `${safeLine(at.path)}${line}${column}: `;
}

// The source as it is shown: one blank for a tab, nothing for what would steer the terminal.
const shown = (source: string): string => safeText(source.replaceAll('\t', ' ')).replaceAll('\n', ' ');

/** The offending line with a caret under the column; a long line is shown around the caret. */
function excerpt(error: CanonError, note: string | undefined, look: Look): string[] {
  if (error.source === undefined || error.line === undefined) return [];
  const points = Array.from(error.source.replace(/[\r\n]+$/, ''));
  const column = Math.min(Math.max(error.column ?? 1, 1), points.length + 1);
  const gutter = `  ${error.line} │ `;
  const room = look.width - cells(gutter) - 2;
  let from = 0;
  let to = points.length;
  if (cells(shown(points.join(''))) > room) {
    // Half of the room before the caret at most, so that what it points at is seen.
    while (cells(shown(points.slice(from, column - 1).join(''))) > room / 2) from++;
    while (to > from && cells(shown(points.slice(from, to).join(''))) > room) to--;
  }
  const before = (from > 0 ? '…' : '') + shown(points.slice(from, column - 1).join(''));
  const text = before + shown(points.slice(column - 1, to).join('')) + (to < points.length ? '…' : '');
  const lines = [`${look.dim(gutter)}${text}`];
  if (error.column !== undefined) {
    const margin = ' '.repeat(cells(gutter) - 2);
    const caret = `${look.dim(`${margin}│ `)}${' '.repeat(cells(before))}${look.bad('^')}`;
    const beside = cells(gutter) + cells(before) + 2;
    // Beside the caret where the note fits, else on lines of its own.
    if (note === undefined) lines.push(caret);
    else if (beside + cells(note) <= look.width) lines.push(`${caret} ${note}`);
    else {
      lines.push(caret);
      for (const part of wrapTo(note, room)) lines.push(`${look.dim(`${margin}│ `)}${part}`);
    }
  }
  return lines;
}

// The first line is a sentence and wraps; lines after it are something to copy and stay as they are.
function paragraph(text: string, width: number): string[] {
  const [first = '', ...copy] = safeText(text).split('\n');
  return [...wrapTo(first, width), ...copy];
}

/** What to do, and behind it what is said of every error: on a line of its own after something to copy. */
function advice(hint: string | undefined, end: string, width: number): string[] {
  if (hint === undefined) return [end];
  const text = hint.trimEnd();
  return text.includes('\n') ? [...paragraph(text, width), end] : paragraph(`${text} ${end}`, width);
}

/** The place and the sentence; a sentence that begins with the file's name is given its line instead. */
function headline(text: string, at: Parameters<typeof place>[0]): string {
  const where = place(at);
  const name = at.path === undefined ? '' : `${at.path} `;
  return name !== '' && text.startsWith(name)
    ? `${where.slice(0, -2)} ${text.slice(name.length)}`
    : where + text;
}

/** An error as a person reads it: what and where, the line, what to do, whether anything was changed. */
export function errorText(error: CanonError, look: Look): string {
  const { text, hint, note } = describe(error.code, error.data);
  const [first = '', ...more] = safeText(headline(text, error)).split('\n');
  const end = [...(error.changed ? [] : ['Nothing was changed.']), `(${error.code})`].join(' ');
  const lines = [
    ...wrapHanging(`canon: ${first}`, look.width).map((line, i) =>
      i === 0 ? line.replace('canon:', look.bad('canon:')) : line,
    ),
    ...more,
    ...excerpt(error, note && safeLine(note), look),
    ...advice(hint, end, look.width),
  ];
  return `${lines.join('\n')}\n`;
}

function wrapHanging(text: string, width: number): string[] {
  const [first = '', ...rest] = wrapTo(text, width);
  return [first, ...wrapTo(rest.join(' '), width - 2).map((line) => `  ${line}`)];
}

/** A warning or a note beside a result that stands. */
export function diagnosticText(diagnostic: Diagnostic, look: Look): string {
  const { text, hint } = describe(diagnostic.code, diagnostic.args);
  const word = diagnostic.severity === 'info' ? 'note:' : `${diagnostic.severity}:`;
  const label = diagnostic.severity === 'error' ? look.bad(word) : look.bold(word);
  const [first = '', ...more] = safeText(headline(text, diagnostic)).split('\n');
  const lines = [
    ...wrapHanging(`${word} ${first}`, look.width).map((line, i) =>
      i === 0 ? line.replace(word, label) : line,
    ),
    ...more,
    ...advice(hint, `(${diagnostic.code})`, look.width - 2).map((line) => look.dim(`  ${line}`)),
  ];
  return `${lines.join('\n')}\n`;
}
