import type { Diagnostic } from '../../fault/diagnostic.ts';
import { whoami } from '../../identity/whoami.ts';
import { localDate } from '../../record/local-date.ts';
import { fromTemplate } from '../../record/template.ts';
import type { Project } from '../../store/project.ts';
import type { Row } from '../../work/row.ts';
import type { World } from '../../world.ts';
import { referTo, referToOperator } from '../refer.ts';
import { materialOf } from './material.ts';
import type { NewRequest } from './request.ts';

/** A new record as it would be written under an id. */
export interface Composed {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Composer {
  readonly compose: (id: string) => Promise<Composed>;
  /** The session it grows out of. */
  readonly session: Row | undefined;
}

/**
 * Looks up what a request names, and then composes its record under any id.
 * @throws E_VALUE_UNRESOLVED, E_VALUE_OPERATOR, E_OPERATOR_UNKNOWN, E_REF_AMBIGUOUS
 */
export async function composer(
  project: Project,
  world: Pick<World, 'now' | 'env'>,
  request: NewRequest,
  rows: readonly Row[],
  operator: string | undefined,
): Promise<Composer> {
  const { kind, title, priority } = request;
  const owner = await ownerOf(project, world, request, operator);
  const plan = request.plan === undefined ? undefined : referTo('--plan', request.plan, 'plan', rows);
  const session = request.from === undefined ? undefined : referTo('--from', request.from, 'session', rows);
  const compose = async (id: string): Promise<Composed> => {
    const path = project.layout.pathFor(kind, id);
    const grows = session && (kind === 'adr' || kind === 'learning');
    const material = grows ? await materialOf(project, session, kind, path) : undefined;
    const text = fromTemplate(kind, {
      id,
      title,
      date: localDate(world.now()),
      owner,
      plan: plan?.id,
      priority,
      source: session?.id,
      material: material?.sections,
    });
    const diagnostics = (material?.missing ?? []).map((section): Diagnostic => ({
      code: 'new-no-material',
      severity: 'info',
      args: { session: session?.id ?? '', section },
    }));
    return { id, path, text, diagnostics };
  };
  return { compose, session };
}

/** Whose it is. Nobody owns a learning. */
async function ownerOf(
  project: Project,
  world: Pick<World, 'env'>,
  { kind, owner }: NewRequest,
  operator: string | undefined,
): Promise<string | undefined> {
  if (kind === 'learning') return undefined;
  if (owner !== undefined) return referToOperator('--owner', owner, project);
  return (await whoami(project, world, operator)).slug;
}
