import { safeLine } from '../../text/safe.ts';
import { wrapTo } from '../../text/width.ts';
import type { Look } from '../output/look.ts';
import type { HookStep } from './plan.ts';

type ByHand = Extract<HookStep, { act: 'by-hand' }>;

const WHY: Readonly<Record<ByHand['why'], (step: ByHand) => string>> = {
  manager: ({ manager }) => `${manager ?? ''} looks after the hooks here`,
  shared: () => 'its folder (core.hooksPath) is outside of this repository, and others use it',
  'not-shell': () => 'it is no shell script',
  'no-file': () => 'it is a link, or no file',
  inactive: () => 'it is not executable, so that git does not run it',
};

const DONE: Readonly<Record<'write' | 'update' | 'remove', readonly [done: string, planned: string]>> = {
  write: ['wrote', 'write'],
  update: ['updated', 'update'],
  remove: ['removed', 'remove'],
};

/** What was done about the pre-commit hook, for a person. */
export function hookLines(step: HookStep, dryRun: boolean, look: Look): string[] {
  const shown = safeLine(step.shown);
  switch (step.act) {
    case 'same':
      return [`Pre-commit hook: ${shown} is up to date.`];
    case 'changed':
      return wrapTo(
        `Pre-commit hook: canon's part of ${shown} was changed by hand, and stays as it is.`,
        look.width,
      );
    case 'by-hand':
      return [
        ...wrapTo(
          `Pre-commit hook: ${shown} is left alone: ${WHY[step.why](step)}. Add to ${safeLine(step.where)}:`,
          look.width,
        ),
        `  ${step.line}`,
      ];
    default:
      return [`Pre-commit hook: ${DONE[step.act][dryRun ? 1 : 0]} ${shown}`];
  }
}

/** The same as data. */
export const hookData = (step: HookStep | undefined): Record<string, unknown> | null =>
  step === undefined
    ? null
    : {
        path: step.shown,
        act: step.act,
        ...(step.act === 'by-hand'
          ? { why: step.why, manager: step.manager ?? null, where: step.where, line: step.line }
          : {}),
      };
