import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What a shell that has loaded the script offers for a line that ends at the cursor, sorted. */
export type Complete = (line: string) => string[];

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

/** Whether a shell is here; says loudly on standard error what goes untried without it. */
export function shellIsHere(shell: string): boolean {
  const here = has(shell);
  if (!here) {
    process.stderr.write(`\nSKIPPED: completion was not tried in ${shell}, which is not installed.\n\n`);
  }
  return here;
}

// Asked as readline asks: the function is called with the words of the line.
const BASH = `source "$1"
read -ra COMP_WORDS <<< "$2"
[[ $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_canon
printf '%s\\n' "\${COMPREPLY[@]}"`;

const FISH = 'source $argv[1]; complete -C $argv[2] | string replace -r "\\t.*" ""; true';

// zsh completes only where somebody types: a shell in a pseudo terminal, whose \`compadd\` says what it is
// given instead of showing it. The words that are waited for are not written out, since a terminal echoes.
const ZSH = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "stty -echo; PS1= PS2= RPS1=; unsetopt zle_bracketed_paste prompt_cr prompt_sp; cd \${(q)3}"
zpty -w shell "autoload -Uz compinit && compinit -u -d \${(q)3}/zcompdump"
if [[ $4 == autoload ]]; then zpty -w shell "fpath=(\${(q)1:h} \\$fpath); autoload -Uz _canon; compdef _canon canon"
else zpty -w shell "source \${(q)1}"; fi
zpty -w shell "compadd() {
  if (( \\\${argv[(I)-[OAD]*]} )); then builtin compadd \\"\\$@\\"; return; fi
  local -a hits; builtin compadd -O hits \\"\\$@\\"
  for hit in \\$hits; do print -r -- \\"HIT \\$hit\\"; done
}
finished() { print -r -- FINI''SHED; zle kill-whole-line }
zle -N finished; bindkey '^X' finished; bindkey '^I' complete-word; print REA''DY"
zpty -r shell said '*READY*'
zpty -w -n shell "$2"$'\\t\\C-x'
zpty -r shell said '*FINISHED*'
print -r -- $said
zpty -d shell`;

/** Completion as a shell does it, with the script in a folder that goes when the test is over. */
export function completing(
  shell: 'bash' | 'zsh' | 'fish',
  script: string,
  how: 'source' | 'autoload' = 'source',
): Complete {
  const dir = mkdtempSync(join(tmpdir(), 'canon-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  const file = join(dir, '_canon');
  writeFileSync(file, script);
  writeFileSync(join(dir, 'a draft.md'), '');
  const env = { PATH: process.env['PATH'] ?? '', HOME: dir, TERM: 'dumb', LC_ALL: 'C.UTF-8', ZDOTDIR: dir };
  const args: Readonly<Record<typeof shell, (line: string) => string[]>> = {
    bash: (line) => ['--norc', '-c', BASH, 'bash', file, line],
    zsh: (line) => ['-f', '-c', ZSH, 'zsh', file, line, dir, how],
    fish: (line) => ['--no-config', '-c', FISH, file, line],
  };
  return (line) => {
    const ran = spawnSync(shell, args[shell](line), { cwd: dir, env, encoding: 'utf8', timeout: 30_000 });
    if (ran.status !== 0 || /error|not found|bad /i.test(ran.stderr)) {
      throw new Error(`${shell} ${ran.status}: ${ran.stderr}${ran.stdout}`);
    }
    const lines = ran.stdout.split(/\r?\n/).map((text) => text.trim());
    const hits =
      shell === 'zsh'
        ? lines.flatMap((text) => /HIT (.*)$/.exec(text)?.[1]?.replaceAll('\\ ', ' ') ?? [])
        : lines.filter(Boolean);
    return [...new Set(hits)].sort();
  };
}
