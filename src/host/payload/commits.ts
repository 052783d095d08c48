const BLANK = String.raw`(?:\s|\\\r?\n)+`;
const VALUE = String.raw`(?:[^\s"']|"[^"]*"|'[^']*')+`;
const VALUED = 'git-dir|work-tree|namespace|config-env|exec-path';
/** What may stand between git and its command. Each can be read in one way only, and nobody writes more than a few. */
const OPTION = `-[Cc]${BLANK}${VALUE}|-[pP]|--(?:${VALUED})${BLANK}${VALUE}|--(?!(?:${VALUED})\\s)[a-z-]+(?:=${VALUE})?`;
/** Commands of git that make commits on the branch one is on. */
const MAKES = 'commit|merge|cherry-pick|revert|rebase|am';
/** As a command, perhaps inside quotes for another shell: not in the name of a file, nor as a word in a search. */
const COMMITS = new RegExp(
  String.raw`(?:^|[\s;&|(){}"'${'`'}!=/\\])git(?:\.exe)?(?:${BLANK}(?:${OPTION})){0,20}${BLANK}(?:${MAKES})(?=$|[\s;&|)}"'${'`'}<>\\])`,
);

/** `[main abc1234] subject`, `[main (root-commit) abc1234] …`, `[detached HEAD abc1234] …` */
const MADE = /^\[[^\]\n]{1,255} ([0-9a-f]{7,64})\] /gm;

/** How much of a command and of its answer is looked at. */
const MOST = 65_536;
const MOST_COMMITS = 50;

/**
 * What a shell command says of commits it made. The answer of `git commit` names them; a merge, a rebase or a
 * quiet commit names none, and is then only known to have been there.
 */
export function commitsOf(
  command: string,
  answer: string,
): { commits?: readonly string[]; committing?: true } {
  const begin = command.slice(0, MOST);
  if (!COMMITS.test(begin)) return {};
  const found = new Set<string>();
  // `git commit` says it at once, but what ran before it in the same command may have said a lot.
  for (const part of answer.length > 2 * MOST ? [answer.slice(0, MOST), answer.slice(-MOST)] : [answer]) {
    for (const [, hash] of part.matchAll(MADE))
      if (hash !== undefined && found.size < MOST_COMMITS) found.add(hash);
  }
  return found.size > 0 ? { commits: [...found] } : { committing: true };
}
