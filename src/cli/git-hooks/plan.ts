import { chmod, mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atomicWrite } from '../../store/atomic.ts';
import { blockIn, hookCommand, isShell, newHook, withBlock, withoutBlock } from './block.ts';
import type { HookPlace } from './place.ts';

/** What is done about a pre-commit hook. Text is of one byte a letter: a hook is written back as it was read. */
export type HookStep = { readonly shown: string } & (
  | { readonly act: 'write' | 'update'; readonly file: string; readonly text: string }
  | { readonly act: 'remove'; readonly file: string }
  | { readonly act: 'same' }
  /** `by-hand`: a line to add where somebody else looks after it. */
  | {
      readonly act: 'by-hand';
      readonly why: 'manager' | 'shared' | 'not-shell' | 'no-file' | 'inactive';
      readonly manager?: string;
      readonly where: string;
      readonly line: string;
    }
  | { readonly act: 'changed' }
);

/** What `init --git-hooks` does: canon's block beside what is there, and nothing to what it does not understand. */
export function planHook({ file, shown, found, manager, shared }: HookPlace, prefix: string): HookStep {
  const line = hookCommand(prefix);
  const own = letters(prefix);
  const state = typeof found === 'object' ? blockIn(found.text, own) : 'none';
  if (state === 'whole') return { act: 'same', shown };
  if (state === 'changed') return { act: 'changed', shown };
  const byHand = (why: Extract<HookStep, { act: 'by-hand' }>['why'], where = shown): HookStep => ({
    act: 'by-hand',
    why,
    shown,
    where,
    line,
    ...(manager ? { manager: manager.name } : {}),
  });
  if (manager) return byHand('manager', manager.file);
  if (shared) return byHand('shared');
  if (found === undefined) return { act: 'write', file, shown, text: newHook(own) };
  if (found === 'none') return byHand('no-file');
  if (found === 'inactive') return byHand('inactive');
  if (!isShell(found.text)) return byHand('not-shell');
  return { act: 'update', file, shown, text: withBlock(found.text, own) };
}

/** What `uninstall` does: canon's own block goes, and the file where canon made it. */
export function planNoHook({ file, shown, found }: HookPlace, prefix: string): HookStep | undefined {
  if (typeof found !== 'object') return undefined;
  const own = letters(prefix);
  const state = blockIn(found.text, own);
  if (state === 'none') return undefined;
  if (state === 'changed') return { act: 'changed', shown };
  const text = withoutBlock(found.text, own);
  return text === undefined ? { act: 'remove', file, shown } : { act: 'update', file, shown, text };
}

const letters = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Carries it out. */
export async function applyHook(step: HookStep): Promise<void> {
  if (step.act === 'remove') await rm(step.file, { force: true });
  if (step.act !== 'write' && step.act !== 'update') return;
  await mkdir(dirname(step.file), { recursive: true });
  const bytes = Buffer.from(step.text, 'latin1');
  await atomicWrite(step.file, bytes, step.act === 'write' ? { mode: 0o777 } : {});
  if (step.act === 'write') await chmod(step.file, 0o755).catch(() => {});
}
