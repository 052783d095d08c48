import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assetsFolder } from '../../src/cli/site/assets.ts';
import { buildSite } from '../../src/site/build/build-site.ts';
import { namesOf, resolverFor } from '../../src/site/build/resolve.ts';
import type { SiteRecord } from '../../src/site/model.ts';
import { excluding } from '../../src/site/read/exclusion.ts';
import { DEFAULT_CONFIG } from '../../src/store/config-defaults.ts';
import { openItems } from '../../src/work/open-items.ts';
import type { Row } from '../../src/work/row.ts';
import { projectAt } from '../support/project.ts';
import { sessionText } from '../support/records.ts';
import { sandbox } from '../support/sandbox.ts';

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
