import { CanonError } from '../../fault/error.ts';
import { MAX_TEXT } from '../../store/read.ts';
import type { SourceContents } from '../item.ts';
import { compareTexts } from '../verify/compare.ts';
import { aliasGiver } from './aliases.ts';
import { changeOf, type Written } from './change-of.ts';
import { type Decided, decide } from './decide.ts';
import { followMoves } from './follow-moves.ts';
import { assetPath, linkMap } from './link-map.ts';
import { compose, editInPlace, entryOf, lostText } from './make-record.ts';
import type { ImportGround, ImportPlan, PlannedItem, PlanProblem } from './plan.ts';

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
    // References to an id that it had find it by that.
    const former = one.earlier?.formerIds ?? [];
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
      const { report, entries } = one.earlier ?? {};
      written.push({ planned: made.planned, edits: made.edits, report, replaces: entries });
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
