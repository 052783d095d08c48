import { safeLine } from '../text/safe.ts';

/** So much of what a command says is looked at when it has ended, in bytes. */
const WINDOW = 64 * 1024;
const LINES = 20;
const WIDTH = 300;

/** The end of what was said, in the order it came. */
export interface Ending {
  add(bytes: Buffer): void;
  /** As text, from the beginning of a line where something was left out. */
  text(): string;
}

/** Keeps the end of a long output, and no more of it than that. */
export function keepEnding(): Ending {
  let parts: Buffer[] = [];
  let size = 0;
  let cut = false;
  return {
    add(bytes) {
      parts.push(bytes);
      size += bytes.length;
      if (size < 2 * WINDOW) return;
      parts = [Buffer.concat(parts).subarray(-WINDOW)];
      size = WINDOW;
      cut = true;
    },
    text() {
      const text = Buffer.concat(parts).toString('utf8');
      return cut ? text.slice(text.indexOf('\n') + 1) : text;
    },
  };
}

/** The last lines that say something, each cut to a length; a line that is drawn over is what it came to. */
export const lastLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => safeLine(line.replace(/\r$/, '').replace(/^[^]*\r/, '')).trimEnd())
    .filter((line) => line !== '')
    .slice(-LINES)
    .map((line) => Array.from(line).slice(0, WIDTH).join(''));
