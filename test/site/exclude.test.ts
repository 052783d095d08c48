import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { assetsFolder } from '../../src/cli/site/assets.ts';
import { type BuiltSite, buildSite } from '../../src/site/build/build-site.ts';
import { namesOf, resolverFor } from '../../src/site/build/resolve.ts';
import type { SiteRecord } from '../../src/site/model.ts';
import { excluding } from '../../src/site/read/exclusion.ts';
import { DEFAULT_CONFIG } from '../../src/store/config-defaults.ts';
import { openItems } from '../../src/work/open-items.ts';
import type { Row } from '../../src/work/row.ts';
import { projectAt } from '../support/project.ts';
import { sessionText } from '../support/records.ts';
import { type Sandbox, sandbox } from '../support/sandbox.ts';

const CONFIG = `format: 1
site:
  title: Offplan
  url: https://example.com/offplan/
  exclude: ['plans/private/**', 'plans/kestrel.md', 'tag:heron']
`;

const FLIP = `---
title: The flip
owner: roman
status: active
plan: kestrel
kind: workstream
created: 2026-05-01
---

# The flip

## Goal

Turn it around.

## Session Log

- 2026-05-11 [RT-260511-07](../docs/sessions/RT-260511-07.md) — The grebe migrates
- 2026-05-10 [RT-260510-01](../docs/sessions/RT-260510-01.md) — Seen by all
`;

const SEEN = sessionText('RT-260510-01', {
  title: 'Seen by all',
  created: '2026-05-10T10:00:00+02:00',
  extra: 'workstream: flip\nplan: kestrel\n',
  body: `
## Waiting On

- @sergei: approve the address

## What I Did

What was to be done.
`,
});

const HIDDEN = sessionText('RT-260511-07', {
  title: 'The grebe migrates',
  extra: 'workstream: flip\ntags: [heron]\ncloses: [RT-260510-01#w1]\n',
  body: '\n## What I Did\n\nCounted each grebe.\n',
});

const PLAN =
  '---\ntitle: Feed the kestrel\nowner: roman\nstatus: draft\nkind: plan\n---\n\n# Feed the kestrel\n';

/** Every file of a site, by its path. */
function filesOf(out: string): Map<string, string> {
  const names = readdirSync(out, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    names.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(out.length + 1), readFileSync(file, 'utf8')];
    }),
  );
}

test('nothing of a record that is kept out is anywhere in the site', async () => {
  const box = sandbox();
  const repo = box.repo('offplan');
  const commit = (subject: string, files: Record<string, string>): void => {
    for (const [path, text] of Object.entries(files)) box.write(join(repo, path), text);
    box.git(repo, 'add', '.');
    box.git(repo, 'commit', '-qm', subject);
  };
  commit('Start the work', { '.canon/config.yaml': CONFIG, 'docs/sessions/RT-260510-01.md': SEEN });
  commit('Feed every gannet', { 'plans/kestrel.md': PLAN, 'plans/private/osprey.png': 'no picture' });
  commit('Ring a plover', { 'docs/sessions/RT-260511-07.md': HIDDEN, 'workstreams/flip.md': FLIP });
  const out = join(box.dir, 'site');
  await buildSite(await projectAt(box, repo), out, assetsFolder());
  const files = filesOf(out);
  expect([...files.values()].join('\n')).toContain('Seen by all');
  const secrets = ['grebe', 'RT-260511-07', 'heron', 'kestrel', 'osprey', 'gannet', 'plover'];
  for (const word of secrets) {
    const found = [...files].filter(([path, text]) =>
      `${path}\n${text}`.toLowerCase().includes(word.toLowerCase()),
    );
    expect(
      found.map(([path]) => path),
      word,
    ).toEqual([]);
  }
  // The same again from what the first build has kept.
  expect(await buildSite(await projectAt(box, repo), out, assetsFolder())).toMatchObject({
    written: [],
    removed: [],
  });
  // And back, once it is kept out no longer.
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\n');
  await buildSite(await projectAt(box, repo), out, assetsFolder());
  expect([...filesOf(out).values()].join('\n')).toContain('The grebe migrates');
});

/** A repository of commits, and what its site has of some words. */
function told(config: string): {
  repo: string;
  box: Sandbox;
  commit: (subject: string, files: Record<string, string>) => void;
  build: (words: readonly string[]) => Promise<{ built: BuiltSite; found: string[] }>;
} {
  const box = sandbox();
  const repo = box.repo('offplan');
  const commit = (subject: string, files: Record<string, string>): void => {
    for (const [path, text] of Object.entries(files)) box.write(join(repo, path), text);
    box.git(repo, 'add', '-A');
    box.git(repo, 'commit', '-qm', subject);
  };
  commit('Start', { '.canon/config.yaml': `format: 1\nsite:\n  title: Offplan\n  exclude: ${config}\n` });
  return {
    repo,
    box,
    commit,
    async build(words) {
      const out = join(box.dir, 'site');
      const built = await buildSite(await projectAt(box, repo), out, assetsFolder());
      const files = [...filesOf(out)];
      const has = (word: string, [path, text]: [string, string]): boolean =>
        `${path}\n${text}`.toLowerCase().includes(word);
      const found = words.flatMap((word) =>
        files.filter((one) => has(word, one)).map(([path]) => `${word}: ${path}`),
      );
      return { built, found };
    },
  };
}

