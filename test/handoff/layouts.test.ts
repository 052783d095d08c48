import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DRAFT, field, FLIP } from './field.ts';

const ID = 'RT-260511-01';

test('in the month layout record, index, log, dashboard and correction find each other', async () => {
  const it = field({ config: 'sessions: { layout: month }\n' });
  it.work('a.txt');
  const path = `docs/sessions/2026/05/${ID}.md`;
  const handed = await it.json(['handoff', '--draft', '-'], { input: DRAFT });
  expect(handed).toMatchObject({ exit: 0, data: { id: ID, path, pushed: true } });
  expect(it.git('show', '--format=', '--name-only', 'HEAD').split('\n')).toEqual([
    path,
    'docs/sessions/INDEX.md',
    'workstreams/flip.md',
  ]);
  expect(it.read('docs/sessions/INDEX.md')).toContain(`](2026/05/${ID}.md)`);
  expect(it.read('workstreams/flip.md')).toContain(`[${ID}](../docs/sessions/2026/05/${ID}.md)`);
  // An older record lies flat; both are read, and no id is given twice.
  it.write('docs/sessions/RT-260511-02.md', it.read(path).replaceAll(ID, 'RT-260511-02'));
  expect((await it.json(['list', 'session'])).data['records']).toHaveLength(2);
  expect((await it.json(['claim', '--dry-run'])).data['id']).toBe('RT-260511-03');
  it.git('clean', '-qfd', 'docs');
  expect((await it.json(['resume'])).data['last_session']).toMatchObject({ id: ID, path });
  const amended = await it.json(['handoff', '--amend', ID, '--draft', '-'], {
    input: '## Next Action\n\nAnother one.\n',
  });
  expect(amended).toMatchObject({ exit: 0, data: { path } });
  expect(it.git('show', `HEAD:${path}`)).toContain('Another one.');
  expect((await it.json(['check'])).codes).toEqual([]);
  expect(it.git('status', '--porcelain')).toBe('');
});

test('records in folders of folders are read, written to and indexed', async () => {
  const it = field({ config: 'paths: { session: notes/our sessions, workstream: notes/streams }\n' });
  it.git('mv', 'workstreams', 'notes-streams');
  mkdirSync(join(it.repo, 'notes'));
  it.git('mv', 'notes-streams', 'notes/streams');
  it.write('notes/streams/mail/sender.md', FLIP.replace('The flip', 'The sender'));
  it.git('add', '.');
  it.git('commit', '-qm', 'Move');
  const input = DRAFT.replace('workstream: flip', 'workstream: sender');
  const handed = await it.json(['handoff', '--draft', '-'], { input });
  expect(handed).toMatchObject({ exit: 0, data: { path: `notes/our sessions/${ID}.md` } });
  expect(handed.codes).not.toContain('handoff-unknown-ref');
  expect(it.read('notes/streams/mail/sender.md')).toContain(`[${ID}](../../our%20sessions/${ID}.md)`);
  expect(await it.json(['index'])).toMatchObject({ exit: 0 });
  expect(it.read('notes/streams/INDEX.md')).toContain('](mail/sender.md)');
  expect((await it.json(['check'])).codes).toEqual([]);
});

test('a default branch of another name has the derived text, and of two remotes the upstream gets it', async () => {
  const it = field({ remote: false });
  it.git('branch', '-qm', 'trunk');
  for (const name of ['fork', 'hub']) {
    it.box.git(it.box.dir, 'init', '-q', '--bare', `${name}.git`);
    it.git('remote', 'add', name, join(it.box.dir, `${name}.git`));
    it.git('push', '-q', name, 'trunk');
  }
  it.git('branch', '-qu', 'hub/trunk');
  it.git('remote', 'set-head', 'hub', 'trunk');
  const start = it.git('rev-parse', 'HEAD');
  const handed = await it.json(['handoff', '--draft', '-'], { input: DRAFT });
  expect(handed).toMatchObject({ exit: 0, data: { pushed: true } });
  expect(it.git('show', '--format=', '--name-only', 'HEAD')).toContain('workstreams/flip.md');
  expect(it.git('ls-remote', 'hub', 'trunk')).toContain(it.git('rev-parse', 'HEAD'));
  expect(it.git('ls-remote', 'fork', 'trunk')).toContain(start);
});
