import type { SourceProblem } from '../item.ts';
import type { FileTrouble } from './source-file.ts';

/** A file that cannot be taken: what stands in it is lost. */
export const troubleProblem = (path: string, trouble: FileTrouble): SourceProblem => ({
  code: `import-archive-${trouble}`,
  path: shortPath(path),
  lost: true,
});

/** A path for a table: hostile archives have paths of 64 kB. */
const shortPath = (path: string): string => (path.length > 512 ? `${path.slice(0, 511)}…` : path);
