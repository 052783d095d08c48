import type { Diagnostic, Severity } from '../../fault/diagnostic.ts';
import type { KeptBuild } from '../../site/build/keep-build.ts';

type Built = Pick<KeptBuild, 'broken' | 'unread' | 'diagnostics'>;

/** What there is to tell of a build: what is not as it might be, and the records that do not parse. */
export function siteNotes({ diagnostics, broken, unread }: Built, severity: Severity): Diagnostic[] {
  const of = (code: string, paths: readonly string[]): Diagnostic[] =>
    paths.map((path) => ({ code, severity, path, args: {} }));
  return [...diagnostics, ...of('site-broken-record', broken), ...of('site-broken-hidden', unread)];
}

/** The same for one that is made again and again: that there are no feeds is told by who builds it to publish it. */
export const laterNotes = (built: Built): Diagnostic[] =>
  siteNotes(built, 'warning').filter(({ code }) => code !== 'site-no-url');
