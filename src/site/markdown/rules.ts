import type { Env, RendererRule, Token } from 'markdown-it';
import { codeBlock } from './code-block.ts';
import type { Found, Picture } from './body.ts';
import { escapeHtml } from './escape.ts';
import type { Piece } from './mentions.ts';
import type { PageEnv } from './state.ts';

/** The state of the page that a rule draws for. */
const pageOf = (env: Env | undefined): PageEnv['page'] => (env as PageEnv).page;
const at = (tokens: readonly Token[], index: number): Token => tokens[index] as Token;
/** What was left with a token for its rule. */
const metaOf = <T>(tokens: readonly Token[], index: number): T => (at(tokens, index).meta ?? {}) as T;
const ESCAPED: RendererRule = (tokens, index) => escapeHtml(at(tokens, index).content);

const FOREIGN = /^https?:/i;

/** The beginning of a link. What it leads to has been decided on, by `links.ts` and the resolver. */
const linkTag = ({ href, title }: Found): string =>
  `<a href="${escapeHtml(href)}"${title === undefined ? '' : ` title="${escapeHtml(title)}"`}${
    FOREIGN.test(href) ? ' rel="noopener noreferrer"' : ''
  }>`;

/** How tokens are written where markdown-it's own way is not the one for these pages. */
export const rules: Record<string, RendererRule> = {
  link_open: (tokens, index) => {
    const { href, title } = metaOf<Partial<Found>>(tokens, index);
    return href === undefined ? '<a>' : linkTag({ href, ...(title === undefined ? {} : { title }) });
  },
  code_inline: (tokens, index) => {
    const { content } = at(tokens, index);
    const { pieces = [{ text: content }] } = metaOf<{ pieces?: readonly Piece[] | undefined }>(tokens, index);
    const inside = pieces.map(({ text, found }) =>
      found ? `${linkTag(found)}${escapeHtml(text)}</a>` : escapeHtml(text),
    );
    return `<code>${inside.join('')}</code>`;
  },
  fence: (tokens, index, _options, env) => codeBlock(at(tokens, index), pageOf(env)),
  code_block: (tokens, index, _options, env) => codeBlock(at(tokens, index), pageOf(env)),
  // None is made; if one were, it would be text.
  html_block: ESCAPED,
  html_inline: ESCAPED,
  image: ESCAPED,
  wikilink: ESCAPED,
  picture: (tokens, index) => {
    const { content } = at(tokens, index);
    const { href, width, height } = metaOf<Picture>(tokens, index);
    return `<img src="${escapeHtml(href)}" alt="${escapeHtml(content)}" width="${width}" height="${height}" loading="lazy" decoding="async">`;
  },
  heading_anchor: (tokens, index, _options, env) => {
    const { anchor } = pageOf(env).words.prose;
    const { id, text } = metaOf<{ id: string; text: string }>(tokens, index);
    const label = escapeHtml(`${anchor}: ${text}`);
    return ` <a class="anchor" href="#${escapeHtml(encodeURIComponent(id))}" aria-label="${label}"><span aria-hidden="true">#</span></a>`;
  },
  box: (tokens, index, _options, env) => {
    const state = at(tokens, index).info as 'open' | 'done' | 'dropped';
    const label = escapeHtml(pageOf(env).words.prose[state]);
    return `<input type="checkbox" disabled${state === 'done' ? ' checked' : ''} aria-label="${label}">`;
  },
  chip: (tokens, index) => {
    const { anchor } = metaOf<{ anchor: string | undefined }>(tokens, index);
    const text = escapeHtml(at(tokens, index).content);
    return anchor === undefined
      ? `<span class="id">${text}</span> `
      : `<a class="id" href="#${escapeHtml(anchor)}">${text}</a> `;
  },
  alert_title: (tokens, index, _options, env) => {
    const { info, content } = at(tokens, index);
    const word = pageOf(env).words.prose[info as 'note'];
    return `<p class="alert-title"><span aria-hidden="true">${content}</span> ${escapeHtml(word)}</p>\n`;
  },
  table_open: (_tokens, _index, _options, env) =>
    `<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(pageOf(env).words.prose.table)}">\n<table>\n`,
  table_close: () => '</table>\n</div>\n',
  footnote_ref: (tokens, index, _options, env) => {
    const { id, subId } = metaOf<{ id: number; subId: number }>(tokens, index);
    const label = escapeHtml(`${pageOf(env).words.prose.footnote} ${id + 1}`);
    return `<sup><a href="#fn:${id + 1}" id="${backId(id, subId)}" class="note-mark" aria-label="${label}">${id + 1}</a></sup>`;
  },
  footnote_block_open: (tokens, index, _options, env) => {
    const label = escapeHtml(pageOf(env).words.prose.footnotes);
    const start = metaOf<{ id: number }>(tokens, index).id + 1;
    return `<ol class="notes" aria-label="${label}"${start > 1 ? ` start="${start}"` : ''}>\n`;
  },
  footnote_block_close: () => '</ol>\n',
  footnote_open: (tokens, index) => `<li id="fn:${metaOf<{ id: number }>(tokens, index).id + 1}">`,
  footnote_close: () => '</li>\n',
  footnote_anchor: (tokens, index, _options, env) => {
    const { id, subId } = metaOf<{ id: number; subId: number }>(tokens, index);
    const label = escapeHtml(
      `${pageOf(env).words.prose.back} (${id + 1}${subId > 0 ? `.${subId + 1}` : ''})`,
    );
    return ` <a href="#${backId(id, subId)}" class="note-back" aria-label="${label}"><span aria-hidden="true">↩\uFE0E</span></a>`;
  },
};

const backId = (id: number, subId: number): string => `fnref:${id + 1}${subId > 0 ? `:${subId + 1}` : ''}`;
