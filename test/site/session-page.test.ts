import { FRONTMATTER_CAUSES } from '../../src/fault/messages/frontmatter-causes.ts';
import { sayFault } from '../../src/site/language/faults.ts';
import { CAUSES_RU } from '../../src/site/language/faults-ru.ts';
import { describe, expect, test } from 'vitest';
import { listEntries } from '../../src/site/markdown/list-entries.ts';
import { renderBody } from '../../src/site/markdown/render.ts';
import { makePages } from '../../src/site/pages/pages.ts';
import { rendering } from '../support/markdown-page.ts';
import { contextOf, drawn, siteModel, type SomeRecord, textOf } from './model.ts';
import type { SiteModel } from '../../src/site/model.ts';
import { documentOf } from '../../src/site/build/document.tsx';

const none = (): undefined => undefined;
const NOWHERE = rendering({ link: none, image: none, record: none, named: none, commit: none });
const REMOTE = { commit: 'https://x.test/commit/', file: 'https://x.test/blob/main/' };

const page = (model: SiteModel, url: string) => makePages(model).find((one) => one.url === url)!;

async function shown(records: readonly SomeRecord[], url: string, text: string): Promise<string> {
  const model = siteModel(records, { remote: REMOTE });
  const one = page(model, url);
  return drawn(one, model, await renderBody(one.record!.row.kind, text, NOWHERE));
}

const SESSION: SomeRecord = {
  kind: 'session',
  id: 'RT-260511-01',
  title: 'P2 + P3 of the <flip>',
  summary: 'Hook and handoff shipped.',
  status: 'handed-off',
  owner: 'roman',
  created: '2026-05-11T15:12:40+02:00',
  workstream: 'flip',
  tags: ['infra'],
  commits: ['ad6f578', '"><script>'],
  waiting: [
    { id: 'w1', text: 'approve the address', for: 'sergei', open: true, line: 20 },
    { id: 'w2', text: 'the DNS record', open: false, line: 21 },
    { id: 'w3', text: 'the price', open: true, line: 22 },
  ],
  facts: {
    data: {
      confidence: 'H',
      files_changed: 9,
      insertions: 812,
      deletions: 64,
      duration_minutes: 214,
      tool_calls: 143,
      tool_failures: 6,
      tool_calls_breakdown: { Edit: 38, Bash: 71, mcp__notion: 0, bad: 'x' },
    },
  },
};
const TEXT = `# RT-260511-01 — P2

## Summary

Done.

## Verification

- fast (verified: npm test, exit 0, ad6f578)
- small (believed)

## Waiting On

- [ ] w1 @sergei: approve the **address**
- [x] w2 the DNS record
- [ ] w3 the price

## Resume Prompt

Go on with <b>P4</b>. <!-- not this -->

## Next Action

Rewrite resume.
`;
const WORKSTREAM: SomeRecord = { kind: 'workstream', id: 'flip', title: 'The flip', status: 'active' };
const URL = 'sessions/RT-260511-01/';

