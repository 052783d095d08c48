import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { offplan, record } from './records.ts';

const adr = (title: string, status: string): string =>
  record({ title, status, kind: 'adr', date: '2026-05-10' }, `# ${title}\n\n## Decision\n\nYes.\n`);

function decisions(box: Sandbox): string {
  const repo = offplan(box);
  box.write(join(repo, 'docs/decisions/0001-one.md'), adr('One', 'accepted').replaceAll('\n', '\r\n'));
  box.write(join(repo, 'docs/decisions/0002-два.md'), adr('Два', 'accepted'));
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Decide');
  return repo;
}

test('superseding writes both records in one commit, and leaves what others write in them', async () => {
  const box = sandbox();
  const repo = decisions(box);
  const second = join(repo, 'docs/decisions/0002-два.md');
  box.write(second, `${box.read(second)}\nA line of mine.\n`);
  const args = ['status', '0001', 'superseded', '--by', '0002', '--reason', 'two senders: no'];
  const dry = await box.canon(repo, [...args, '--dry-run', '--json']);
  expect(box.git(repo, 'log', '-1', '--format=%s')).toBe('Decide');
  const ran = await box.canon(repo, [...args, '--json']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  const { data } = JSON.parse(ran.stdout);
  expect(data).toMatchObject({ id: '0001-one', from: 'accepted', to: 'superseded' });
  expect(JSON.parse(dry.stdout).data.changed).toEqual(data.changed);
  expect(data.commit).toBe(box.git(repo, 'rev-parse', 'HEAD'));
  expect(box.git(repo, 'log', '-1', '--format=%B').trim()).toBe(
    'Set status of 0001-one to superseded, by 0002-два\n\nReason: two senders: no\n\nCanon-Session: none',
  );
  const old = box.read(join(repo, 'docs/decisions/0001-one.md'));
  expect(old).toContain('status: superseded\r\nstatus_reason: "two senders: no"\r\n');
  expect(old).toMatch(/\r\nsuperseded_by: "?0002-два"?\r\n/);
  expect(old.replaceAll('\r\n', '')).not.toContain('\n');
  expect(box.git(repo, 'show', 'HEAD:docs/decisions/0002-два.md')).toContain('supersedes: [0001-one]');
  expect(box.git(repo, 'diff')).toContain('+A line of mine.');
  const again = await box.canon(repo, ['status', '0001', 'superseded']);
  expect(again).toMatchObject({ code: 0, stdout: '0001-one is superseded already. Nothing to change.\n' });
});

test('a way that is not foreseen is refused with those that are, and nothing changes', async () => {
  const box = sandbox();
  const repo = decisions(box);
  const ran = await box.canon(join(repo, 'docs'), ['status', 'decisions/0001-one.md', 'rejected']);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toMatchInlineSnapshot(`
    "canon: docs/decisions/0001-one.md: 0001-one is accepted: an adr does not go from
      there to rejected
    From here it goes to deprecated (--reason) or superseded (--by). Any other way:
    --force --reason "why". Nothing was changed. (E_STATUS_TRANSITION)
    "
  `);
  expect(box.git(repo, 'status', '--porcelain')).toBe('');
});
