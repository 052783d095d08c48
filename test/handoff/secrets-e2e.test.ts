import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprint } from '../../src/secrets/find-secrets.ts';
import { field, FLIP } from './field.ts';

const ID = 'RT-260511-01';
const RECORD = `docs/sessions/${ID}.md`;

// Put together at run time: nothing in this repository may look like a secret.
const TOKEN = ['gh', 'p_', 'Zq7', 'abcDEFghiJKLmnoPQRstuVWXyz012345', '6'].join('');
const MARK = fingerprint('github-token', TOKEN);
const DRAFT = `---\nworkstream: flip\n---\n# The log\n\nIt says ${TOKEN} there.\n`;

/** Files below a folder that hold a text, the record and its draft left out. */
function holding(dir: string, text: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(dir, name);
    return statSync(file).isFile() && name !== RECORD && readFileSync(file).includes(text);
  });
}

test('a secret stops the commit, is never shown, and the mended record is handed off with --id', async () => {
  const it = field();
  it.work('a.txt');
  const head = it.git('rev-parse', 'HEAD');
  const stopped = await it.json(['handoff', '--draft', '-'], { input: DRAFT });
  expect(stopped).toMatchObject({ exit: 1, data: { id: ID, commit: null, pushed: false } });
  const line = it.read(RECORD).slice(0, it.read(RECORD).indexOf(TOKEN)).split('\n').length;
  expect(stopped.diagnostics.find(({ code }) => code === 'secret')).toMatchObject({
    severity: 'error',
    path: RECORD,
    line,
  });
  // Neither in git's objects (nothing was written to them) nor in a cache of canon's.
  expect(it.git('rev-parse', 'HEAD')).toBe(head);
  expect(holding(it.repo, TOKEN)).toEqual([]);
  const shown = await it.canon(['handoff', '--id', ID]);
  expect(shown.code).toBe(1);
  expect(shown.stderr).toContain('github-token');
  expect(shown.stderr).toContain(`--allow-secret ${MARK}`);
  for (const told of [JSON.stringify(stopped), shown.stdout, shown.stderr]) {
    for (let at = 0; at + 8 <= TOKEN.length; at += 2) expect(told).not.toContain(TOKEN.slice(at, at + 8));
  }
  expect(it.git('rev-parse', 'HEAD')).toBe(head);
  expect(it.read('workstreams/flip.md')).toBe(FLIP);

  it.write(RECORD, it.read(RECORD).replace(TOKEN, 'a token'));
  const done = await it.json(['handoff', '--id', ID]);
  expect(done).toMatchObject({ exit: 0, data: { id: ID, pushed: true } });
  expect(it.git('show', `HEAD:${RECORD}`)).toContain('It says a token there.');
  expect(holding(it.repo, TOKEN)).toEqual([]);
  expect(it.git('status', '--porcelain')).toBe('');
});

test('--allow-secret lets exactly that finding through, and the record says so', async () => {
  const it = field();
  const answer = await it.json(
    ['handoff', '--draft', '-', '--allow-secret', MARK, '--allow-secret', '000000000000'],
    {
      input: DRAFT,
    },
  );
  expect(answer).toMatchObject({ exit: 0, data: { id: ID, pushed: true } });
  expect(answer.codes).toContain('secret-allowed-unused');
  expect(answer.codes).not.toContain('secret');
  expect(it.read(RECORD)).toContain(`telemetry: absent\nallowed_secrets: [${MARK}]\n`);
  // Once recorded, it need not be said again.
  const amended = await it.json(['handoff', '--amend', ID, '--draft', '-'], {
    input: '## Next Action\nGo.\n',
  });
  expect(amended).toMatchObject({ exit: 0 });
  const sly = DRAFT.replace('workstream: flip', 'allowed_secrets: [x]').replace(
    TOKEN,
    TOKEN.replace('Zq7', 'Yq8'),
  );
  const refused = await it.json(['handoff', '--draft', '-'], { input: sly });
  expect(refused).toMatchObject({ exit: 1, data: { commit: null } });
  expect(refused.codes).toContain('draft-machine-keys');
});

test("the config's own patterns and permissions count", async () => {
  const it = field({ config: "secrets:\n  patterns: ['/KD-\\d{6}/i']\n" });
  const stopped = await it.json(['handoff', '--quick', 'For customer kd-123456']);
  expect(stopped).toMatchObject({ exit: 1, data: { commit: null } });
  const [, mark = ''] = /--allow-secret ([0-9a-f]{12})/.exec(JSON.stringify(stopped.diagnostics)) ?? [];
  expect(JSON.stringify(stopped.diagnostics)).not.toContain('kd-123456');
  it.write('.canon/config.yaml', `format: 1\nsecrets:\n  patterns: ['/KD-\\d{6}/i']\n  allow: ['${mark}']\n`);
  expect(await it.json(['handoff', '--id', ID])).toMatchObject({ exit: 0, data: { pushed: true } });
  expect(it.read(RECORD)).not.toContain('allowed_secrets');
});

test('--no-commit warns of one, too, and a dry run finds it without writing', async () => {
  const it = field();
  const planned = await it.json(['handoff', '--draft', '-', '--dry-run'], { input: DRAFT });
  expect(planned).toMatchObject({ exit: 1, data: { id: ID } });
  expect(planned.codes).toContain('secret');
  const written = await it.json(['handoff', '--draft', '-', '--no-commit'], { input: DRAFT });
  expect(written.codes).toContain('secret');
  expect(written).toMatchObject({ exit: 1 });
});
