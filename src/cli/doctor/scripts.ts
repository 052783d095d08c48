import { HOOK_PATH, HOOK_SCRIPT } from '../../host/hook-script.ts';
import { LAUNCHER, LAUNCHER_PATH } from '../../host/launcher.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { World } from '../../world.ts';
import { effectOf } from './samples.ts';
import { canonOf, commandOn, isInside, isThis } from './whose.ts';

export type ScriptState = 'own' | 'missing' | 'changed';

/** What may be started of what stands in the repository. */
export interface Scripts {
  readonly run: ScriptState;
  readonly hook: ScriptState;
  /** What the launcher would start; undefined: it finds none. */
  readonly canon: string | undefined;
  /** The one it would start is of the repository, and not this one. */
  readonly canonInside: boolean;
  /** A command of the system that the scripts call and PATH has in the repository. */
  readonly helper: string | undefined;
}

/** What the launcher and the hook start besides canon. */
const HELPERS = ['sh', 'cat', 'dirname', 'node'];

/**
 * Looks at what hooks run before anything of it is run: a repository may come from anywhere, and has not been trusted
 * by being asked whether it is well.
 * @param self the program that runs here
 */
export async function lookAtScripts(
  project: Project,
  { env }: Pick<World, 'env'>,
  self: string,
): Promise<Scripts> {
  const [run, hook] = await Promise.all([
    stateOf(project, LAUNCHER_PATH, LAUNCHER),
    stateOf(project, HOOK_PATH, HOOK_SCRIPT),
  ]);
  const canon = canonOf(project, env);
  const helpers = HELPERS.flatMap((name) => commandOn(name, env, project.root) ?? []);
  return {
    run,
    hook,
    canon,
    canonInside: canon !== undefined && !isThis(canon, self) && isInside(project, canon),
    helper: helpers.find((file) => isInside(project, file)),
  };
}

async function stateOf(project: Project, path: string, own: string): Promise<ScriptState> {
  try {
    const text = await readRecord(project, path);
    if (text === undefined) return 'missing';
    // As git writes it where lines end as on Windows.
    return text.replaceAll('\r\n', '\n') === own ? 'own' : 'changed';
  } catch {
    // A link, a pipe, something that is no text.
    return 'changed';
  }
}

/** Why the hook of an event is not fired. Undefined: it is. */
export function whyNotFired(scripts: Scripts, event: string): string | undefined {
  const effect = effectOf(event);
  const needed = [
    ...(effect === 'kept' || effect === 'folded' ? [[HOOK_PATH, scripts.hook] as const] : []),
    ...(effect === 'kept' ? [] : [[LAUNCHER_PATH, scripts.run] as const]),
  ];
  for (const [path, state] of needed) {
    if (state === 'changed') return `${path} is not canon's own: not run`;
    if (state === 'missing') return `${path} is not there`;
  }
  if (scripts.helper !== undefined) return `${scripts.helper} is of this repository: not run`;
  if (effect !== 'kept' && scripts.canonInside)
    return `${scripts.canon ?? ''} is of this repository: not run`;
  return undefined;
}
