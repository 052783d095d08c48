import { CanonError } from '../../fault/error.ts';
import { splitDocument } from '../../record/document.ts';
import type { ReportItem } from '../../store/imports/report.ts';
import { sha256, standingHash } from '../../store/imports/standing.ts';
import { applyEdit } from '../../work/apply-edit.ts';
import type { SourceContents } from '../item.ts';
import { compareTexts, type Lost } from '../verify/compare.ts';
import type { Written } from './change-of.ts';
import { composeItem, type Parts, yamlBlock } from './compose-item.ts';
import type { Decided } from './decide.ts';
import { inPlace } from './in-place.ts';
import type { ImportGround, PlannedItem } from './plan.ts';

/** A record as it is to be written, and what was not brought into it. */
export interface Made {
  readonly planned: PlannedItem;
  readonly edits: Written['edits'];
}

/** A whole new record of an item. */
export async function compose(
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

/**
 * An item that becomes a record where it is.
 * @throws E_IMPORT_LOSES where an edit would take a word with it, and what the edits throw
 */
export async function editInPlace(one: Decided, ground: ImportGround): Promise<Made> {
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

/** What the report says of an item. */
export function entryOf(
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
