import { SECTIONS, findSection } from './sections.ts';
import type { Body, Section } from './sections.ts';

/** The line ending of a text: that of its first line. What canon adds has the same. */
export function lineEnding(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text.charCodeAt(newline - 1) === 13 ? '\r\n' : '\n';
}

/** The text with `lines` put in at `at`, where a line begins or the text ends. Every other byte stays. */
export function insertLines(
  text: string,
  at: number,
  lines: readonly string[],
  eol = lineEnding(text),
): string {
  const before = text.slice(0, at);
  const open = before !== '' && !before.endsWith('\n') ? eol : '';
  return before + open + lines.map((line) => line + eol).join('') + text.slice(at);
}

/**
 * The body with `lines` at the end of a section: right under its last line, or after a blank line where `apart` asks
 * for one or the section has nothing yet. A section that is not there is made at its place.
 */
export function appendToSection(
  body: Body,
  key: string,
  lines: readonly string[],
  options: { readonly apart?: boolean; readonly eol?: '\n' | '\r\n' } = {},
): string {
  const section = findSection(body, key);
  const eol = options.eol ?? lineEnding(body.source);
  if (!section) return insertSection(body, key, lines, eol);
  const at = section.contentStart + contentLength(section.text);
  const blank = section.text.trim() === '' || options.apart === true ? [''] : [];
  const next = section.end < body.source.length && at === section.end ? [''] : [];
  return insertLines(body.source, at, [...blank, ...lines, ...next], eol);
}

/** The body with a new section at its place in the kind's order. Unknown sections stay behind the known ones. */
export function insertSection(
  body: Body,
  key: string,
  lines: readonly string[],
  eol = lineEnding(body.source),
): string {
  const { at, before } = placeOfSection(body, key);
  const block = [`## ${key}`, '', ...lines];
  if (before) return insertLines(body.source, at, [...block, ''], eol);
  const gap =
    body.source.slice(0, at).trim() === '' || endsWithBlankLine(body.source.slice(0, at)) ? [] : [''];
  const rest = body.source.slice(at).trim() === '' ? [] : [''];
  return insertLines(body.source, at, [...gap, ...block, ...rest], eol);
}

/** Where a section that is missing goes, and whether something stands right behind it. */
function placeOfSection(body: Body, key: string): { at: number; before: boolean } {
  const order = SECTIONS[body.kind];
  const rank = order.indexOf(key);
  const rankOf = (section: Section): number => (section.key === undefined ? -1 : order.indexOf(section.key));
  const following = body.sections.find((section) => rankOf(section) > rank && rank >= 0);
  if (following) return { at: following.start, before: true };
  const preceding = body.sections.findLast((section) => rankOf(section) >= 0);
  const next = preceding && body.sections[body.sections.indexOf(preceding) + 1];
  return next && rank >= 0 ? { at: next.start, before: true } : { at: body.source.length, before: false };
}

/** Length of a section's text without the blank lines at its end. */
function contentLength(text: string): number {
  const kept = text.trimEnd().length;
  const newline = text.indexOf('\n', kept);
  return newline < 0 ? text.length : newline + 1;
}

const endsWithBlankLine = (text: string): boolean => /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(-200));
