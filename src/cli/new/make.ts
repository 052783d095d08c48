import { applyPlan } from '../../change/apply.ts';
import type { ChangePlan } from '../../change/plan.ts';
import { finishedDiagnostics } from '../../change/tell.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { claimAdrNumber, nextAdrNumber, releaseAdrNumber } from '../../identity/adr-numbers.ts';
import { usedNames } from '../../identity/next-id.ts';
import { whoami } from '../../identity/whoami.ts';
import { freeSlug } from '../../record/free-slug.ts';
import { formatAdrId, LONGEST_SLUG } from '../../record/ids.ts';
import { slugify } from '../../record/slug.ts';
import { isRecordName } from '../../store/layout.ts';
import type { Project } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import type { Row } from '../../work/row.ts';
import type { World } from '../../world.ts';
import { type Composed, type Composer, composer } from './compose.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import type { NewRequest } from './request.ts';

/** What a new record is made with. */
interface Making extends Composer {
  readonly project: Project;
  readonly world: World;
  readonly request: NewRequest;
  readonly operator: string | undefined;
  readonly rows: readonly Row[];
  /** Of the title. */
  readonly slug: string;
}

/** How often another name is tried because somebody else was faster. */
const TRIES = 20;

/**
 * Makes a new record from its template, in the work tree alone. It is noted as canon's own: until somebody writes in
 * it, a later change may commit it whole.
 * @throws what `composer` and `refuseSecrets` throw
 */
export async function makeRecord(
  project: Project,
  world: World,
  request: NewRequest,
  operator: string | undefined,
): Promise<Composed> {
  const [set, slug] = await Promise.all([readRows(project), slugify(request.title)]);
  const rows = set.all();
  const composing = await composer(project, world, request, rows, operator);
  const making = { ...composing, project, world, request, operator, rows, slug };
  // Before an id is taken: a number that nothing came of is gone.
  const { kind } = request;
  const draft = await making.compose(kind === 'adr' ? adrId(1, slug) : freeSlug(slug, isReserved));
  await refuseSecrets(project, draft, making.session);
  return kind === 'adr' ? makeNumbered(making) : makeNamed(making);
}

async function makeNamed(making: Making): Promise<Composed> {
  const { project, request, rows, slug } = making;
  const { kind } = request;
  // Old ids lead to the records that had them: a new one must not take their place.
  const old = rows.flatMap((row) => (row.kind === kind ? (row.aliases ?? []) : []));
  const taken = new Set([...(await usedNames(project, kind)), ...old].map((name) => name.toLowerCase()));
  for (let tries = 0; ; tries += 1) {
    const id = freeSlug(slug, (name) => isReserved(name) || taken.has(name));
    try {
      const made = await write(making, await making.compose(id));
      return { ...made, diagnostics: [...made.diagnostics, ...takenBy(making, id)] };
    } catch (error) {
      const lost = error instanceof CanonError && error.code === 'E_CHANGE_EXISTS';
      if (!lost || tries >= TRIES) throw error;
      // Somebody else was faster: theirs counts as taken.
      taken.add(id);
    }
  }
}

async function makeNumbered(making: Making): Promise<Composed> {
  const { project, world, operator, request, slug, compose } = making;
  if (request.dryRun) return compose(adrId(await nextAdrNumber(project), slug));
  const n = await claimAdrNumber(project, world, await whoami(project, world, operator));
  try {
    return await write(making, await compose(adrId(n, slug)));
  } catch (error) {
    await releaseAdrNumber(project, n);
    throw error;
  }
}

// The number belongs to the id, which is no longer than any other.
const adrId = (n: number, slug: string): string =>
  formatAdrId(n, slug).slice(0, LONGEST_SLUG).replace(/-+$/, '');

async function write({ project, world, request }: Making, record: Composed): Promise<Composed> {
  if (request.dryRun) return record;
  const { finished } = await applyPlan(project, world, planOf(record, request), { commit: false });
  return { ...record, diagnostics: [...finishedDiagnostics(finished), ...record.diagnostics] };
}

const planOf = ({ path, text }: Composed, { kind, title }: NewRequest): ChangePlan => ({
  commit: { subject: `New ${kind}: ${title}`, trailers: [['Canon-Session', 'none']] },
  files: [{ path, edit: { op: 'write', text }, expect: 'absent' }],
});

// `readme` and `index` are names that no record can have.
const isReserved = (name: string): boolean => !isRecordName(`${name}.md`);

/** Says that the name of the title was taken, and by what. */
function takenBy({ rows, slug, request: { kind } }: Making, id: string): Diagnostic[] {
  if (id === slug) return [];
  const other = rows.find((row) => row.kind === kind && row.id === slug);
  const args = { id, taken: slug, title: other?.title ?? '', kind, reserved: isReserved(slug) };
  return [{ code: 'new-name-taken', severity: 'warning', ...(other ? { path: other.path } : {}), args }];
}
