import { changing, type Holder, type Place } from './file.ts';
import type { Run } from './run.ts';

/** Keeps a run for the record that its holder hands off next. */
export const keepRun = (project: Place, holder: Holder, run: Run): Promise<void> =>
  changing(project, (add) => add(holder, run));
