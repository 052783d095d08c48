import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { offplan, record } from './records.ts';

const SESSION = 'docs/sessions/SK-260511-03.md';
const ITEMS = '- [ ] w1 @roman: approve the address\n- [ ] w2 подпиши\n- [x] w3 done\n- call the bank\n';

function waiting(box: Sandbox): string {
  const repo = offplan(box);
  const id = 'SK-260511-03';
  const front = {
    title: 'Ask',
    operator: 'sergei',
    kind: 'session',
    id,
    created: '2026-05-11T10:00:00+02:00',
  };
  box.write(join(repo, SESSION), record(front, `# ${id} — Ask\n\n## Waiting On\n\n${ITEMS}`));
  const plan = { title: 'Send', owner: 'roman', status: 'draft', kind: 'plan', created: '2026-05-10' };
  box.write(join(repo, 'plans/send.md'), record(plan, '# Send\n\n## Open Questions\n\n- EU or US?\n'));
  const closer = {
    ...front,
    title: 'Close',
    operator: 'roman',
    id: 'RT-260511-05',
    closes: '[SK-260511-03#w2]',
  };
  box.write(
    join(repo, 'docs/sessions/RT-260511-05.md'),
    record({ ...closer, created: '2026-05-11T12:00:00+02:00' }, '# RT-260511-05 — Close\n'),
  );
  box.git(repo, 'add', '.');
  box.git(repo, 'commit', '-qm', 'Ask');
  return repo;
}

test('items of sessions and plans are ticked in their lines, in one commit; undo opens them again', async () => {
  const box = sandbox();
  const repo = waiting(box);
  const before = box.read(join(repo, SESSION));
  box.write(join(repo, SESSION), `${before}\nMine, unfinished.\n`);
  const refs = ['SK-260511-03#w1', 'send#q1', 'SK-260511-03#W1'];
  const dry = await box.canon(repo, ['close', ...refs, '--reason', 'by mail', '--dry-run']);
  expect(dry.stdout).toMatchInlineSnapshot(`
    "Would do: Close 2 items
      docs/sessions/SK-260511-03.md:13
        - - [ ] w1 @roman: approve the address
        + - [x] w1 @roman: approve the address — closed: by mail
      plans/send.md:13
        - - EU or US?
        + - [x] q1 EU or US? — closed: by mail
    "
  `);
  expect(box.git(repo, 'log', '-1', '--format=%s')).toBe('Ask');
  const ran = await box.canon(repo, ['close', ...refs, '--reason', 'by mail', '--json']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(ran.stdout).data).toMatchObject({
    commit: box.git(repo, 'rev-parse', 'HEAD'),
    changed: [
      { path: SESSION, after: '- [x] w1 @roman: approve the address — closed: by mail' },
      { path: 'plans/send.md', before: '- EU or US?', after: '- [x] q1 EU or US? — closed: by mail' },
    ],
  });
  expect(box.git(repo, 'diff', '--stat')).toContain('1 file changed');
  const undone = await box.canon(repo, ['close', '--undo', 'SK-260511-03#w1']);
  expect(undone).toMatchObject({ code: 0, stderr: '' });
  expect(box.git(repo, 'show', `HEAD:${SESSION}`)).toBe(before.trimEnd());
  expect(box.git(repo, 'log', '-1', '--format=%s')).toBe('Open SK-260511-03#w1: approve the address');
});

test('what is closed already is left alone, and says by what; what is not there names what is', async () => {
  const box = sandbox();
  const repo = waiting(box);
  const content = await box.canon(repo, ['close', 'SK-260511-03#w2', 'SK-260511-03#w3']);
  expect(content).toMatchObject({ code: 0 });
  const said = content.stderr.replace(/\s+/g, ' ');
  expect(said).toContain('SK-260511-03#w2 is closed already by RT-260511-05');
  expect(said).toContain('SK-260511-03#w3 is closed already: it is ticked');
  const undo = await box.canon(repo, ['close', '--undo', 'SK-260511-03#w2']);
  expect(undo).toMatchObject({ code: 2 });
  expect(undo.stderr).toContain('E_ITEM_CLOSED_BY');
  const unknown = await box.canon(repo, ['close', 'SK-260511-03#w9']);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toMatchInlineSnapshot(`
    "canon: docs/sessions/SK-260511-03.md: SK-260511-03 has no item "w9"
    It has these:
      SK-260511-03#w1  approve the address
      SK-260511-03#w2  подпиши (closed)
      SK-260511-03#w3  done (closed)
      SK-260511-03#w4  call the bank
    Nothing was changed. (E_ITEM_UNKNOWN)
    "
  `);
  const task = await box.canon(repo, ['close', 'canonical-store-flip#P4']);
  expect(task.stderr).toContain('canon tick canonical-store-flip TASK');
  expect(box.git(repo, 'log', '-1', '--format=%s')).toBe('Ask');
});
