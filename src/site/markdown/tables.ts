import type { Token } from 'markdown-it';

/** Aligns the cells of tables by classes: no page has a style of its own. An empty cell heads nothing. */
export function alignTables(tokens: readonly Token[]): void {
  for (const [i, one] of tokens.entries()) {
    if (one.tag !== 'th' && one.tag !== 'td') continue;
    const align = /^text-align:(left|center|right)$/.exec(String(one.attrGet('style') ?? ''))?.[1];
    if (one.nesting === 1) one.attrs = align === undefined || align === 'left' ? null : [['class', align]];
    const close = tokens[i + 2];
    if (one.type === 'th_open' && tokens[i + 1]?.content === '' && close?.type === 'th_close')
      one.tag = close.tag = 'td';
  }
}
