// The tasks of the evening by canon's own commands: `next`, `verify`, `tick`, `status`.

import { may11 } from './stage.mjs';
import { print, tell, typed } from './say.mjs';

const FLIP = 'repo-as-canonical-store-flip';
const VAULT = 'repo-as-canonical-store-vault';
const CHECK = ['git', 'diff', '--check', 'origin/main'];

/** Where to go on, as an agent is told. `show` types a command and shows what it says. */
export async function romanAsksForTheNext(roman, show, expect) {
  print();
  await show(roman, '18:23', 'next');
  const { workstream, task, plan, last_session } = expect.data(
    await roman.canon(may11('18:23'), 'next', '--json'),
  );
  expect.same([workstream?.id ?? workstream, task?.id], [FLIP, 'P4'], 'the next task is P4 of the flip');
  expect.that(
    JSON.stringify(plan?.phase ?? '').includes('cannot wait'),
    'with what the plan says of P4',
    plan,
  );
  expect.same(last_session?.id, 'RT-260511-01', 'and the session that was there before');
  print();
}

/** Ticks one phase, with the commit that did it as evidence. */
export async function tick(roman, host, { at, phase }) {
  const args = ['tick', FLIP, phase];
  const ran = await roman.canon(may11(at), ...args);
  if (ran.code !== 0) throw new Error(`canon ${args.join(' ')} ended with ${ran.code}\n${ran.stderr}`);
  host.call(may11(at), 'Bash', { command: `canon ${args.join(' ')}` }, { response: { stdout: ran.stdout } });
}

/** Said below the commits. */
export function tellOfTicks() {
  tell('Each is ticked as soon as it is there, with the session and the commit as evidence:');
  typed('roman', `canon tick ${FLIP} P4`);
  print();
}

/** A check whose result the handoff writes down. */
export async function romanVerifies(roman, host, show) {
  await show(roman, '20:39', 'verify', '--', ...CHECK);
  host.call(may11('20:39'), 'Bash', { command: `canon verify -- ${CHECK.join(' ')}` });
  print();
}

/** What has to stand in the record, then. */
export function expectEvidence(record, workstream, expect) {
  expect.that(
    /\(verified: git diff --check origin\/main, exit 0, [0-9a-f]{7,}\)/.test(record),
    'the check that was run stands in the record',
    record,
  );
  const ticked = workstream
    .split('\n')
    .filter((line) => /^- \[x\] P[4-9]\. .*\[RT-260511-02\]\(.*\), [0-9a-f]{7,}/.test(line));
  expect.same(ticked.length, 5, 'five tasks are ticked, each with session and commit');
}

/** The flip is done, and with it nothing blocks the vault. */
export async function romanOpensTheVault(roman) {
  for (const [id, status] of [
    [FLIP, 'done'],
    [VAULT, 'active'],
  ]) {
    const args = ['status', id, status];
    typed('roman', `canon ${args.join(' ')}`);
    const ran = await roman.canon(may11('23:40'), ...args);
    if (ran.code !== 0) throw new Error(`canon ${args.join(' ')} ended with ${ran.code}\n${ran.stderr}`);
  }
}