describe('the page of a session', () => {
  test('what comes next and what waits stand before facts and text', async () => {
    const text = textOf(await shown([SESSION, WORKSTREAM], URL, TEXT));
    const order = ['Hook and handoff shipped.', 'Rewrite resume.', 'approve the address', 'Created', 'Done.'];
    expect(order.map((one) => text.indexOf(one))).toEqual(
      order.map((one) => text.indexOf(one)).toSorted((a, b) => a - b),
    );
    expect(order.every((one) => text.includes(one))).toBe(true);
  });

  test.each([
    ['its own', { plan: 'store' }, {}],
    ['that of its workstream', {}, { plan: 'store' }],
  ])('the plan stands above the title before the workstream, and among the facts: %s', async (_, own, of) => {
    const plan: SomeRecord = { kind: 'plan', id: 'store', title: 'The store' };
    const html = await shown([{ ...SESSION, ...own }, { ...WORKSTREAM, ...of }, plan], URL, TEXT);
    const [, crumbs = ''] = /<p class="crumbs">(.*?)<\/p>/s.exec(html) ?? [];
    expect(textOf(crumbs)).toMatch(/^Session RT-260511-01 .*The store The flip$/);
    expect(textOf(html)).toContain('Plan The store Workstream The flip');
    expect(html).toContain('href="../../plans/store/"');
  });

  test('facts are there as far as the record has them, and say what they are', async () => {
    const html = await shown([SESSION, WORKSTREAM], URL, TEXT);
    const text = textOf(html);
    for (const fact of [
      'Confidence high',
      '3 h 34 min',
      '+812 −64',
      '1 verified 1 believed',
      '143 calls, 6 failed',
    ])
      expect(text).toContain(fact);
    expect(text).toMatch(/Bash 71 Edit 38 mcp__notion 0/);
    expect(text).not.toMatch(/bad|Priority|Expires/);
    expect(html).toContain('href="https://x.test/commit/ad6f578"');
    expect(html).toContain('href="../../records/tag/infra/"');
    expect(html).toContain('href="../../workstreams/flip/"');
    expect(html).not.toContain('commit/"');
    expect(html).not.toMatch(/ style=/);
  });

  test('an item says whether it is open, done or closed by a later record, and whom it waits for', async () => {
    const later: SomeRecord = {
      kind: 'session',
      id: 'SK-260512-01',
      title: 'The price is known',
      created: '2026-05-12T10:00:00+02:00',
      closes: ['RT-260511-01#w3'],
    };
    const html = await shown([SESSION, WORKSTREAM, later], URL, TEXT);
    const items = html.match(/<li class="item [^]*?<\/li>/g) ?? [];
    expect(items.map((one) => textOf(one).replace(/\s+/g, ' '))).toEqual([
      'approve the address open for Sergei w1',
      'the DNS record done for Roman w2',
      'the price closed by The price is known for Roman w3',
    ]);
    expect(items[0]).toContain('<strong>address</strong>');
    expect(items[2]).toContain('href="../SK-260512-01/"');
  });

  test.each([
    ['an operator', 'sk', 'send them open for Sergei w1', 'sergei'],
    ['nobody', 'outside-person', '@outside-person: send them open for petr w1', 'petr'],
  ])('an item for %s waits for the same person everywhere', async (_, name, said, slug) => {
    const item = { id: 'w1', text: 'send them', for: name, open: true, line: 9 };
    const asked = { id: 'q1', text: 'how many?', open: true, line: 12 };
    const session: SomeRecord = {
      kind: 'session',
      id: 'PE-260511-01',
      owner: 'petr',
      workstream: 'flip',
      waiting: [item],
      questions: [asked],
    };
    const written = `# x\n\n## Waiting On\n\n- [ ] w1 @${name}: send them\n\n## Open Questions\n\n- q1 how many?\n`;
    const html = await shown([session, WORKSTREAM], 'sessions/PE-260511-01/', written);
    const items = html.match(/<li class="item [^]*?<\/li>/g) ?? [];
    expect(items.map((one) => textOf(one))).toEqual([said, 'how many? open q1']);
    expect(items[0]).toContain(`href="../../operators/${slug}/"`);
    const model = siteModel([session, WORKSTREAM]);
    const text = (url: string): string => textOf(drawn(page(model, url), model));
    expect(text('')).toMatch(new RegExp(`Waiting on ${slug} `, 'i'));
    expect(text(`operators/${slug}/`)).toContain('send them');
    expect(text('workstreams/flip/')).toMatch(
      new RegExp(`send them for ${slug} .*how many\\? PE-260511-01`, 'i'),
    );
  });

  test('who is no operator and owns records is linked wherever they are named', async () => {
    const adr: SomeRecord = {
      kind: 'adr',
      id: '0001-a',
      owner: 'petr',
      facts: { data: { deciders: ['vasya', 'nobody', 'Roman'] } },
    };
    const html = await shown([adr, { ...SESSION, owner: 'vasya' }], 'decisions/0001-a/document/', '# x\n');
    for (const slug of ['petr', 'vasya', 'roman'])
      expect(html).toContain(`<a class="owner" href="../../../operators/${slug}/">`);
    expect(html).toContain('<span class="owner">nobody</span>');
  });

  const counted = (max: number, count: number): SiteModel => {
    const facts = { data: { tool_calls_breakdown: { 'no-recall': count } } };
    const invariant = { name: 'no-recall', tools: ['mcp__*'], max, mode: 'warn' } as const;
    return { ...siteModel([{ ...SESSION, facts }]), invariants: [invariant] };
  };

  test.each([
    [0, 'Invariant broken: no-recall : 2 calls (limit: no call)'],
    [1, 'Invariant broken: no-recall : 2 calls (limit: 1 call per session)'],
  ])('an invariant of at most %i calls that has 2 is called out', (max, said) => {
    const model = counted(max, 2);
    const html = drawn(page(model, URL), model);
    expect(textOf(html)).toContain(said);
    expect(html).toContain('href="../../invariants/#i1"');
    // The page is another one where the configuration is.
    expect(page(model, URL).from).not.toEqual(page(counted(2, 2), URL).from);
  });

  test('an invariant that holds is nothing to be told of', () => {
    const model = counted(2, 2);
    expect(drawn(page(model, URL), model)).not.toContain('class="note broke"');
  });

  test('the resume prompt is copied as it is written, without comments', async () => {
    const html = await shown([SESSION, WORKSTREAM], URL, TEXT);
    const id = /data-copy="#([^"]+)"/.exec(html)?.[1] ?? '';
    expect(html).toContain(`<pre id="${id}" hidden>Go on with &lt;b>P4&lt;/b>.</pre>`);
  });

  test('of a session that was superseded the prompt is put away, and the one that counts is linked', async () => {
    const next: SomeRecord = {
      kind: 'session',
      id: 'RT-260512-01',
      title: 'The next one',
      created: '2026-05-12T10:00:00+02:00',
      parent: 'RT-260511-01',
      supersedes: ['RT-260511-01'],
    };
    const old = await shown([SESSION, WORKSTREAM, next], URL, TEXT);
    expect(textOf(old)).toContain('Replaced by The next one');
    expect(old).not.toContain('data-copy="#');
    expect(textOf(old)).toMatch(/Continued by → The next one RT-260512-01/);
    const current = textOf(await shown([SESSION, WORKSTREAM, next], 'sessions/RT-260512-01/', '# x\n'));
    expect(current).toMatch(/Replaces P2 \+ P3 of the &lt;flip> RT-260511-01/);
    expect(current).toMatch(/← Continues P2/);
  });

  test('a Resume Prompt that says nothing has no heading, and nothing to copy', async () => {
    const says = await shown([SESSION, WORKSTREAM], URL, TEXT);
    expect(says).toContain('resume-prompt-source');
    const empty = TEXT.replace(/(?<=## Resume Prompt\n)[^#]*/, '\n<!-- What to say? -->\n\n');
    const html = await shown([SESSION, WORKSTREAM], URL, empty);
    expect(html).not.toMatch(/resume-prompt|Resume Prompt|data-copy="#/);
  });

  test('whatever stands beside the items of a section is still there', async () => {
    const text = TEXT.replace('- [ ] w1', 'Nothing is urgent.\n\n- [ ] w1').replace(
      'w3 the price',
      'w3 the price\n- [ ]',
    );
    expect(textOf(await shown([SESSION, WORKSTREAM], URL, text))).toContain('Nothing is urgent.');
  });

  test('a list is taken apart at its top, whatever is in it', () => {
    const html = '<p>a</p>\n<ul>\n<li>b<ul><li>c</li></ul></li>\n<li><p>d</p></li>\n</ul>\n<p>e</p>';
    expect(listEntries(html)).toEqual({
      entries: ['b<ul><li>c</li></ul>', '<p>d</p>'],
      rest: '<p>a</p>\n\n<p>e</p>',
    });
  });
});

/** What a row may say of a file that is no record, besides that its frontmatter does not parse. */
const UNREAD = [
  'E_FRONTMATTER_NOT_A_MAP',
  'E_FILE_SYMLINK',
  'E_FILE_NOT_REGULAR',
  'E_FILE_NOT_UTF8',
  'E_FILE_TOO_LARGE',
  'E_FILE_UNREADABLE',
];

describe('a record that does not parse', () => {
  test('has a page at its addresses that says where, why and what to do, with its text escaped', () => {
    const fault = { code: 'E_FRONTMATTER_SYNTAX', line: 3, column: 12 };
    const model = siteModel([
      {
        kind: 'plan',
        id: 'broken',
        fault,
        facts: {
          broken: { ...fault, args: { cause: 'colon', fixed: 'summary: "P4: x"' }, source: 'summary: P4: x' },
        },
      },
    ]);
    for (const url of ['plans/broken/', 'plans/broken/document/']) {
      const one = page(model, url);
      const context = { ...contextOf(one, model), text: `<script>alert(1)</script>${'x'.repeat(200_000)}` };
      const html = documentOf(one, context);
      const said = textOf(html);
      expect(said).toContain('plans/broken.md');
      expect(said).toContain('3:12');
      expect(said).toContain('a colon and a space start a new key in here');
      expect(said).toContain('Quote the value: summary: &quot;P4: x&quot;.');
      expect(html).not.toContain('<script>alert');
      expect(html.length).toBeLessThan(120_000);
    }
  });

  test('says so in the language of the site, in the words of every mistake that English has', () => {
    expect(CAUSES_RU.toSorted()).toEqual([...FRONTMATTER_CAUSES].toSorted());
    const fault = { code: 'E_FRONTMATTER_SYNTAX', line: 3, column: 1 };
    const facts = { broken: { ...fault, args: { cause: 'tab' }, source: '\ttab: 1' } };
    const ru = siteModel([{ kind: 'plan', id: 'broken', fault, facts }], { language: 'ru' });
    const html = documentOf(page(ru, 'plans/broken/'), contextOf(page(ru, 'plans/broken/'), ru));
    expect(textOf(html)).toContain('заголовок записи не разбирается: отступ этой строки сделан табуляцией');
    expect(textOf(html)).toContain('Делайте отступы пробелами.');
    expect(html).not.toContain('lang="en"');
    for (const code of UNREAD)
      expect(sayFault('ru', code, { path: 'plans/broken.md', max: 1 }), code).toMatchObject({ lang: 'ru' });
    const other = siteModel([{ kind: 'plan', id: 'broken', fault: { code: 'E_RECORD_GONE' } }], {
      language: 'ru',
    });
    const english = documentOf(page(other, 'plans/broken/'), contextOf(page(other, 'plans/broken/'), other));
    expect(english).toContain('<span lang="en">plans/broken.md was there a moment ago and is gone</span>');
  });
});
