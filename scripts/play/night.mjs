// What follows in the night and the morning after: a session that Roman hands off on another machine, where
// canon is not at hand. Its record is a file like any other; the next command derives what follows from it.

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { HERE, may11 } from './stage.mjs';

export const NIGHT = 'RT-260511-06';
const RECORD = `docs/sessions/${NIGHT}.md`;

/** Commits the record in Roman's clone and pushes it. What he has lying around there stays. */
export async function theOtherMachine(roman) {
  const at = may11('23:52:18');
  cpSync(join(HERE, 'night', `${NIGHT}.md`), join(roman.clone, RECORD));
  roman.git(at, 'add', '--', RECORD);
  const subject = `Hand off ${NIGHT}: The post-commit hook, guarded`;
  roman.git(at, 'commit', '-q', '-m', `${subject}\n\nCanon-Session: ${NIGHT}`, '--', RECORD);
  roman.git(at, 'push', '-q', 'origin', 'main');
}

/** Whoever comes next: index files and session logs, in a commit of their own. */
export async function deriveAfterwards(sergei, at) {
  const ran = await sergei.canon(at, 'index');
  if (ran.code !== 0) throw new Error(`canon index ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
  sergei.git(at, 'commit', '-q', '-a', '-m', 'Regenerate indexes\n\nCanon-Session: none');
  sergei.git(at, 'push', '-q', 'origin', 'main');
}
