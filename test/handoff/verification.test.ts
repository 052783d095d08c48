import { expect, test } from 'vitest';
import { parseDraft } from '../../src/handoff/draft.ts';
import { type SeenRun, withRuns } from '../../src/handoff/verification.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const run = (command: string, exit = 0, commit: string | null = A, dirty = false): SeenRun => ({
  command,
  exit,
  commit,
  dirty,
});

/** The Verification of a draft that says this there, and what is told. */
async function graded(text: string, runs: readonly SeenRun[], add = true) {
  const draft = await parseDraft({ name: 'draft.md', text: `# Title\n\n## Verification\n\n${text}\n` });
  const { draft: made, findings } = await withRuns(draft, runs, {
    add,
    short: (commit) => commit.slice(0, 7),
    id: 'RT-260511-01',
  });
  const said = made.sections.find(({ heading }) => heading === 'Verification')?.text;
  return {
    said,
    told: findings.map(({ code, path, line, args }) => [code, `${path}:${line}`, args?.['command']]),
  };
}

test.each<[what: string, text: string, runs: SeenRun[], said: string]>([
  [
    'a run that is not stated is added',
    '- Looked at it (believed)',
    [run('npm test')],
    '- Looked at it (believed)\n- npm test passed (verified: npm test, exit 0, aaaaaaa)',
  ],
  [
    'behind text it is a list of its own',
    'All of it.',
    [run('make', 2, null)],
    'All of it.\n\n- make failed (verified: make, exit 2, no commit)',
  ],
  [
    'a fence that was left open is closed before',
    '```\nok',
    [run('make')],
    '```\nok\n```\n\n- make passed (verified: make, exit 0, aaaaaaa)',
  ],
  [
    'the last run of a command counts',
    '',
    [run('make', 1), run('npm test'), run('make', 0, B, true)],
    '- make passed (verified: make, exit 0, bbbbbbb, dirty)\n- npm test passed (verified: npm test, exit 0, aaaaaaa)',
  ],
  [
    'what is stated is filled in',
    '- All pass (verified: npm test)',
    [run('npm test')],
    '- All pass (verified: npm test, exit 0, aaaaaaa)',
  ],
  [
    'and corrected',
    '- All pass (verified: npm test, exit 0, ccccccc).',
    [run('npm test', 0, A, true)],
    '- All pass (verified: npm test, exit 0, aaaaaaa, dirty).',
  ],
  [
    'its own words for a commit stay',
    '- All pass (verified: npm test, exit 0, aaaaa)',
    [run('npm test')],
    '- All pass (verified: npm test, exit 0, aaaaa)',
  ],
  [
    'a shell is known by what it was given',
    '- Both (verified: `a && b`)',
    [run("sh -c 'a && b'")],
    "- Both (verified: `sh -c 'a && b'`, exit 0, aaaaaaa)",
  ],
  [
    'an earlier run may be told of, the last is added',
    '- It broke (verified: make, exit 1, aaaaaaa)',
    [run('make', 1), run('make', 0, B)],
    '- It broke (verified: make, exit 1, aaaaaaa)\n- make passed (verified: make, exit 0, bbbbbbb)',
  ],
])('%s', async (_, text, runs, said) => {
  expect(await graded(text, runs)).toEqual({ said, told: [] });
});

test('what nobody saw stays as it is and is told with its line, each by itself', async () => {
  const text =
    '- One (verified: npm test, exit 0, aaaaaaa)\n- Two (verified)\n- Three (verified: npm test, exit 0, aaaaaaa)';
  const { said, told } = await graded(text, []);
  expect(said).toBe(text);
  expect(told).toEqual([
    ['verified-unseen', 'draft.md:5', 'npm test'],
    ['verified-unseen', 'draft.md:6', ''],
    ['verified-unseen', 'draft.md:7', 'npm test'],
  ]);
});

test('a grade that says otherwise than the run is corrected, and told', async () => {
  const { said, told } = await graded('- Fine (verified: make, exit 0, aaaaaaa)', [run('make', 1)]);
  expect(said).toBe('- Fine (verified: make, exit 1, aaaaaaa)');
  expect(told).toEqual([['verified-otherwise', 'draft.md:5', 'make']]);
});

test('a correction that says nothing of Verification gets nothing there', async () => {
  expect(await graded('', [run('make')], false)).toEqual({ said: undefined, told: [] });
});
