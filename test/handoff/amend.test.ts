import { expect, test } from 'vitest';
import { DRAFT, field } from './field.ts';

const ID = 'RT-260511-01';
const RECORD = `docs/sessions/${ID}.md`;

test('a handoff that is not pushed is corrected in place', async () => {
  const it = field();
  const below = it.work('a.txt');
  await it.json(['handoff', '--draft', '-', '--no-push'], { input: DRAFT });
  const first = it.git('rev-parse', 'HEAD');
  const input = '---\ntitle: Only P2\n---\n## Waiting On\n- check the bill\n';
  const answer = await it.json(['handoff', '--amend', ID, '--draft', '-', '--no-push'], { input });
  expect(answer).toMatchObject({ exit: 0, data: { id: ID, commit: it.git('rev-parse', 'HEAD') } });
  expect(answer.data['commit']).not.toBe(first);
  expect(it.git('rev-parse', '--short', 'HEAD~1')).toBe(below);
  expect(it.git('log', '-1', '--format=%s')).toBe(`Hand off ${ID}: Only P2`);
  const text = it.read(RECORD);
  expect(text).toContain(`# ${ID} — Only P2\n`);
  expect(text).toContain('- [ ] w2 check the bill\n');
  expect(text).not.toContain('approve the sender');
  expect(text).toContain('## Next Action\n\nRewrite /resume.\n');
  expect(it.read('workstreams/flip.md')).toContain(`(../docs/sessions/${ID}.md) — Only P2\n`);
  expect(it.read('docs/sessions/INDEX.md')).not.toContain('P2 + P3');
  expect(it.git('status', '--porcelain')).toBe('');
  // The claim is not taken again, and nothing is left over.
  const same = await it.json(['handoff', '--amend', ID, '--draft', '-', '--no-push'], { input });
  expect(same).toMatchObject({ exit: 0, data: { commit: null } });
  expect(same.codes).toContain('handoff-unchanged');
});

test('to one that is pushed a commit is added, and the next push takes it along', async () => {
  const it = field();
  await it.json(['handoff', '--draft', '-'], { input: DRAFT });
  const first = it.git('rev-parse', 'HEAD');
  const answer = await it.json(['handoff', '--amend', ID, '--quick', 'Only P2']);
  expect(answer).toMatchObject({ exit: 0, data: { pushed: true } });
  expect(it.git('rev-parse', 'HEAD~1')).toBe(first);
  expect(it.git('log', '-1', '--format=%s%n%(trailers)').trim()).toBe(
    `Correct ${ID}: Only P2\nCanon-Session: ${ID}`,
  );
  expect(it.box.git(it.remote, 'rev-parse', 'main')).toBe(answer.data['commit']);
});

test('below work of others it is a commit of its own, and edits by hand are part of it', async () => {
  const it = field();
  await it.json(['handoff', '--draft', '-', '--no-push'], { input: DRAFT });
  it.work('a.txt');
  const below = it.git('rev-parse', 'HEAD');
  it.write(RECORD, it.read(RECORD).replace('counts without losing', 'counts, never losing'));
  const answer = await it.json(['handoff', '--amend', ID, '--no-push']);
  expect(answer).toMatchObject({ exit: 0 });
  expect(it.git('rev-parse', 'HEAD~1')).toBe(below);
  expect(it.git('show', '--format=', '--name-only', 'HEAD').split('\n')).toContain(RECORD);
  expect(it.git('show', `HEAD:${RECORD}`)).toContain('counts, never losing');
  expect(it.git('status', '--porcelain')).toBe('');
});

test('a move to another workstream moves the line of its log', async () => {
  const it = field();
  it.write('workstreams/vault.md', it.read('workstreams/flip.md').replaceAll('The flip', 'The vault'));
  it.git('add', '.');
  it.git('commit', '-qm', 'Add the vault');
  await it.json(['handoff', '--draft', '-', '--no-push'], { input: DRAFT });
  const input = '---\nworkstream: vault\n---\n';
  expect(await it.json(['handoff', '--amend', ID, '--draft', '-', '--no-push'], { input })).toMatchObject({
    exit: 0,
  });
  expect(it.read('workstreams/flip.md')).not.toContain(ID);
  expect(it.read('workstreams/vault.md')).toContain(ID);
});

test("nobody corrects a peer's record, or one that no longer parses", async () => {
  const it = field();
  await it.json(['handoff', '--draft', '-', '--no-push'], { input: DRAFT });
  const foreign = await it.json(['handoff', '--amend', ID, '--quick', 'x', '--operator', 'sergei']);
  expect(foreign).toMatchObject({ exit: 2, codes: ['E_AMEND_FOREIGN'] });
  it.write(RECORD, it.read(RECORD).replace('operator: roman', 'operator: a: b'));
  const broken = await it.json(['handoff', '--amend', ID, '--quick', 'x']);
  expect(broken).toMatchObject({
    exit: 2,
    diagnostics: [{ code: 'E_FRONTMATTER_SYNTAX', path: RECORD, line: 3 }],
  });
});

test('what a correction supersedes says so too, in the same commit, and what it names in vain is told', async () => {
  const it = field();
  const old = await it.json(['handoff', '--quick', 'Old way', '--no-push']);
  const { id } = (await it.json(['handoff', '--draft', '-', '--no-push'], { input: DRAFT })).data;
  const input = `---\nsupersedes: [${ID}, RT-260511-77]\n---\n`;
  const answer = await it.json(['handoff', '--amend', String(id), '--draft', '-', '--no-push'], { input });
  expect(answer).toMatchObject({ exit: 0 });
  expect(answer.diagnostics.find(({ code }) => code === 'handoff-unknown-ref')?.message).toContain('-77');
  expect(it.git('show', `HEAD:${RECORD}`)).toContain(`\nsuperseded_by: ${String(id)}\n`);
  expect(it.git('status', '--porcelain')).toBe('');
  expect(it.git('rev-parse', 'HEAD~1')).toBe(old.data['commit']);
  const same = await it.json(['handoff', '--amend', String(id), '--draft', '-', '--no-push'], { input });
  expect(same.codes).toContain('handoff-unchanged');
});

test('what was written and not committed supersedes on both sides when it is finished', async () => {
  const it = field();
  await it.json(['handoff', '--quick', 'Old way']);
  const input = `---\ntitle: New way\nsupersedes: [${ID}]\n---\n`;
  const { id } = (await it.json(['handoff', '--draft', '-', '--no-commit'], { input })).data;
  expect(await it.json(['handoff', '--id', String(id)])).toMatchObject({ exit: 0 });
  expect(it.git('show', `HEAD:${RECORD}`)).toContain(`\nsuperseded_by: ${String(id)}\n`);
  expect(it.git('status', '--porcelain')).toBe('');
});
