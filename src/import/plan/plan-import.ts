import { CanonError } from '../../fault/error.ts';
import { splitDocument } from '../../record/document.ts';
import type { Kind } from '../../record/kinds.ts';
import { applyEdit } from '../../work/apply-edit.ts';
import type { Doubt, SourceContents, SourceItem } from '../item.ts';
import { mappedKind } from '../map.ts';
import { MAX_TEXT } from '../../store/read.ts';
import { isOfImport } from '../report/is-of-import.ts';
import type { ReportItem } from '../../store/imports/report.ts';
import { sha256, standingHash } from '../../store/imports/standing.ts';
import { compareTexts, type Lost } from '../verify/compare.ts';
import { aliasGiver } from './aliases.ts';
import { attribute } from './attribute.ts';
import { changeOf, type Written } from './change-of.ts';
import { composeItem, type Parts, yamlBlock } from './compose-item.ts';
import { type Earlier, earlierIn, recordRef } from './earlier.ts';
import { fieldsOf } from './fields-of.ts';
import { followMoves } from './follow-moves.ts';
import { idGiver, NOBODY } from './give-ids.ts';
import { inPlace } from './in-place.ts';
import { assetPath, linkMap } from './link-map.ts';
import type { Action, ImportGround, ImportPlan, PlannedItem, PlanProblem } from './plan.ts';
import { beforeRenumber, formerId } from './renumbered.ts';
import { type Title, titleOf } from './titles.ts';
import { type When, whenOf } from './when.ts';

