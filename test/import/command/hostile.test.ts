import { createHash } from 'node:crypto';
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, type Place } from './kit.ts';

// What a branch of somebody hostile may have put into files that are committed, and what an import makes of it.

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const MINE = `---
title: By hand
operator: roman
kind: session
id: RT-260511-01
status: completed
created: 2026-05-11T09:00:00+02:00
---
# RT-260511-01 — By hand

## Next Action

Mine.
`;
const HANDS = 'docs/sessions/RT-260511-01.md';

/** A report that calls somebody's own record what an import made. */
function claim(here: Place, id: string, more: object = {}): void {
  const item = {
    id,
    path: id,
    hash: sha256('another source'),
    record: 'session:RT-260511-01',
    file: HANDS,
    result: sha256(MINE),
    ...more,
  };
  const report = {
    format: 1,
    source: 'handoffs',
    name: 'notes',
    at: '2026-05-12T09:00:00+02:00',
    items: [item],
    assets: [],
    passed: 0,
  };
  here.write('.canon/imports/handoffs-notes.json', JSON.stringify(report));
  here.write(HANDS, MINE);
  here.commit('Claim it');
}

test('--undo removes no record that does not say itself that it was imported', async () => {
  const here = place();
  claim(here, 'notes/HANDOFF.md');
  const { code, diagnostics } = await here.json('handoffs', '--undo');
  expect([code, diagnostics.map((one) => [one.code, one.path])]).toEqual([1, [['import-undo-kept', HANDS]]]);
  expect(here.read(HANDS)).toBe(MINE);
});

test('nor puts another text in its place', async () => {
  const here = place();
  here.write('other.md', 'Something else.\n');
  here.commit();
  const blob = here.git('rev-parse', 'HEAD:other.md').trim();
  claim(here, 'notes/HANDOFF.md', { in_place: true, blob });
  expect((await here.json('handoffs', '--undo')).code).toBe(1);
  expect(here.read(HANDS)).toBe(MINE);
});

test('an import brings no record up to date that does not say that it came of it', async () => {
  const here = place();
  here.write('notes/HANDOFF.md', '# Theirs\n\n## Next Action\n\nTheirs.\n');
  claim(here, 'notes/HANDOFF.md');
  const { code, data } = await here.json('handoffs', 'notes');
  expect([code, data.commit, data.items.map(({ action }) => action)]).toEqual([1, null, ['conflict']]);
  expect(here.read(HANDS)).toBe(MINE);
});

const TOKEN = `ghp_${'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5'}`;

test.each([
  ['UTF-8', Buffer.from(`TOKEN=${TOKEN}\n`)],
  ['an old encoding', Buffer.from(`# Schl\xfcssel\nTOKEN=${TOKEN}\n`, 'latin1')],
  ['UTF-16', Buffer.from(`\uFEFFTOKEN=${TOKEN}\n`, 'utf16le')],
])('a secret in %s beside a handoff stops the import, is named, and can be left out', async (_, bytes) => {
  const here = place();
  const folder = join(here.box.dir, 'elsewhere');
  here.box.write(join(folder, 'HANDOFF.md'), '# A\n\n## Done\n\n[settings](.env)\n');
  writeFileSync(join(folder, '.env'), bytes);
  const { code, stdout, stderr } = await here.run('handoffs', folder, '--json');
  expect(code).toBe(2);
  expect(stdout + stderr).not.toContain(TOKEN);
  expect((JSON.parse(stdout) as { diagnostics: unknown[] }).diagnostics).toMatchObject([
    { code: 'import-secret', message: expect.stringContaining('stands in .env,') },
  ]);
  expect(here.git('status', '--porcelain')).toBe('');
  here.box.write(join(here.box.dir, 'map.yaml'), 'kinds:\n  .env: skip\n');
  const without = await here.json('handoffs', folder, '--map', join(here.box.dir, 'map.yaml'));
  expect([without.code, without.data.items.length]).toEqual([0, 1]);
});

test('a secret in the name of a file is in no report, and the file is named', async () => {
  const here = place();
  here.write(`notes/${TOKEN}.md`, '# A\n\n## Done\n\nThis.\n');
  const { code, diagnostics } = await here.json('handoffs', 'notes');
  expect(code).toBe(2);
  for (const { message } of diagnostics) expect(message).toContain(`notes/${TOKEN}.md`);
});

test.each(['handoffs', 'notion', 'transcripts'])(
  '%s: a link of the repository leads nowhere else',
  async (source) => {
    const here = place();
    const away = join(here.box.dir, 'private');
    here.box.write(join(away, 'HANDOFF.md'), '# Private\n\n## Done\n\nThis.\n');
    symlinkSync(away, join(here.root, 'notes'));
    for (const path of ['notes', 'notes/HANDOFF.md']) {
      const { code, stderr } = await here.run(source, path);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`(E_IMPORT_LED_OUT)`)]);
      expect(stderr.replace(/\s+/g, '')).toContain(away);
    }
  },
);

test.each([['docs/sessions'], ['docs/assets'], ['.canon/imports']])(
  'a link from %s into git is written to by nothing',
  async (folder) => {
    const here = place();
    here.write('notes/HANDOFF.md', '# A\n\n## Done\n\n![p](p.png)\n');
    here.write('notes/p.png', 'PNG');
    here.write('docs/README.md', 'Docs\n');
    here.commit();
    symlinkSync(join(here.root, '.git/hooks'), join(here.root, folder));
    const before = readdirSync(join(here.root, '.git/hooks'));
    const { code, stderr } = await here.run('handoffs', 'notes', '--no-commit');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/E_CHANGE_PATH|E_PATH_OUTSIDE/)]);
    expect(readdirSync(join(here.root, '.git/hooks'))).toEqual(before);
  },
);
