import { existsSync, lstatSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeLocalFolder } from './local.ts';
import { plainNames } from './plain-file.ts';

/** Where the hook of tool calls puts what it is told, one file each, until it is counted. */
export const spoolDir = ({ local }: { readonly local: string }): string => join(local, 'spool');

/** Whether the hook has kept something that nobody has folded: one look at a folder, which mostly is empty. */
export const isWaiting = (project: { readonly local: string }): boolean => waitingIn(project) > 0;

/** How many files wait. */
export const waitingIn = (project: { readonly local: string }): number =>
  plainNames(spoolDir(project)).length;

/** Whether there is a spool: a folder, and no link that would lead what is kept out of the clone. */
export function hasSpool(project: { readonly local: string }): boolean {
  try {
    return lstatSync(spoolDir(project)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Makes the spool, by whose presence the hook knows that somebody uses canon in this clone. Where it cannot
 * be made no calls are counted, which is better than a command that fails for it.
 */
export function ensureSpool(project: { readonly local: string }): void {
  const dir = spoolDir(project);
  // Nearly always it is there, and one look costs less than an error that is thrown away.
  if (existsSync(dir)) return;
  try {
    makeLocalFolder(project, dir);
  } catch {
    // `telemetry --verify` tells what is missing.
  }
}

/** Takes the spool away, so that the hook keeps nothing more; with something in it, it stays until that is counted. */
export function removeSpool(project: { readonly local: string }): void {
  const dir = spoolDir(project);
  if (!existsSync(dir)) return;
  try {
    rmdirSync(dir);
  } catch {
    // Not empty, or not ours to remove.
  }
}
