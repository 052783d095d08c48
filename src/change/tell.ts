import type { Args, Diagnostic } from '../fault/diagnostic.ts';
import type { Locks } from '../git/lock-file.ts';
import type { PushResult } from './push.ts';
import type { ApplyResult } from './result.ts';

/** What a person should hear about a change beyond that it is done: why not committed, what was left out. */
export function applyDiagnostics(result: ApplyResult): Diagnostic[] {
  const { finished, notCommitted, skipped } = result;
  const told: Diagnostic[] = [];
  told.push(...finishedDiagnostics(finished));
  if (notCommitted && notCommitted.reason !== 'asked' && notCommitted.reason !== 'nothing') {
    told.push({ code: 'not-committed', severity: 'warning', args: notCommittedArgs(notCommitted) });
  }
  for (const { path, why, where, code = '' } of skipped) {
    told.push({ code: 'file-left-alone', severity: 'warning', path, args: { path, why, where, code } });
  }
  return told;
}

/** Why it is not committed, for its sentence. */
export function notCommittedArgs({
  reason,
  detail = '',
  locks,
}: NonNullable<ApplyResult['notCommitted']>): Args {
  return { reason, detail, ...(locks ? lockArgs(locks) : {}) };
}

const lockArgs = ({ paths, seconds, running }: Locks): Args => ({
  locks: paths,
  ...(seconds === undefined ? {} : { seconds }),
  ...(running ? { running } : {}),
});

/** That a change of an earlier run, which was killed, has been finished first. */
export const finishedDiagnostics = (finished: ApplyResult['finished']): Diagnostic[] =>
  finished === undefined
    ? []
    : [
        {
          code: 'change-finished',
          severity: 'info',
          args: { commit: finished.commit ?? '', subject: finished.subject },
        },
      ];

/** The same for a push: what was replayed, or why it is not pushed and what to do. */
export function pushDiagnostics(result: PushResult): Diagnostic[] {
  const told: Diagnostic[] = [];
  for (const { from, to, path } of result.replayed?.renumbered ?? []) {
    told.push({ code: 'renumbered', severity: 'warning', path, args: { from, to } });
  }
  if (result.pushed || result.reason === 'never') return told;
  const { reason, detail = '', upstream, unpushed } = result;
  const listed = reason === 'others' ? unpushed.filter(({ whose }) => whose !== 'canon') : unpushed;
  const commits = listed.map(
    ({ commit }) => `${commit.oid.slice(0, 7)} ${commit.authorName}: ${commit.subject}`,
  );
  // Without a remote there is nowhere to push to, and nothing wrong with that.
  const severity = reason === 'no-upstream' ? 'info' : 'warning';
  told.push({ code: 'not-pushed', severity, args: { reason, detail, upstream: upstream ?? '', commits } });
  return told;
}
