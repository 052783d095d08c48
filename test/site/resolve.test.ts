import { describe, expect, it } from 'vitest';
import { namesOf, remembering, resolverFor, stillHolds } from '../../src/site/build/resolve.ts';
import type { SiteRecord, SiteSettings } from '../../src/site/model.ts';
import { documentUrl, recordUrl } from '../../src/site/urls.ts';
import type { Row } from '../../src/work/row.ts';

const settings: SiteSettings = {
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

const record = (row: Pick<Row, 'kind' | 'id'> & Partial<Row>): SiteRecord => ({
  row: { path: `${settings.paths[row.kind]}/${row.id}.md`, title: `Title of ${row.id}`, ...row },
  url: recordUrl(row.kind, row.id),
  documentUrl: documentUrl(row.kind, row.id),
  facts: { hash: '', data: {}, lead: null, tasks: [], links: [] },
  own: '',
  status: null,
  supersededBy: null,
  history: [],
});

const session = record({ kind: 'session', id: 'RT-260511-01' });
const other = record({ kind: 'session', id: 'RT-260511-02' });
const flip = record({ kind: 'plan', id: 'flip', aliases: ['phase-2'] });
const lock = record({ kind: 'adr', id: '0012-lock-a-file' });
const records = [session, other, flip, lock, record({ kind: 'workstream', id: 'flip' })];

const resolver = (of = session, page = of.documentUrl, prefix = '', all = records) =>
  resolverFor({
    model: { settings },
    names: namesOf({ hidesPath: () => false, records: all, settings }),
    record: of,
    page,
    prefix,
    picture: (path) =>
      path === 'shot.png' ? { href: 'assets/files/0a.png', width: 2, height: 1 } : undefined,
  });
const title = (id: string): { title: string } => ({ title: `Title of ${id}` });

describe('a link of a record', () => {
  it.each([
    ['https://e.org/a?b#c', { href: 'https://e.org/a?b#c' }],
    ['mailto:m@e.org', { href: 'mailto:m@e.org' }],
    ['javascript:alert(1)', undefined],
    ['//e.org', undefined],
    ['https://[', undefined],
    ['RT-260511-02.md', { href: '../RT-260511-02/', ...title('RT-260511-02') }],
    ['../../plans/flip.md', { href: '../../plans/flip/', ...title('flip') }],
    ['../../plans/phase-2.md', { href: '../../plans/flip/', ...title('flip') }],
    ['../../plans/phase-2.md#goal', { href: '../../plans/flip/document/#goal', ...title('flip') }],
    ['../../plans/flip.md#goal', { href: '../../plans/flip/document/#goal', ...title('flip') }],
    [
      '/docs/decisions/0012-lock-a-file.md',
      { href: '../../decisions/0012-lock-a-file/', ...title('0012-lock-a-file') },
    ],
    ['#цель', { href: '#%D1%86%D0%B5%D0%BB%D1%8C' }],
    ['#', undefined],
    ['INDEX.md', { href: '../../records/kind/session/' }],
    ['../../shot.png', { href: '../../assets/files/0a.png' }],
    ['../../a b.ts#L3', { href: 'https://github.com/o/n/blob/main/a%20b.ts#L3' }],
    ['../../../outside', undefined],
    ['../..', undefined],
  ])('%s', (href, found) => {
    expect(resolver().link(href)).toEqual(found);
  });

  it('knows where the project is in its repository', () => {
    const { link } = resolver(session, session.url, 'sub/project/');
    expect(link('../../a.ts')).toEqual({ href: 'https://github.com/o/n/blob/main/sub/project/a.ts' });
    expect(link('../../../../a.ts')).toEqual({ href: 'https://github.com/o/n/blob/main/a.ts' });
    expect(link('../../../../../a.ts')).toBeUndefined();
  });

  it('leads to the text of its own record from another page', () => {
    expect(resolver(flip, flip.url).link('#goal')).toEqual({ href: 'document/#goal' });
  });
});

it('finds records by the names that texts have for them', () => {
  const { record: named, named: wiki, image, commit } = resolver();
  expect(named('RT-260511-02#w1')).toEqual({ href: '../RT-260511-02/#w1', ...title('RT-260511-02') });
  expect(named('RT-260511-01#w1')).toEqual({ href: '#w1', ...title('RT-260511-01') });
  expect(named('RT-260511-01')).toBeUndefined();
  expect(named('flip')).toBeUndefined();
  expect(named('phase-2')?.href).toBe('../../plans/flip/');
  // Of two records the one whose kind comes first.
  expect(wiki('flip')?.href).toBe('../../workstreams/flip/');
  expect(wiki('plans/flip.md')?.href).toBe('../../plans/flip/');
  expect(wiki('__proto__')).toBeUndefined();
  expect(image('../../shot.png')).toEqual({ href: '../../assets/files/0a.png', width: 2, height: 1 });
  expect(image('https://e.org/shot.png')).toBeUndefined();
  expect(commit('3f889a1')).toBe('https://github.com/o/n/commit/3f889a1');
});

it('remembers what was asked, and notices another answer', () => {
  const { resolver: asking, asked } = remembering(resolver());
  asking.link('RT-260511-02.md');
  asking.link('https://e.org');
  asking.record('RT-260511-09');
  asking.commit('3f889a1');
  expect(asked().map(([question]) => JSON.parse(question) as unknown)).toEqual([
    ['link', 'RT-260511-02.md'],
    ['record', 'RT-260511-09'],
  ]);
  expect(stillHolds(resolver(), asked())).toBe(true);
  const more = [...records, record({ kind: 'session', id: 'RT-260511-09' })];
  expect(stillHolds(resolver(session, session.url, '', more), asked())).toBe(false);
});
