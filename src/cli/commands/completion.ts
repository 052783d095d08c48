import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { type CommandWords, wordsOf } from '../completion/words.ts';
import { zshScript } from '../completion/zsh.ts';
import { defineCommand } from '../command.ts';
import { COMMANDS } from '../commands.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], (table: readonly CommandWords[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `canon completion SHELL` */
export const command = defineCommand({
  name: 'completion',
  usage: ['completion bash|zsh|fish'],
  about: ['Prints a script that completes commands, options and kinds in a shell.'],
  args: [{ name: 'SHELL', brief: 'bash, zsh or fish', values: SHELLS }],
  flags: {},
  examples: [
    [
      'source <(canon completion bash)',
      'complete in this shell (bash, zsh); in ~/.bashrc or ~/.zshrc for all',
    ],
    ['canon completion fish > ~/.config/fish/completions/canon.fish', 'the same for fish'],
  ],
  async run(_context, _flags, [asked = '']) {
    const shell = SHELLS.find((one) => one === asked);
    if (!shell) {
      const { CanonError } = await import('../../fault/error.ts');
      throw new CanonError('E_SHELL_UNKNOWN', { data: { shell: asked } });
    }
    const table = await Promise.all(
      COMMANDS.filter(({ hidden }) => !hidden).map(async (entry) =>
        wordsOf((await entry.load()).command, entry.brief),
      ),
    );
    const script = SCRIPTS[shell](table);
    return { data: { shell, script }, human: () => script };
  },
});
