import { createHash } from 'node:crypto';
import { splitDocument } from '../../record/document.ts';
import type { Kind } from '../../record/kinds.ts';

// As `Session Log` has it: canon derives these lines, and nobody has written them.
const LOGGED = /^- \d{4}-\d\d-\d\d \[[^\]\n]+\]\([^)\n]*\) — [^\n]*\n?/gm;
const EMPTY_LOG = /\n*^## Session Log[ \t]*\n\s*(?=## |$(?![^]))/m;

// When it was imported: two clones that import the same thing at two times have made the same record.
const IMPORTED_AT = /^(imported:[ \t]*\n(?:[ \t]+(?!at:)\S.*\n)*)[ \t]+at:.*\n/m;

/** SHA-256 of a record as far as people or an import have written it; line ends are git's business. */
export function standingHash(kind: Kind, text: string): string {
  return sha256(standing(kind, text));
}

function standing(kind: Kind, text: string): string {
  const whole = text.replaceAll('\r\n', '\n');
  const { bodyStart } = splitDocument(whole);
  const lines = whole.slice(0, bodyStart).replace(IMPORTED_AT, '$1') + whole.slice(bodyStart);
  if (kind !== 'workstream') return lines;
  return `${lines.replace(LOGGED, '').replace(EMPTY_LOG, '\n\n').trimEnd()}\n`;
}

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
