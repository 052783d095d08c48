import { safeText } from './safe.ts';

const PLAIN = /^[\p{L}\p{N}_@%+=:,./-]+$/u;
const NEEDS_ESCAPE = /[\n\t\p{Cc}]/u;

/**
 * An argument list as one line that a POSIX shell (with `$'…'`, as bash, zsh and ksh have it) reads to the same words.
 * What would break the line or hide from a reader is spelled out.
 */
export const shellWords = (argv: readonly string[]): string => argv.map(quote).join(' ');

function quote(word: string): string {
  if (PLAIN.test(word)) return word;
  if (NEEDS_ESCAPE.test(word) || safeText(word) !== word) return `$'${[...word].map(escaped).join('')}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function escaped(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (!NEEDS_ESCAPE.test(character) && safeText(character) === character) return character;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
