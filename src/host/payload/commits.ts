const GIT = /\bgit\b/;
/** Commands of git that make commits on the branch one is on. */
const MAKES = /\b(?:commit|merge|cherry-pick|revert|rebase|am)\b/;

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
  const git = begin.search(GIT);
  if (git < 0 || !MAKES.test(begin.slice(git))) return {};
  const found = new Set<string>();
  // `git commit` says it at once, but what ran before it in the same command may have said a lot.
  for (const part of answer.length > 2 * MOST ? [answer.slice(0, MOST), answer.slice(-MOST)] : [answer]) {
    for (const [, hash] of part.matchAll(MADE))
      if (hash !== undefined && found.size < MOST_COMMITS) found.add(hash);
  }
  return found.size > 0 ? { commits: [...found] } : { committing: true };
}
