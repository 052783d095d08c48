import type { Delimiter, MarkdownIt, StateInline } from 'markdown-it';

const TILDE = 0x7e;
// Told from that of `~~`: one does not close the other.
const SINGLE = -TILDE;

/** Strikes `~one~` like `~~two~~`. Inside of words it is text: `5~10`. */
export function singleStrike(md: MarkdownIt): void {
  md.inline.ruler.before('strikethrough', 'single_strike', mark);
  md.inline.ruler2.before('strikethrough', 'single_strike', strike);
}

function mark(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (silent || src.charCodeAt(pos) !== TILDE) return false;
  const { length, can_open: open, can_close: close } = state.scanDelims(pos, false);
  if (length !== 1) return false;
  state.push('text', '', 0).content = '~';
  const token = state.tokens.length - 1;
  state.delimiters.push({ marker: SINGLE, length: 0, token, end: -1, open, close });
  state.pos += 1;
  return true;
}

function strike(state: StateInline): boolean {
  strikeAll(state, state.delimiters);
  for (const meta of state.tokens_meta) if (meta?.delimiters) strikeAll(state, meta.delimiters);
  return true;
}

function strikeAll({ tokens }: StateInline, delimiters: readonly Delimiter[]): void {
  for (const { marker, token, end } of delimiters) {
    if (marker !== SINGLE || end === -1) continue;
    for (const [at, type, nesting] of [
      [token, 's_open', 1],
      [delimiters[end]?.token, 's_close', -1],
    ] as const) {
      const one = at === undefined ? undefined : tokens[at];
      if (one) Object.assign(one, { type, tag: 's', nesting, markup: '~', content: '' });
    }
  }
}