test.each([
  ['a summary that is no YAML', 'summary: "x: [\n'],
  ['a conflict', '<<<<<<< HEAD\npriority: P0\n=======\npriority: P1\n>>>>>>> other\n'],
])(
  'a record whose tags cannot be read is not shown where tags keep records out: %s',
  async (_what, extra) => {
    const { commit, build, repo, box } = told('["tag:internal"]');
    const more = `tags: [internal]\n${extra}`;
    const body = '\n## What I Did\n\nCounted each grebe.\n';
    commit('Ring a plover', {
      'docs/sessions/RT-260510-01.md': SEEN,
      'docs/sessions/RT-260511-07.md': sessionText('RT-260511-07', { title: 'The grebe', extra: more, body }),
    });
    const { built, found } = await build(['grebe', 'rt-260511-07', 'internal', 'plover']);
    expect(found).toEqual([]);
    expect(built).toMatchObject({ broken: [], unread: ['docs/sessions/RT-260511-07.md'] });
    // Where only paths do, it has a page as ever.
    box.write(join(repo, '.canon/config.yaml'), 'format: 1\nsite: { exclude: ["plans/**"] }\n');
    expect((await build([])).built).toMatchObject({ broken: ['docs/sessions/RT-260511-07.md'], unread: [] });
  },
);

test('a record is kept out by its tag however a list of tags is written', () => {
  const tagged = (...tags: string[]): number =>
    excluding([row('RT-260511-02', { tags })], ['tag: intern* ']).shown.length;
  expect([tagged('internal'), tagged('ops, internal'), tagged('#internal'), tagged('ops')]).toEqual([
    0, 0, 0, 1,
  ]);
});

test.each([
  ['was called otherwise', 'docs/sessions/RT-260511-08.md', 'aliases: [RT-260511-07]\n', '["tag:heron"]'],
  ['lay elsewhere', 'docs/sessions/private/RT-260511-07.md', '', '["docs/sessions/private/**"]'],
])(
  'a commit of a record that is kept out has no subject, also where the record %s',
  async (_how, path, extra, exclude) => {
    const { commit, build, repo, box } = told(exclude);
    const old = 'docs/sessions/RT-260511-07.md';
    commit('Begin', { 'workstreams/flip.md': FLIP });
    commit('Ring a plover', { [old]: HIDDEN, 'workstreams/flip.md': FLIP.replace('around', 'about') });
    box.write(join(repo, path), HIDDEN.replace('id: RT-260511-07', `${extra}id: ${basename(path, '.md')}`));
    box.git(repo, 'rm', '-qf', old);
    commit('Move', {});
    expect((await build(['plover', 'grebe', 'rt-260511-0'])).found).toEqual([]);
  },
);

test('a workstream that does not parse does not tell of sessions that are kept out', async () => {
  const { commit, build } = told('["docs/sessions/RT-260511-07.md"]');
  const bad = FLIP.replace('plan: kestrel', 'summary: "x: [');
  commit('Add', { 'docs/sessions/RT-260511-07.md': HIDDEN, 'workstreams/flip.md': bad });
  const { built, found } = await build(['grebe', 'rt-260511-07']);
  expect(found).toEqual([]);
  expect(built.broken).toEqual(['workstreams/flip.md']);
  // One that names nobody is shown as it is written.
  commit('Mend', { 'workstreams/flip.md': bad.replace(/^- 2026-05-11.*\n/m, '') });
  expect((await build(['seen by all'])).found).toContain('seen by all: workstreams/flip/index.html');
});

test('a pattern that keeps nothing out is told, with what may have been meant', async () => {
  const patterns = [
    'tag: heron',
    'docs/sessions/*-07.md',
    'tag:Heron',
    'docs/sessions/RT-260511-07',
    'RT-260511-07',
    '#heron',
    'typo/**',
    'pictures/**',
    'plans/gone.md',
  ];
  const { box, repo, commit, build } = told(JSON.stringify(patterns));
  commit('Add', { 'docs/sessions/RT-260511-07.md': HIDDEN, 'pictures/a.png': '', 'plans/gone.md': PLAN });
  box.git(repo, 'rm', '-q', 'plans/gone.md');
  commit('Take back', {});
  const { built } = await build([]);
  const idle = built.diagnostics.filter(({ code }) => code === 'site-exclude-idle');
  expect(idle.map(({ args }) => [args?.['pattern'], args?.['near']])).toEqual([
    ['tag:Heron', 'tag:heron'],
    ['docs/sessions/RT-260511-07', 'docs/sessions/RT-260511-07.md'],
    ['RT-260511-07', 'docs/sessions/RT-260511-07.md'],
    ['#heron', 'tag:heron'],
    ['typo/**', undefined],
  ]);
  expect(idle.every(({ severity }) => severity === 'warning')).toBe(true);
});

