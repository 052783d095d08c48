import { CanonError } from '../../fault/error.ts';
import { faultError } from '../../record/fault.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { safeLine } from '../../text/safe.ts';
import { readRecordText } from '../../work/document.ts';
import { closerReader } from '../../work/item-closers.ts';
import { isImported, wordsOfItem } from '../../work/imported.ts';
import { type PlacedItem, placedItems } from '../../work/items.ts';
import type { Row } from '../../work/row.ts';
import { pathsOf, resolveRef } from '../ref.ts';

/** An item that a reference names, as it stands. */
export interface FoundItem {
  /** `RT-260510-02#w1` */
  readonly ref: string;
  readonly row: Row;
  readonly placed: PlacedItem;
  /** All items of its record. */
  readonly all: readonly PlacedItem[];
  /** A record that has closed it by its `closes`. */
  readonly closer: Row | undefined;
  /** Nobody has named it: an imported session has the same words as one that is named. */
  readonly copy?: true;
}

/**
 * Finds items by their references (`RT-260510-02#w1`, `plan:the-plan#q1`, `docs/sessions/RT-260510-02.md#w1`), each
 * once.
 * @throws E_ITEM_REF, E_ITEM_KIND, E_ITEM_UNKNOWN, and what `resolveRef` throws
 */
export async function findItems(
  project: Project,
  cwd: string,
  rows: readonly Row[],
  refs: readonly string[],
): Promise<FoundItem[]> {
  const closer = closerReader(rows);
  const found = new Map<string, FoundItem>();
  for (const ref of refs) {
    const hash = ref.lastIndexOf('#');
    const row = holderOf(hash < 0 ? ref : ref.slice(0, hash), rows, project, cwd);
    const items = await itemsOf(project, row);
    const id = ref.slice(hash + 1).toLowerCase();
    const placed = hash < 0 ? undefined : items.find(({ item }) => item.id === id);
    if (!placed) throw unknown(hash < 0 ? 'E_ITEM_REF' : 'E_ITEM_UNKNOWN', row, id, items, closer);
    const whole = `${row.id}#${id}`;
    found.set(whole, { ref: whole, row, placed, all: items, closer: closer(row, placed.item) });
  }
  return [...found.values()];
}

/**
 * What is open in imported sessions and says the same as one of these: people copied it from handoff to handoff, and
 * `resume` shows it once.
 */
export async function copiesOf(
  project: Project,
  rows: readonly Row[],
  items: readonly FoundItem[],
): Promise<FoundItem[]> {
  const closer = closerReader(rows);
  const words = new Set(items.map(({ row, placed }) => wordsOfItem(row, placed.item)));
  const named = new Set(items.map(({ ref }) => ref));
  const found: FoundItem[] = [];
  for (const row of rows) {
    if (!isImported(row)) continue;
    const due = [...(row.waiting ?? []), ...(row.questions ?? [])].filter(
      (item) => item.open && !named.has(`${row.id}#${item.id}`) && words.has(wordsOfItem(row, item)),
    );
    if (due.length === 0) continue;
    const all = await itemsOf(project, row);
    for (const { id } of due) {
      const placed = all.find(({ item }) => item.id === id);
      if (!placed || closer(row, placed.item)) continue;
      found.push({ ref: `${row.id}#${id}`, row, placed, all, closer: undefined, copy: true });
    }
  }
  return found;
}

/** The session or plan that is named: no other kind has items. */
function holderOf(name: string, rows: readonly Row[], project: Project, cwd: string): Row {
  const paths = pathsOf(project, cwd, name);
  try {
    const holders = rows.filter(({ kind }) => kind === 'session' || kind === 'plan');
    return resolveRef(name, holders, paths);
  } catch (error) {
    if (!(error instanceof CanonError) || error.code !== 'E_REF_UNKNOWN') throw error;
    const { kind, id } = resolveRef(name, rows, paths);
    throw new CanonError('E_ITEM_KIND', { data: { kind, id: safeLine(id) } });
  }
}

async function itemsOf(project: Project, row: Row): Promise<PlacedItem[]> {
  const text = await readRecord(project, row.path);
  if (text === undefined) throw new CanonError('E_RECORD_GONE', { data: { path: row.path } });
  const { frontmatter, body } = await readRecordText(row.kind, text);
  if (!frontmatter.ok) throw faultError(frontmatter.fault, row.path);
  const { bodyLine } = frontmatter.document;
  const waiting = row.kind === 'session' ? placedItems(body, 'w', bodyLine) : [];
  return [...waiting, ...placedItems(body, 'q', bodyLine)];
}

function unknown(
  code: 'E_ITEM_REF' | 'E_ITEM_UNKNOWN',
  row: Row,
  id: string,
  items: readonly PlacedItem[],
  closer: ReturnType<typeof closerReader>,
): CanonError {
  const lines = items.map(({ item }) => {
    const state = item.open && closer(row, item) === undefined ? '' : ' (closed)';
    return safeLine(`${row.id}#${item.id}  ${item.text}`) + state;
  });
  return new CanonError(code, { path: row.path, data: { record: row.id, id: safeLine(id), items: lines } });
}
