import type { StateInline } from 'markdown-it';

const OPEN = 0x5b;
const LONGEST = 400;

/** `[[flip]]` and `[[flip|the flip]]`: a token `wikilink` with the target, its text in `info`. */
export function wikilink(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== OPEN || src.charCodeAt(pos + 1) !== OPEN) return false;
  const inside = /^[^[\]\\\n]+(?=\]\])/.exec(src.slice(pos + 2, Math.min(pos + LONGEST, state.posMax)))?.[0];
  if (inside === undefined) return false;
  if (!silent) {
    const bar = inside.indexOf('|');
    const token = state.push('wikilink', '', 0);
    token.content = (bar < 0 ? inside : inside.slice(0, bar)).trim();
    token.info = (bar < 0 ? inside : inside.slice(bar + 1)).trim();
  }
  state.pos = pos + inside.length + 4;
  return true;
}
