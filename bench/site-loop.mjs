// The least that makes a site of a folder of records: each parsed with `yaml`, rendered with markdown-it and
// highlight.js, drawn with preact and written; then one MiniSearch index. No links, no lists, nothing kept.
//
//   node site-loop.mjs REPOSITORY OUT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import hljs from 'highlight.js/lib/common';
import MarkdownIt from 'markdown-it';
import MiniSearch from 'minisearch';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { parse } from 'yaml';

const [repository, out] = process.argv.slice(2);
const markdown = new MarkdownIt({
  linkify: true,
  highlight: (code, language) => (hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : ''),
});
const index = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title'] });

for (const folder of ['docs/sessions', 'docs/decisions', 'docs/learnings', 'workstreams', 'plans']) {
  for (const name of readdirSync(join(repository, folder)).sort()) {
    if (!name.endsWith('.md')) continue;
    const text = readFileSync(join(repository, folder, name), 'utf8');
    const end = text.indexOf('\n---\n', 4);
    const data = parse(text.slice(4, end));
    const body = text.slice(end + 5);
    const id = name.slice(0, -3);
    page(join(folder.split('/').at(-1), id), data, markdown.render(body));
    // Of what is no session there are two pages: about it, and its text.
    if (folder !== 'docs/sessions') page(join(folder.split('/').at(-1), id, 'about'), data, '');
    index.add({ id: `${folder}/${id}`, title: data.title, text: body });
  }
}
writeFileSync(join(out, 'search.json'), JSON.stringify(index));

function page(path, { title, summary, status, created }, html) {
  const head = h('head', null, h('meta', { charset: 'utf-8' }), h('title', null, title));
  const facts = h('p', null, h('b', null, status), ' ', h('time', null, String(created)));
  const article = h('article', null, h('h1', null, title), h('p', null, summary), facts);
  const body = h('body', null, article, h('div', { dangerouslySetInnerHTML: { __html: html } }));
  mkdirSync(join(out, path), { recursive: true });
  writeFileSync(
    join(out, path, 'index.html'),
    `<!doctype html>\n${render(h('html', { lang: 'en' }, head, body))}\n`,
  );
}
