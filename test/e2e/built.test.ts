import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runInside } from '../support/inside.ts';
import { BARE } from '../support/init.ts';
import { type CanonOptions, type Ran, type Sandbox, sandbox } from '../support/sandbox.ts';
import { offplan } from '../cli/records.ts';

const DATE = '2026-05-12T10:00:00+02:00';
const STREAM = 'canonical-store-flip';
const DRAFT = `---\nsummary: Shipped.\nworkstream: ${STREAM}\n---\n# P4\n\n## Open Questions\n\n- Which?\n`;
const START = JSON.stringify({ session_id: 'one', hook_event_name: 'SessionStart', source: 'startup' });

/** Every command that neither waits nor asks anybody, in the order in which they go on from each other. */
const STORY: readonly (readonly [line: string, options?: CanonOptions])[] = [
  ['init --host agents', BARE],
  ['whoami'],
  ['claim --json'],
  ['claim --release RT-260512-01'],
  ['index'],
  ['new workstream Sender --plan canonical-store'],
  ['set sender priority=P1 --json'],
  ['status sender active'],
  [`tick ${STREAM} P4`],
  ['handoff --draft - --json', { input: DRAFT }],
  ['close RT-260512-01#q1'],
  ['show RT-260512-01'],
  [`next ${STREAM} --json`],
  ['list'],
  ['list --json'],
  ['resume'],
  ['hook SessionStart', { input: START }],
  ['check --json'],
  ['renumber 99999'],
  ['telemetry --json'],
  ['schema plan'],
  ['completion bash'],
  ['uninstall', BARE],
];

async function play(
  box: Sandbox,
  canon: (cwd: string, args: readonly string[], options?: CanonOptions) => Promise<Ran>,
): Promise<string[]> {
  Object.assign(box.env, { CANON_NOW: DATE, GIT_AUTHOR_DATE: DATE, GIT_COMMITTER_DATE: DATE });
  const repo = offplan(box);
  const told: string[] = [];
  for (const [line, options] of STORY) {
    const { code, stdout, stderr } = await canon(repo, line.split(' '), options);
    told.push(`$ ${line}\n${stdout}${stderr}= ${code}\n`.replaceAll(box.dir, 'HERE'));
  }
  const files = box.git(repo, 'ls-files', '-co').split('\n').sort();
  return [
    ...told,
    box.git(repo, 'log', '--format=%H %s'),
    ...files.map((file) => `${file}\n${box.read(join(repo, file))}`),
  ];
}

test('the built command does what canon does in the process of a test', async () => {
  const [one, two] = [sandbox(), sandbox()];
  const inside = await play(one, (cwd, args, { env, input } = {}) =>
    runInside({ cwd, env: { ...one.env, ...env } }, args, input),
  );
  expect(await play(two, two.built)).toEqual(inside);
  const failed = inside.flatMap((told) => /^\$ (.*)\n[^]*= [12]\n$/.exec(told)?.[1] ?? []);
  // Index pages that nobody has committed are nobody's to bring up to date; there is no such record.
  expect(failed).toEqual(['check --json', 'renumber 99999']);
});
