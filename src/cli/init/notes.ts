import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CODEX_HOOKS } from '../../host/hooks/codex.ts';
import type { GitFacts } from './git-facts.ts';
import type { Step } from './plan.ts';

const isWritten = (steps: readonly Step[], path: string): boolean =>
  steps.some((step) => step.path === path && (step.act === 'write' || step.act === 'update'));

/** What a person should know of the files that were written: ignored, not committed along, to be trusted first. */
export function notesOf(git: GitFacts, steps: readonly Step[]): Diagnostic[] {
  const folders = [...new Set(git.ignored.map((path) => path.split('/').slice(0, 2).join('/')))];
  return [
    ...(folders.length > 0
      ? [{ code: 'init-ignored', severity: 'warning', args: { paths: folders } } as const]
      : []),
    ...git.dirty
      .filter((path) => isWritten(steps, path))
      .map((path): Diagnostic => ({ code: 'init-attributes-dirty', severity: 'info', path })),
    ...(isWritten(steps, CODEX_HOOKS)
      ? [{ code: 'init-codex-trust', severity: 'info', path: CODEX_HOOKS } as const]
      : []),
  ];
}
