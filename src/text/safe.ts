// Records, refs and payloads are untrusted. What they carry must not steer a terminal or hide from a reader.

// ESC sequences (CSI, OSC, DCS and friends), lone C0/C1 controls except tab and newline, DEL.
// eslint-disable-next-line no-control-regex
const ESCAPES =
  /\u001B(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|[ -/]*[0-~])?/g;
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
// Bidirectional embeddings, overrides, isolates and marks (Unicode UAX #9), invisible separators, tag characters.
const INVISIBLE =
  /[\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]|\u{E0001}|[\u{E0020}-\u{E007F}]/gu;
// eslint-disable-next-line no-control-regex
const SUSPECT =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uDB40]/;

/** Text without terminal escapes, control characters, bidi controls and invisible characters; newlines and tabs stay. */
export function safeText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(ESCAPES, '')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '');
}

/** The same on one line: newlines and tabs become single blanks. */
export function safeLine(text: string): string {
  const safe = safeText(text);
  return /[\n\t]/.test(safe) ? safe.replace(/\s*[\n\t]\s*/g, ' ').trim() : safe;
}
