import type { Token } from 'markdown-it';
import { token } from './tokens.ts';

/** A sign for each, beside its colour and its word. */
const SIGNS: Readonly<Record<string, string>> = {
  note: 'ℹ\uFE0E',
  tip: '✦',
  important: '❖',
  warning: '▲',
  caution: '■',
};
const MARK = /^\[!(note|tip|important|warning|caution)\][ \t]*$/i;

/** Makes an alert of each quote that begins with `[!NOTE]` on a line of its own. */
export function markAlerts(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  // Whether each quote that is open is one.
  const open: boolean[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const one = tokens[i] as Token;
    if (one.type === 'blockquote_open') {
      const kind = kindOf(tokens, i);
      open.push(kind !== undefined);
      if (kind !== undefined) {
        one.tag = 'div';
        one.attrSet('class', `alert ${kind}`);
        const title = token('alert_title', 'p', 0);
        title.info = kind;
        title.content = SIGNS[kind] ?? '';
        out.push(one, title);
        const line = tokens[i + 2];
        const rest = (line?.children ?? []).slice(2);
        if (line && rest.length > 0) line.children = rest;
        // Nothing else in its paragraph.
        else i += 3;
        continue;
      }
    } else if (one.type === 'blockquote_close' && open.pop() === true) one.tag = 'div';
    out.push(one);
  }
  return out;
}

function kindOf(tokens: readonly Token[], at: number): string | undefined {
  const line = tokens[at + 2];
  if (tokens[at + 1]?.type !== 'paragraph_open' || line?.type !== 'inline') return undefined;
  const [mark, next] = line.children ?? [];
  if (mark?.type !== 'text' || (next && next.type !== 'softbreak')) return undefined;
  return MARK.exec(mark.content)?.[1]?.toLowerCase();
}
