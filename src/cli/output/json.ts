import type { Diagnostic } from '../../fault/diagnostic.ts';
import { describe } from '../../fault/messages/index.ts';

// JSON itself escapes only what is below the blank. A document shown in a terminal must be as harmless
// as text: C1 controls, bidi controls and invisible characters are escaped too, which loses nothing.
const UNSAFE = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;

const escape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A diagnostic as the documents carry it: with its sentence, without what was used to make it. */
export function diagnosticToJson(diagnostic: Diagnostic): Record<string, unknown> {
  const { text, hint, note } = describe(diagnostic.code, diagnostic.args);
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    // The note stands beside a caret; here there is none to stand beside.
    message: note === undefined ? text : `${text}: ${note}`,
    ...(diagnostic.path === undefined ? {} : { path: diagnostic.path }),
    ...(diagnostic.line === undefined ? {} : { line: diagnostic.line }),
    ...(diagnostic.column === undefined ? {} : { column: diagnostic.column }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The one document of a run with `--json`. `data` is null when the command was refused. */
export function envelope(command: string, data: unknown, diagnostics: readonly Diagnostic[]): string {
  const document = { schema: `canon.${command}/1`, data, diagnostics: diagnostics.map(diagnosticToJson) };
  return `${toJson(document)}\n`;
}

/** JSON that is safe to show. */
export const toJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(UNSAFE, escape);
