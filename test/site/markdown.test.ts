import { describe, expect, it, vi } from 'vitest';
import { makeHighlighter } from '../../src/site/markdown/highlight.ts';
import { renderBody, renderText } from '../../src/site/markdown/render.ts';
import { wordsOf } from '../../src/site/language/words.ts';
import { rendering } from '../support/markdown-page.ts';

const html = async (md: string): Promise<string> => (await renderText(md, rendering())).trim();
const COMMIT = 'https://github.com/o/n/commit/';
const commit = (sha: string): string => `<a href="${COMMIT}${sha}" rel="noopener noreferrer">${sha}</a>`;
const web = (address: string): string =>
  `<a href="http://${address}" rel="noopener noreferrer">${address}</a>`;
const session = (id: string): string => `<a href="../${id}/" title="Title of ${id}">${id}</a>`;

describe('a line of text', () => {
  it.each([
    ['*a* **b** ~~c~~ `d`', '<em>a</em> <strong>b</strong> <s>c</s> <code>d</code>'],
    ['a <b>tag</b> &amp; <!-- gone -->', 'a &lt;b&gt;tag&lt;/b&gt; &amp;'],
    ['[x](javascript:alert(1)) ![y](data:image/svg+xml,a) <vbscript:x> [z](//e.org)', 'x y vbscript:x z'],
    [
      'https://e.org/a <m@e.org>',
      '<a href="https://e.org/a" rel="noopener noreferrer">https://e.org/a</a> <a href="mailto:m@e.org">m@e.org</a>',
    ],
    ['README.md, hook.py and git@e.org:o/n', 'README.md, hook.py and git@e.org:o/n'],
    ['~a b~ ~~c~~ 5~10, 7~8 ~5 ~/x ~~d', '<s>a b</s> <s>c</s> 5~10, 7~8 ~5 ~/x ~~d'],
    ['**~a~** ~b *c* [d](#d)~', '<strong><s>a</s></strong> <s>b <em>c</em> <a href="#d">d</a></s>'],
    [
      'me@e.org, (a.b+c@e-f.org). 3f889a1',
      `<a href="mailto:me@e.org">me@e.org</a>, (<a href="mailto:a.b+c@e-f.org">a.b+c@e-f.org</a>). ${commit('3f889a1')}`,
    ],
    [
      'ssh://git@e.org/o me@e p@1.2.3 @s/p@v4.x `me@e.org` [me@e.org](#d)',
      'ssh://git@e.org/o me@e p@1.2.3 @s/p@v4.x <code>me@e.org</code> <a href="#d">me@e.org</a>',
    ],
    [
      '(www.e.org/@a_(b)?c=d&e), *www.f.org*. xwww.g.org www. www.h.org/3f889a1!',
      `(${web('www.e.org/@a_(b)?c=d&amp;e')}), <em>${web('www.f.org')}</em>. xwww.g.org www. ${web('www.h.org/3f889a1')}!`,
    ],
    ['[the plan](plan.md)', '<a href="../../plans/flip/" title="The flip">the plan</a>'],
    ['[the plan](plan.md "own")', '<a href="../../plans/flip/" title="own">the plan</a>'],
    ['[`code` of it](nowhere.md)', '<code>code</code> of it'],
    [
      '[[flip]], [[flip|it]] and [[nobody]]',
      '<a href="../../plans/flip/" title="The flip">flip</a>, <a href="../../plans/flip/" title="The flip">it</a> and nobody',
    ],
    ['verified: exit 0, 3f889a1', `verified: exit 0, ${commit('3f889a1')}`],
    ['`3f889a1`', `<code>${commit('3f889a1')}</code>`],
    ['`git show 3f889a1`', `<code>git show ${commit('3f889a1')}</code>`],
    ['1c9e0d2..cde35f6', `${commit('1c9e0d2')}..${commit('cde35f6')}`],
    ['defaced 1234567 x3f889a1 3f889a1-b /3f889a1', 'defaced 1234567 x3f889a1 3f889a1-b /3f889a1'],
    ['[3f889a1 of it](plan.md)', '<a href="../../plans/flip/" title="The flip">3f889a1 of it</a>'],
    [
      '(RT-260511-01), **RT-260511-01**.',
      `(${session('RT-260511-01')}), <strong>${session('RT-260511-01')}</strong>.`,
    ],
    ['RT-260511-01#w1', '<a href="../RT-260511-01#w1/" title="Title of RT-260511-01#w1">RT-260511-01#w1</a>'],
    ['as 0012-lock-a-file says', `as ${session('0012-lock-a-file')} says`],
    ['a/RT-260511-01 RT-260511-01.md', 'a/RT-260511-01 RT-260511-01.md'],
    [
      '![A shot](shot.png)',
      '<img src="../../assets/files/0a.png" alt="A shot" width="640" height="400" loading="lazy" decoding="async">',
    ],
    [
      '![A *drawing*](https://e.org/a.svg)',
      '<a href="https://e.org/a.svg" rel="noopener noreferrer">A drawing</a>',
    ],
    ['![](https://e.org/a.svg)', '<a href="https://e.org/a.svg" rel="noopener noreferrer">a.svg</a>'],
    [
      '[![build](https://e.org/b.svg)](https://e.org)',
      '<a href="https://e.org" rel="noopener noreferrer">build</a>',
    ],
  ])('%s', async (md, expected) => {
    expect(await html(md)).toBe(`<p>${expected}</p>`);
  });
});

