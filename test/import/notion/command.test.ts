import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeZip } from '../../support/zip.ts';
import { type Place, place, toMend } from '../command/kit.ts';
import { id } from './kit.ts';
import { REAL } from './real.ts';

const A = id('a');
const B = id('b');
const C = id('c');
const DB = id('d');

const FILES: Readonly<Record<string, string>> = {
  [`Sessions ${DB}_all.csv`]:
    'Name,ID,Operator,Date,Next\nSender of mail,CONV-30,Roman,"May 11, 2026 3:04 PM",Ask\nCache,CONV-30,Sergei,"May 11, 2026",\nOnly a row,,Nobody known,2026-05-12,Go on\n',
  [`Sessions ${DB}/Sender of mail ${A}.md`]: `# Sender of mail\n\nID: CONV-30\nOperator: Roman\nDate: May 11, 2026 3:04 PM\n\nWe chose SMTP, see [the plan](../Plans%20${C}/Mail%20${B}.md) and ![x](Sender%20of%20mail%20${A}/x.png).\n\n## Changes\n\n- [x] Sent one\n\n## Next steps\n\nAsk [Sergei](https://example.com).\n`,
  [`Sessions ${DB}/Sender of mail ${A}/x.png`]: 'png',
  [`Sessions ${DB}/Cache ${id('e')}.md`]:
    '# Cache\n\nID: CONV-30\nOperator: Sergei\nDate: May 11, 2026\n\nText\n',
  [`Plans ${C}.md`]: '# Plans\n\nAll of them.\n',
  [`Plans ${C}/Mail ${B}.md`]: `# Mail\n\nStatus: In review\n\n## Goal\n\nMail is sent. See [it](https://www.notion.so/Sender-${A}?pvs=4).\n`,
};

function zip({ box }: Place, files: Readonly<Record<string, string>>): string {
  const file = join(box.dir, 'Export-d2b14fbf-86de-4508-a1b2-6515ff8d7aab.zip');
  writeFileSync(file, makeZip(Object.entries(files).map(([name, data]) => ({ name, data }))));
  return file;
}

test('an export becomes records, once', async () => {
  const at = place();
  const file = zip(at, FILES);
  const done = await at.json('notion', file);
  expect([done.code, done.data.lost]).toEqual([0, []]);
  expect(done.data.items.map(({ record }) => record).toSorted()).toEqual([
    'learning:plans',
    'plan:mail',
    'session:RT-260511-01',
    'session:SK-260511-01',
    'session:XX-260512-01',
  ]);
  const session = at.read('docs/sessions/RT-260511-01.md');
  expect(session).toContain(
    '\n## Summary\n\nWe chose SMTP, see [the plan](../../plans/mail.md) and ![x](../assets/',
  );
  expect(session).toContain('## What I Did\n\n<!-- Changes -->\n\n- [x] Sent one');
  expect(session).toContain(
    '## See Also\n\n- Database: Sessions\n\n## Properties\n\n- ID: CONV-30\n- Operator: Roman\n- Date: May 11, 2026 3:04 PM\n- Next: Ask\n',
  );
  expect(session).toContain(`external_id: ${A}`);
  expect(session).toContain('status: imported\n');
  const plan = at.read('plans/mail.md');
  expect(plan).toContain('See [it](../docs/sessions/RT-260511-01.md).');
  expect(plan).toContain('status: draft');
  expect(plan).toContain('- Parent: [Plans](../docs/learnings/plans.md)');
  expect(readdirSync(join(at.root, 'docs/assets'))).toHaveLength(1);
  expect(at.git('status', '--porcelain')).toBe('');
  expect(await toMend(at)).toEqual([]);

  const head = at.git('rev-parse', 'HEAD');
  const again = await at.json('notion', file);
  expect([again.code, again.data.commit, at.git('rev-parse', 'HEAD')]).toEqual([0, null, head]);
  // The next export of the same workspace has grown, and has other digits in its name.
  const next = await at.json(
    'notion',
    zip(at, { ...FILES, [`Plans ${C}/Cache ${id('f')}.md`]: '# Cache\n\nText' }),
  );
  expect(next.data.items.filter(({ action }) => action === 'create').map(({ record }) => record)).toEqual([
    'plan:cache',
  ]);

  const undone = await at.json('notion', '--undo');
  expect(undone.code).toBe(0);
  expect(at.git('ls-files', 'docs/assets', 'docs/sessions/RT-260511-01.md')).toBe('');
  expect(at.git('status', '--porcelain')).toBe('');
  expect(existsSync(join(at.root, 'plans/mail.md'))).toBe(false);
});

test('what is lost is said, and the exit code says so', async () => {
  const at = place();
  const file = join(at.box.dir, 'x.zip');
  writeFileSync(
    file,
    makeZip([
      { name: 'good.md', data: '# Good\n\nText' },
      { name: '../evil.md', data: '# Evil' },
      { name: 'torn.md', data: '# Torn', crc: 1 },
    ]),
  );
  const done = await at.json('notion', file);
  expect(done.code).toBe(1);
  expect(done.diagnostics.map(({ code, path }) => [code, path])).toEqual(
    expect.arrayContaining([
      ['import-archive-outside', '../evil.md'],
      ['import-archive-damaged', 'torn.md'],
    ]),
  );
  expect(done.data.items.map(({ record }) => record)).toEqual(['learning:good']);
  const missing = await at.run('notion', 'nowhere.zip');
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('nowhere.zip is not there')]);
});

test.skipIf(!REAL.here)(
  'a real export: 278 records, nothing lost, nothing to mend, nothing new',
  async () => {
    const at = place();
    const done = await at.json('notion', REAL.zip);
    expect([done.code, done.data.lost, done.data.items.length, done.data.passed]).toEqual([0, [], 278, 2]);
    const files = readdirSync(join(at.root, 'docs/learnings')).filter((name) => !name.startsWith('INDEX'));
    expect(files).toHaveLength(278);
    expect(await toMend(at)).toEqual([]);
    const head = at.git('rev-parse', 'HEAD');
    const again = await at.json('notion', REAL.zip);
    expect([again.code, again.data.commit, at.git('rev-parse', 'HEAD')]).toEqual([0, null, head]);
    expect(at.git('status', '--porcelain')).toBe('');
  },
);
