import { fenceEnd } from '../record/markdown-fence.ts';

/** Whether a text may hold a marker that a merge left. Of bytes taken for letters (`latin1`) it says the same. */
export const mayHaveMarkers = (text: string, from = 0): boolean =>
  text.includes('<<<<<<<', from) || text.includes('>>>>>>>', from);

const START = /^<{7}(?: |\r?\n|$)/;
const END = /^>{7}(?: |\r?\n|$)/;

/**
 * Lines (1-based) with a marker of git's at which a conflict begins, or only ends: half of it was taken out. Markers
 * in a code fence are somebody's example.
 */
export function conflictLines(text: string): number[] {
  if (!mayHaveMarkers(text)) return [];
  const found: number[] = [];
  let open = false;
  let line = 1;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const fence = fenceEnd(text, at);
    if (fence !== undefined && fence > at) {
      for (let i = text.indexOf('\n', at); i >= 0 && i < fence; i = text.indexOf('\n', i + 1)) line += 1;
      at = fence;
      continue;
    }
    const char = text.charCodeAt(at);
    if (char === 60 && START.test(text.slice(at, at + 9))) {
      found.push(line);
      open = true;
    } else if (char === 62 && END.test(text.slice(at, at + 9))) {
      if (!open) found.push(line);
      open = false;
    }
    line += 1;
    at = next;
  }
  return found;
}