describe('blocks', () => {
  it('aligns the cells of tables by classes, in a box that scrolls', async () => {
    expect(await html('| a | b | |\n|:--|:-:|--:|\n| 1 | 2 | 3 |')).toMatchInlineSnapshot(`
      "<div class="scroll" tabindex="0" role="group" aria-label="Table">
      <table>
      <thead>
      <tr>
      <th>a</th>
      <th class="center">b</th>
      <td class="right"></td>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td>1</td>
      <td class="center">2</td>
      <td class="right">3</td>
      </tr>
      </tbody>
      </table>
      </div>"
    `);
  });

  it('makes checkboxes of boxes, in nested lists too', async () => {
    expect(await html('- [ ] a\n- [x] b\n  1. [-] c\n- [y] d')).toMatchInlineSnapshot(`
      "<ul>
      <li class="task open"><input type="checkbox" disabled aria-label="Open">a</li>
      <li class="task done"><input type="checkbox" disabled checked aria-label="Done">b
      <ol>
      <li class="task dropped"><input type="checkbox" disabled aria-label="Dropped">c</li>
      </ol>
      </li>
      <li>[y] d</li>
      </ul>"
    `);
  });

  it('says what an alert is by a sign, a word and a class', async () => {
    expect(await html('> [!WARNING]\n> Look *out*.\n\n> [!note]\n>\n> Two.\n\n> [!OTHER]\n> quote'))
      .toMatchInlineSnapshot(`
      "<div class="alert warning">
      <p class="alert-title"><span aria-hidden="true">▲</span> Warning</p>
      <p>Look <em>out</em>.</p>
      </div>
      <div class="alert note">
      <p class="alert-title"><span aria-hidden="true">ℹ︎</span> Note</p>
      <p>Two.</p>
      </div>
      <blockquote>
      <p>[!OTHER]
      quote</p>
      </blockquote>"
    `);
  });

  it('puts each footnote at the end, with ways there and back', async () => {
    expect(
      await html('a[^1] b[^1] c[^x] d[^none] e^[f]\n\n[^1]: One.\n[^x]:\n    Two[^1].\n[^unused]: Three.'),
    ).toMatchInlineSnapshot(`
      "<p>a<sup><a href="#fn:1" id="fnref:1" class="note-mark" aria-label="Footnote 1">1</a></sup> b<sup><a href="#fn:1" id="fnref:1:2" class="note-mark" aria-label="Footnote 1">1</a></sup> c<sup><a href="#fn:2" id="fnref:2" class="note-mark" aria-label="Footnote 2">2</a></sup> d[^none] e^[f]</p>
      <ol class="notes" aria-label="Footnotes">
      <li id="fn:1"><p>One. <a href="#fnref:1" class="note-back" aria-label="Back to the text (1)"><span aria-hidden="true">↩︎</span></a> <a href="#fnref:1:2" class="note-back" aria-label="Back to the text (1.2)"><span aria-hidden="true">↩︎</span></a> <a href="#fnref:1:3" class="note-back" aria-label="Back to the text (1.3)"><span aria-hidden="true">↩︎</span></a></p>
      </li>
      <li id="fn:2"><p>Two<sup><a href="#fn:1" id="fnref:1:3" class="note-mark" aria-label="Footnote 1">1</a></sup>. <a href="#fnref:2" class="note-back" aria-label="Back to the text (2)"><span aria-hidden="true">↩︎</span></a></p>
      </li>
      </ol>"
    `);
  });

  it('tells headings apart by anchors, leaves out no level and no letter', async () => {
    expect(await html('# One\n##### Привет, `мир`!\n### One\n###\n#### !')).toMatchInlineSnapshot(`
      "<h3 id="one">One <a class="anchor" href="#one" aria-label="Link to this heading: One"><span aria-hidden="true">#</span></a></h3>
      <h4 id="привет-мир">Привет, <code>мир</code>! <a class="anchor" href="#%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82-%D0%BC%D0%B8%D1%80" aria-label="Link to this heading: Привет, мир!"><span aria-hidden="true">#</span></a></h4>
      <h3 id="one-1">One <a class="anchor" href="#one-1" aria-label="Link to this heading: One"><span aria-hidden="true">#</span></a></h3>
      <h4 id="section">! <a class="anchor" href="#section" aria-label="Link to this heading: !"><span aria-hidden="true">#</span></a></h4>"
    `);
  });

  it('highlights code of a language that it knows', async () => {
    expect(await html('```ts title\nlet a = "<b>";\n```\n\n```nonsense\n<b>\n```\n\n    3f889a1'))
      .toMatchInlineSnapshot(`
      "<pre class="code" tabindex="0" role="group" aria-label="Code: ts" data-language="ts"><code><span class="hljs-keyword">let</span> a = <span class="hljs-string">&quot;&lt;b&gt;&quot;</span>;
      </code></pre>
      <pre class="code" tabindex="0" role="group" aria-label="Code: nonsense" data-language="nonsense"><code>&lt;b&gt;
      </code></pre>
      <pre class="code" tabindex="0" role="group" aria-label="Code"><code>3f889a1
      </code></pre>"
    `);
  });

  it('leaves code plain that is too long', async () => {
    expect(await html(`\`\`\`js\n${'let a;\n'.repeat(5000)}\`\`\``)).not.toContain('hljs');
    expect(await html(`\`\`\`js\n${'let a;'.repeat(500)}\n\`\`\``)).not.toContain('hljs');
    expect(await html(`\`\`\`c\nint ${'a'.repeat(101)};\n\`\`\``)).not.toContain('hljs');
    expect(await html(`\`\`\`cs\n${'int a;\n'.repeat(800)}\n\`\`\``)).not.toContain('hljs');
  });

  it('leaves the code of a very long text plain from some block on, in every build', async () => {
    const blocks = Array.from({ length: 9 }, (_, at) => `\`\`\`js\n${`let a${at};\n`.repeat(1800)}\`\`\``);
    // It knows them all, from other pages: that makes no difference.
    const code = makeHighlighter({ get: () => '<span class="hljs-x">x</span>', set: () => {} });
    const html = await renderText(blocks.join('\n\n'), { ...rendering(), code });
    const coloured = html.split('<pre').flatMap((block, at) => (block.includes('hljs') ? [at] : []));
    expect(coloured).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

it('highlights the same code once', async () => {
  const set = vi.fn();
  const known = new Map<string, string>();
  const code = makeHighlighter({
    get: (text) => known.get(text),
    set: (text, language, made) => {
      set(text, language);
      known.set(text, made);
    },
  });
  const md = '```js\nlet a;\n```\n\n```js\nlet a;\n```';
  const once = await renderText(md, { ...rendering(), code });
  expect(await renderText(md, { ...rendering(), code })).toBe(once);
  expect(set.mock.calls).toEqual([['let a;\n', 'javascript']]);
});

describe('the text of a record', () => {
  const body = async (kind: 'session' | 'workstream', md: string) =>
    await renderBody(kind, `---\ntitle: x\n---\n${md}`, rendering());

  it('is cut into sections whose anchors, notes and link definitions are those of one page', async () => {
    const { intro, sections } = await body(
      'session',
      '# RT-260511-01 — x\n\nSee [a].[^n]\n\n## Summary\n\n### Summary\n\nOn.[^m]\n\n## Content\n\n## \n\n[a]: https://e.org\n[^n]: N.\n[^m]: M.',
    );
    expect(intro).toContain('<a href="https://e.org"');
    expect(intro).toContain('<li id="fn:1"><p>N.');
    expect(sections.map(({ key, heading, id }) => [key, heading, id])).toEqual([
      ['Summary', 'Summary', 'summary'],
      [undefined, 'Content', 'content-1'],
      [undefined, 'Untitled', 'untitled'],
    ]);
    expect(sections[0]?.html).toContain('<h3 id="summary-1">');
    expect(sections[0]?.html).toContain('<ol class="notes" aria-label="Footnotes" start="2">');
    expect(sections.map(({ html: made }) => made === '')).toEqual([false, true, true]);
  });

  it('has the sections of the templates by their Russian names, below the same anchors', async () => {
    const md = '## Next Action\n\nOn.\n\n## Next action:\n\nOwn.\n\n## Changes\n\nIt.\n\n## Other\n';
    const { sections } = await renderBody('session', md, { ...rendering(), words: wordsOf('ru') });
    expect(sections.map(({ heading, id }) => [heading, id])).toEqual([
      ['Следующий шаг', 'next-action'],
      ['Next action:', 'next-action-1'],
      ['Изменения', 'changes'],
      ['Other', 'other'],
    ]);
  });

  it('names tasks by their ids, which are their anchors', async () => {
    const { sections } = await body(
      'workstream',
      '## Tasks\n\n- [x] P1. One — 3f889a1\n- [ ] Two\n- [ ] **P3.** Three\n- [-] P1. Again\n',
    );
    expect(sections[0]?.html).toMatchInlineSnapshot(`
      "<ul>
      <li class="task done entry" id="P1"><input type="checkbox" disabled checked aria-label="Done"><a class="id" href="#P1">P1</a> One — <a href="https://github.com/o/n/commit/3f889a1" rel="noopener noreferrer">3f889a1</a></li>
      <li class="task open"><input type="checkbox" disabled aria-label="Open">Two</li>
      <li class="task open entry" id="P3"><input type="checkbox" disabled aria-label="Open"><a class="id" href="#P3">P3</a> Three</li>
      <li class="task dropped entry"><input type="checkbox" disabled aria-label="Dropped"><span class="id">P1</span> Again</li>
      </ul>
      "
    `);
  });

  it('gives what is copied without comments', async () => {
    const { sections } = await body('session', '## Resume Prompt\n\n<!-- how -->\nGo *on*.\n');
    expect(sections[0]?.source).toBe('Go *on*.');
  });
});