test('a file where nothing is shown is neither linked to nor copied, and one beside it is both', async () => {
  const { commit, build, repo, box } = told('["plans/private/**"]');
  box.git(repo, 'remote', 'add', 'origin', 'https://github.com/o/n.git');
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  for (const name of ['plans/private/osprey.png', 'plans/wren.png']) {
    box.write(join(repo, name), '');
    writeFileSync(join(repo, name), Buffer.concat([Buffer.from(pixel, 'base64'), Buffer.from(name)]));
  }
  const linked = '![A shot](../../plans/NAME.png) with [its notes](../../plans/NAME.txt)\n';
  const body = `\n## What I Did\n\n${['private/osprey', 'wren'].map((name) => linked.replaceAll('NAME', name)).join('\n')}`;
  commit('Show', {
    'plans/private/osprey.txt': 'x',
    'plans/wren.txt': 'x',
    'docs/sessions/RT-260510-01.md': sessionText('RT-260510-01', { body }),
  });
  const page = 'sessions/RT-260510-01/index.html';
  const { found, built } = await build(['osprey', 'wren.txt', 'iend']);
  expect(found.filter((one) => !one.startsWith('iend'))).toEqual([`wren.txt: ${page}`]);
  expect(found.filter((one) => one.startsWith('iend: assets/files/'))).toHaveLength(1);
  expect(built.broken).toEqual([]);
});

test('a link to what is kept out is the text that it stood under', () => {
  const record = (path: string): SiteRecord => ({
    row: row('RT-260510-01', { path }),
    url: 'sessions/RT-260510-01/',
    documentUrl: 'sessions/RT-260510-01/',
    facts: { hash: '', data: {}, lead: null, tasks: [], links: [] },
    own: '',
    status: null,
    supersededBy: null,
    history: [],
  });
  const here = record('docs/sessions/RT-260510-01.md');
  const settings = {
    title: 'Offplan',
    url: undefined,
    language: 'en' as const,
    remote: { commit: 'https://github.com/o/n/commit/', file: 'https://github.com/o/n/blob/main/' },
    paths: DEFAULT_CONFIG.paths,
  };
  const names = namesOf({ records: [here], settings, hidesPath: (path) => path.startsWith('plans/') });
  const { link, image } = resolverFor({
    model: { settings },
    names,
    record: here,
    page: here.documentUrl,
    prefix: '',
    picture: (path) => ({ href: `assets/${path}`, width: 1, height: 1 }),
  });
  expect(link('../../README.md')).toBeDefined();
  expect(link('../../plans/kestrel.md')).toBeUndefined();
  expect(image('../../plans/osprey.png')).toBeUndefined();
});

const row = (id: string, more: Partial<Row> = {}): Row => ({
  path: `docs/sessions/${id}.md`,
  kind: 'session',
  id,
  title: id,
  ...more,
});

test('what a record that is kept out has closed is closed, and is not said to be its doing', () => {
  const item = { id: 'w1', text: 'approve it', open: true, line: 9 };
  const rows = [
    row('RT-260511-02', { tags: ['private'], closes: ['RT-260510-01#w1'], created: '2026-05-11' }),
    row('RT-260511-01', { parent: 'RT-260511-02', supersedes: ['RT-260511-02', 'RT-260510-01'] }),
    row('RT-260510-01', { waiting: [item], created: '2026-05-10' }),
  ];
  const { shown, hidesPath, hidesId } = excluding(rows, ['tag:private']);
  expect(shown.map(({ id }) => id)).toEqual(['RT-260511-01', 'RT-260510-01']);
  expect(shown[0]?.parent).toBeUndefined();
  expect(shown[0]?.supersedes).toEqual(['RT-260510-01']);
  expect(openItems(shown)).toEqual([]);
  expect(hidesPath('docs/sessions/RT-260511-02.md')).toBe(true);
  expect(hidesId('RT-260511-02')).toBe(true);
  expect(hidesId('RT-260511-01')).toBe(false);
});

test('an id that a record which is shown has as well is no secret', () => {
  const plan = row('flip', { kind: 'plan', path: 'plans/flip.md' });
  const stream = row('flip', { kind: 'workstream', path: 'workstreams/flip.md', plan: 'flip' });
  const { hidesId, shown } = excluding([plan, stream], ['plans/**']);
  expect(hidesId('flip', 'plan')).toBe(true);
  expect(hidesId('flip')).toBe(false);
  expect(shown).toEqual([{ ...stream, plan: undefined }]);
});
