import type { Kind } from '../../record/kinds.ts';
import type { Doubt, SourceContents, SourceItem } from '../item.ts';
import { mappedKind } from '../map.ts';
import { isOfImport } from '../report/is-of-import.ts';
import { UNKNOWN } from '../../identity/operators.ts';
import { attribute, type Attribution } from './attribute.ts';
import { type Earlier, earlierIn, type EarlierFinder, recordRef } from './earlier.ts';
import { fieldsOf } from './fields-of.ts';
import { idGiver, NOBODY } from './give-ids.ts';
import type { Action, ImportGround } from './plan.ts';
import { type Title, titleOf } from './titles.ts';
import { type When, whenOf } from './when.ts';

/** An item for which it is known what is to be done, and not yet how its record reads. */
export interface Decided {
  readonly item: SourceItem;
  readonly action: Action;
  readonly kind: Kind;
  readonly id: string;
  readonly file: string;
  readonly owner: string;
  readonly when: When;
  readonly title: Title;
  readonly doubts: readonly Doubt[];
  readonly earlier: Earlier | undefined;
  /** Of a record that is there. */
  readonly current: string | undefined;
}

/** What is to be done with each item, with the ids of those that are new. What the map leaves out is not among them. */
export async function decide(contents: SourceContents, ground: ImportGround): Promise<Decided[]> {
  const known = earlierIn(contents, ground.reports, ground);
  const given = ground.reports.flatMap(({ report }) => report.items.map(({ record }) => record));
  // What was given once stands for that for ever, whatever has become of the record.
  const taken = Object.fromEntries(
    Object.entries(ground.taken).map(([kind, names]) => {
      const own = given.filter((record) => record.startsWith(`${kind}:`));
      return [kind, new Set([...names, ...own.map((record) => record.slice(kind.length + 1))])];
    }),
  ) as Record<Kind, Set<string>>;
  const giveId = idGiver(taken);
  const here = new Set([...given, ...ground.rows.map((row) => `${row.kind}:${row.id}`)]);
  // Another branch has made a record of it: it is the same one when the two meet.
  const idElsewhere = (item: SourceItem, kind: Kind): string | undefined => {
    const record = ground.elsewhere?.get(item.id);
    if (record === undefined || here.has(record)) return undefined;
    const ref = recordRef(record);
    return ref.kind === kind ? ref.id : undefined;
  };
  const decided: Decided[] = [];
  for (const item of contents.items) {
    await ground.pause(decided.length);
    const mapped = mappedKind(ground.map, item.path);
    if (mapped === 'skip') continue;
    const kind = mapped ?? item.kind.value;
    const when = whenOf(item.created, ground.today);
    const title = titleOf(item);
    const earlier = item.inPlace ? undefined : await known.find(item);
    const whose = asBefore(await attribute(item.author, ground), earlier);
    const doubts = doubtsOf(item, {
      mapped: mapped !== undefined,
      author: whose.doubt,
      date: when.doubt,
      kind,
    });
    const common = { item, owner: whose.slug, when, title, doubts, earlier };
    if (earlier) {
      const { row } = earlier;
      const current = row && (await ground.read(row.path));
      const action = await actionOf(contents.source, item, earlier, current, known);
      const file = row?.path ?? earlier.entry.file;
      decided.push({ ...common, action, kind: earlier.kind, id: row?.id ?? earlier.id, file, current });
      continue;
    }
    const initials = ground.operators.bySlug(whose.slug)?.initials ?? NOBODY;
    const naming = { kind, initials, day: when.day, title: title.title, inPlace: item.inPlace?.path };
    const id = item.claimed ?? idElsewhere(item, kind) ?? (await giveId(naming));
    const file = item.inPlace?.path ?? ground.layout.pathFor(kind, id);
    decided.push({ ...common, action: 'create', kind, id, file, current: undefined });
  }
  return decided;
}

/** What was answered, mapped or said by `--operator` once is not asked of the next run: the record has it. */
function asBefore(whose: Attribution, earlier: Earlier | undefined): Attribution {
  const owner = earlier?.row?.owner;
  if (!whose.doubt || owner === undefined) return whose;
  const open = owner === UNKNOWN && earlier?.entry.doubts?.includes('author') === true;
  return { slug: owner, doubt: open };
}

async function actionOf(
  source: SourceContents['source'],
  item: SourceItem,
  { entry, kind, row }: Earlier,
  current: string | undefined,
  { asImported }: Pick<EarlierFinder, 'asImported'>,
): Promise<Action> {
  if (current === undefined || row === undefined) return 'skip';
  if (item.hash === entry.hash) return 'same';
  const stands = (await asImported(row, current, entry)) !== undefined;
  return stands && (await isOfImport(kind, current, source, entry)) ? 'update' : 'conflict';
}

function doubtsOf(
  item: SourceItem,
  { mapped, author, date, kind }: { mapped: boolean; author: boolean; date: boolean; kind: Kind },
): Doubt[] {
  const doubts = new Set(item.doubts);
  if (mapped) doubts.delete('kind');
  doubts.delete('author');
  if (author && kind !== 'adr' && kind !== 'learning') doubts.add('author');
  if (date) doubts.add('date');
  if (fieldsOf(kind, item.fields, false).statusDoubt && kind !== 'session') doubts.add('status');
  return [...doubts].sort();
}
