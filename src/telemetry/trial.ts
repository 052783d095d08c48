import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spoolDir } from '../store/spool.ts';

// `canon doctor` fires hooks with payloads of sessions that there are not. Whoever lists sessions passes over them, and
// what they leave is recognised by its name, also when the doctor that made it was killed.

const TRIAL = 'canon-doctor-';

/** The id of a session that is played, not lived. */
export const trialSession = (unique: string): string => TRIAL + unique;

/** Whether a session's id, or the name of its journal, is that of a trial. */
export const isTrial = (name: string): boolean => name.startsWith(TRIAL);

/** How a payload of a trial begins: so much of it is there even where it was torn off. */
const PAYLOAD = `{"session_id":"${TRIAL}`;

/** No payload of a trial is larger: of thousands that wait, few have to be opened. */
const LARGEST = 4096;

/**
 * Removes all that trials have left: journals, what stands for them in other folders, payloads that nobody has folded.
 * With the lock of the fold held, for a fold at work would put back what it has read.
 */
export function forgetTrials({ local }: { readonly local: string }): void {
  for (const folder of ['journal', 'open', 'cleared']) removeIn(join(local, folder), isTrial);
  const ofTrial = (name: string, folder: string): boolean => holdsTrial(join(folder, name));
  removeIn(spoolDir({ local }), ofTrial);
  removeIn(join(local, 'quarantine'), ofTrial);
}

function removeIn(folder: string, goes: (name: string, folder: string) => boolean): void {
  for (const name of namesIn(folder)) if (goes(name, folder)) rmSync(join(folder, name), { force: true });
}

function namesIn(folder: string): string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

function holdsTrial(file: string): boolean {
  try {
    const info = lstatSync(file);
    return info.isFile() && info.size <= LARGEST && readFileSync(file, 'utf8').startsWith(PAYLOAD);
  } catch {
    return false;
  }
}
