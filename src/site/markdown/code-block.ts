import type { Token } from 'markdown-it';
import { escapeHtml } from './escape.ts';
import type { PageState } from './state.ts';

/** The first word behind a fence: what its code is written in. */
export const fenceLanguage = ({ info }: Pick<Token, 'info'>): string => /^\S*/.exec(info.trim())?.[0] ?? '';

const LONGEST_NAME = 24;

/** A block of code: it scrolls inside of itself, by keyboard as well, and says what it is written in. */
export function codeBlock(token: Token, { code, words }: PageState): string {
  const written = token.type === 'fence' ? fenceLanguage(token) : '';
  const name = Array.from(written).slice(0, LONGEST_NAME).join('');
  const label = escapeHtml(name === '' ? words.prose.code : `${words.prose.code}: ${name}`);
  const { language } = (token.meta ?? {}) as { language?: string };
  const html =
    (language === undefined ? undefined : code.html(token.content, language)) ?? escapeHtml(token.content);
  const attributes = name === '' ? '' : ` data-language="${escapeHtml(name)}"`;
  return `<pre class="code" tabindex="0" role="group" aria-label="${label}"${attributes}><code>${html}</code></pre>\n`;
}
