import { derivedState } from '../store/derived.ts';
import type { Project } from '../store/project.ts';
import type { Derive } from './plan.ts';

/** Makes derived text where it is written: nothing on other branches. */
export function deriveHere(project: Project): Derive {
  const state = derivedState(project);
  state.catch(() => {});
  return async (base) => {
    if (!(await state).due) return [];
    const { deriveText } = await import('./derived-text.ts');
    return deriveText(project, base);
  };
}