/** An item for which it is known what is to be done, and not yet how its record reads. */
interface Decided {
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

/**
 * Works out what an import does to each item of a source, and the one change that does all of it. Nothing is written; the
 * same source on the same ground comes to the same plan.
 * @throws E_IMPORT_DAY_FULL, E_IMPORT_REPORT_SIZE
 */
export async function planImport(contents: SourceContents, given: ImportGround): Promise<ImportPlan> {
  const ground = { ...given, reports: followMoves(contents, given.reports) };
  const decided = await decide(contents, ground);
  const files = new Map(
    decided.flatMap((one) => (one.action === 'skip' ? [] : [[one.item.id, one.file] as const])),
  );
  const aliases = aliasGiver(
    contents.items,
    ground.rows,
    decided.map(({ id }) => id),
  );
  const problems: PlanProblem[] = [];
  const items: PlannedItem[] = [];
  const written: Written[] = [];
  for (const one of decided) {
    await ground.pause(items.length);
    const links = linkMap(one.item.links, one.file, (id) => files.get(id), contents.assets);
    if (one.action !== 'create' && one.action !== 'update') {
      items.push(await standing(one, links));
      continue;
    }
    // References to the id that it had find it by that.
    const had = one.earlier && formerId(one.earlier);
    const former = had === undefined ? [] : [had];
    try {
      assertReadable(one.file, one.item.text ?? '');
      const made = one.item.inPlace
        ? await editInPlace(one, ground)
        : await compose(
            one,
            links,
            [...aliases(one.item, one.id, one.file), ...former],
            contents.source,
            ground,
          );
      assertReadable(one.file, made.planned.text ?? '');
      items.push(made.planned);
      written.push({ planned: made.planned, edits: made.edits, report: one.earlier?.report });
    } catch (error) {
      if (!(error instanceof CanonError)) throw error;
      if (error.code === 'E_FILE_TOO_LARGE') {
        const args = { bytes: Buffer.byteLength(one.item.text ?? ''), most: MAX_TEXT };
        problems.push({ code: 'import-file-too-large', path: one.item.path, args });
        continue;
      }
      // Of what cannot be edited nothing is changed; the others are imported all the same.
      const at = error.line === undefined ? {} : { line: error.line };
      const cause = String(error.data['cause'] ?? '');
      problems.push({
        code: 'import-not-edited',
        path: one.item.path,
        ...at,
        args: { why: error.code, cause },
      });
    }
  }
  const assets = [...contents.assets.values()].map((asset) => ({ path: assetPath(asset), asset }));
  return {
    source: contents.source,
    items,
    problems,
    ...changeOf(contents, ground, written, assets, given.reports),
  };
}

/** A record that is longer than what is read of one could be neither shown nor compared nor taken back. */
function assertReadable(path: string, text: string): void {
  if (text.length * 3 > MAX_TEXT && Buffer.byteLength(text) > MAX_TEXT)
    throw new CanonError('E_FILE_TOO_LARGE', { path, data: { path, max: MAX_TEXT } });
}

async function decide(contents: SourceContents, ground: ImportGround): Promise<Decided[]> {
  const earlierOf = earlierIn(contents, ground.reports, ground.rows);
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
    const whose = attribute(item.author, ground);
    const when = whenOf(item.created, ground.today);
    const title = titleOf(item);
    const earlier = item.inPlace ? undefined : earlierOf(item);
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
      const action = await actionOf(contents.source, item, earlier, current);
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

async function actionOf(
  source: SourceContents['source'],
  item: SourceItem,
  earlier: Earlier,
  current: string | undefined,
): Promise<Action> {
  const { entry, kind } = earlier;
  if (current === undefined) return 'skip';
  if (item.hash === entry.hash) return 'same';
  const texts = [current, beforeRenumber(current.replaceAll('\r\n', '\n'), earlier)];
  const stands = texts.some((text) => standingHash(kind, text) === entry.result);
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

/** An item of which nothing is written. Of a conflict it is said what the record does not have. */
async function standing(one: Decided, links: ReadonlyMap<string, string>): Promise<PlannedItem> {
  const { item, action, kind, id, file, earlier, current } = one;
  const entry = earlier?.entry ?? entryOf(one, '', links, []);
  const lost =
    action === 'conflict' && item.text !== undefined
      ? (await compareTexts(item.text, current ?? '', links)).map(lostText)
      : [];
  const doubts = entry.doubts ?? [];
  // Whoever edited the record has brought over all that the source has by now.
  const settled = action === 'conflict' && item.text !== undefined && lost.length === 0;
  return {
    item,
    action: settled ? 'same' : action,
    kind,
    id,
    file,
    doubts,
    links,
    entry: action === 'conflict' ? { ...entry, lost } : entry,
  };
}

interface Made {
  readonly planned: PlannedItem;
  readonly edits: Written['edits'];
}

async function compose(
  one: Decided,
  links: ReadonlyMap<string, string>,
  aliases: readonly string[],
  source: SourceContents['source'],
  ground: ImportGround,
): Promise<Made> {
  const { item } = one;
  const parts: Parts = { ...one, source, aliases, at: ground.at, links };
  let text = await composeItem(item, parts);
  let lost = item.text === undefined ? [] : await compareTexts(item.text, text, links);
  const yaml = item.text === undefined ? '' : splitDocument(item.text).yaml;
  if (lost.length > 0 && yaml.trim() !== '') {
    // A value became another one (a date, a name): the words it was written in stay, too.
    text = await composeItem(item, { ...parts, extra: yamlBlock(yaml) });
    lost = await compareTexts(item.text ?? '', text, links);
  }
  const entry = entryOf(one, text, links, lost);
  return { planned: plannedOf(one, text, links, entry), edits: [{ op: 'write', text }] };
}

async function editInPlace(one: Decided, ground: ImportGround): Promise<Made> {
  const { item, file, id, title, owner, when } = one;
  const before = (await ground.read(file)) ?? '';
  const values = { id, title: title.title, operator: owner, created: when.time, at: ground.at };
  const { edits, text } = await inPlace(item, before, values);
  // Headings that were to be renamed are no loss.
  let meant = before;
  for (const edit of item.inPlace?.edits ?? []) meant = await applyEdit(edit, meant, before);
  const [lost] = await compareTexts(meant, text);
  // A comment beside a value that had to be another one, the name of an anchor: then the file is not touched.
  if (lost)
    throw new CanonError('E_IMPORT_LOSES', { path: file, data: { path: file, what: lostText(lost) } });
  const blob = await ground.blobOf(file);
  const entry: ReportItem = {
    ...entryOf(one, text, new Map(), []),
    in_place: true,
    ...(blob === undefined ? {} : { blob }),
  };
  // As HEAD has it: then the whole text is what becomes of it everywhere, and nothing is edited three times.
  const whole = blob !== undefined;
  return {
    planned: plannedOf(one, text, new Map(), entry),
    edits: whole ? [{ op: 'write', text }] : edits,
  };
}

const plannedOf = (
  { item, action, kind, id, file, doubts }: Decided,
  text: string,
  links: ReadonlyMap<string, string>,
  entry: ReportItem,
): PlannedItem => ({ item, action, kind, id, file, doubts, links, text, entry });

function entryOf(
  { item, kind, id, file, doubts }: Decided,
  text: string,
  links: ReadonlyMap<string, string>,
  lost: readonly Lost[],
): ReportItem {
  return {
    id: item.id,
    path: item.path,
    hash: item.hash,
    record: `${kind}:${id}`,
    file,
    result: text === '' ? sha256('') : standingHash(kind, text),
    ...(links.size > 0 ? { links: Object.fromEntries(links) } : {}),
    ...(doubts.length > 0 ? { doubts } : {}),
    ...(lost.length > 0 ? { lost: lost.map(lostText) } : {}),
  };
}

/** `words: foo, bar ×2` */
export const lostText = ({ what, text }: Lost): string => `${what}: ${text}`;
