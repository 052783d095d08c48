import { describe, expect, test } from 'vitest';
import { completing, shellIsHere } from '../support/completing.ts';
import { sandbox } from '../support/sandbox.ts';

const COMMANDS = [
  'check',
  'claim',
  'close',
  'completion',
  'doctor',
  'handoff',
  'import',
  'index',
  'init',
  'list',
  'new',
  'next',
  'renumber',
  'resume',
  'schema',
  'search',
  'set',
  'show',
  'site',
  'status',
  'sweep',
  'telemetry',
  'tick',
  'uninstall',
  'verify',
  'whoami',
];
const GLOBALS = ['--help', '--json', '--no-color', '--operator', '--repo', '--version'];
const KINDS = ['adr', 'learning', 'plan', 'session', 'workstream'];

async function scriptOf(shell: string): Promise<string> {
  const box = sandbox();
  const ran = await box.canon(box.dir, ['completion', shell]);
  expect(ran.code, ran.stderr).toBe(0);
  return ran.stdout;
}

const isOption = (word: string): boolean => word.startsWith('-');

describe.each(['bash', 'zsh', 'fish'] as const)('in %s', (shell) => {
  test.skipIf(!shellIsHere(shell))(
    'commands, options and values are completed where they belong',
    async () => {
      const complete = completing(shell, await scriptOf(shell));
      expect(complete('canon ').filter((word) => !isOption(word))).toEqual(COMMANDS);
      expect(complete('canon ha')).toEqual(['handoff']);
      // An option before the command has a value, which is no command.
      expect(complete('canon --repo list ha')).toEqual(['handoff']);
      expect(complete('canon --operator roman --json sho')).toEqual(['show']);
      expect(complete('canon --')).toEqual(GLOBALS);
      expect(complete('canon handoff --no')).toEqual(['--no-color', '--no-commit', '--no-push']);
      expect(complete('canon list --st')).toEqual(['--status']);
      expect(complete('canon list p')).toEqual(['plan']);
      expect(complete('canon schema ').filter((word) => !isOption(word))).toEqual(
        [...KINDS, 'config', 'operators'].sort(),
      );
      // Of an argument that is called like a command, the options are still the command's.
      expect(complete('canon show list --fi')).toEqual([]);
      expect(complete('canon init --host ')).toEqual(['agents', 'claude-code', 'codex']);
    },
  );
});

test.skipIf(!shellIsHere('fish'))(
  'in fish, files are offered where a file belongs and nowhere else',
  async () => {
    const complete = completing('fish', await scriptOf('fish'));
    expect(complete('canon handoff --draft a')).toEqual(['a draft.md']);
    expect(complete('canon handoff --quick a')).toEqual([]);
  },
);

test.skipIf(!shellIsHere('zsh'))(
  'in zsh, files are offered, and a script in fpath works as well',
  async () => {
    const complete = completing('zsh', await scriptOf('zsh'), 'autoload');
    expect(complete('canon ha')).toEqual(['handoff']);
    expect(complete('canon handoff --draft a')).toEqual(['a draft.md']);
    expect(complete('true; canon lis')).toEqual(['list']);
  },
);
