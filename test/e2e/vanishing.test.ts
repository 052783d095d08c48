import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { field } from '../handoff/field.ts';

const ROUNDS = Number(process.env['CANON_E2E_VANISHING'] ?? 12);

// Makes records and takes them away again, as an editor or a checkout does, until it is killed.
const CHURN = `const { renameSync, rmSync, writeFileSync } = require('node:fs');
const [dir] = process.argv.slice(1);
const text = (id) => '---\\ntitle: Here and gone\\noperator: roman\\nkind: session\\nid: ' + id + '\\ncreated: 2026-05-01T12:00:00+02:00\\n---\\n# ' + id + ' — Here and gone\\n';
for (let at = 0; ; at = (at + 1) % 40) {
  const id = 'RT-260501-' + String(10 + at);
  writeFileSync(dir + '/.tmp', text(id));
  renameSync(dir + '/.tmp', dir + '/' + id + '.md');
  if (at % 20 === 19) for (let gone = at - 19; gone <= at; gone++) rmSync(dir + '/RT-260501-' + String(10 + gone) + '.md');
}`;

it('no reader stumbles over records that vanish while it reads', async () => {
  const place = field({ remote: false });
  expect(await place.json(['handoff', '--quick', 'Stays'])).toMatchObject({ exit: 0 });
  const churn = spawn(process.execPath, ['-e', CHURN, join(place.repo, 'docs/sessions')], {
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => churn.on('close', resolve));
  onTestFinished(() => {
    churn.kill('SIGKILL');
  });
  for (let round = 0; round < ROUNDS; round++) {
    const [list, resume, check] = await Promise.all([
      place.json(['list', '--all']),
      place.json(['resume']),
      place.json(['check']),
    ]);
    expect(list.exit).toBe(0);
    const records = list.data['records'] as { id: string; status: string | null }[];
    expect(records.map(({ id }) => id)).toContain('RT-260511-01');
    expect(records.filter(({ status }) => status === 'broken')).toEqual([]);
    expect(resume).toMatchObject({ exit: 0, data: { last_session: { id: 'RT-260511-01' }, broken: [] } });
    // What is there for a moment may stand in no index; nothing else is wrong with it.
    const findings = check.data['findings'] as { code: string; severity: string }[];
    const wrong = findings.filter(({ code, severity }) => severity !== 'info' && code !== 'stale-derived');
    expect(wrong).toEqual([]);
  }
  churn.kill('SIGKILL');
  await gone;
});
