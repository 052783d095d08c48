import { derivedState } from '../store/derived.ts';
import type { Project } from '../store/project.ts';
import type { KnownRows } from './derived-text.ts';
import type { Derive } from './plan.ts';

/** Makes derived text where it is written: nothing on other branches. */
export function deriveHere(project: Project): Derive {
  const state = derivedState(project);
  state.catch(() => {});
  // For a look ahead, for the commit, and again whenever somebody else's came first: the change's own rows are the same.
  const known: KnownRows = new Map();
  return async (base) => {
    if (!(await state).due) return [];
    const { deriveText } = await import('./derived-text.ts');
    return deriveText(project, base, known);
  };
}
