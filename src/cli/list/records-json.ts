import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { EarlyStatus } from '../../store/early-status.ts';
import { look, type LookOptions } from '../../store/look.ts';
import type { Place } from '../../store/place.ts';
import type { RowHead } from '../../store/row-head.ts';
import type { RowSet } from '../../store/row-set.ts';
import { compareRows, keptRows } from '../../store/rows.ts';
import { envelope, toJson } from '../output/json.ts';
import { deriver, rowDocument } from './document.ts';
import { sessionJson } from './session-json.ts';
import { supersededIn } from './superseded.ts';

/** The whole document of `list --json`, in bytes. */
export async function listJson(
  project: Place,
  matchesIn: (rows: RowSet) => (head: RowHead) => boolean,
  diagnostics: readonly Diagnostic[],
  earlyStatus: EarlyStatus | undefined,
): Promise<Buffer> {
  // Made of what was there the last time while git looks whether that is still so. Mostly it is.
  let made: Buffer | undefined;
  const beside: LookOptions['beside'] = (known, state) => {
    const kept = keptRows(known, state);
    made = recordsJson(kept, matchesIn(kept));
  };
  const { rows, asKept } = await compareRows(project, await look(project, { beside, earlyStatus }));
  const document = envelope('list', { records: [] }, diagnostics);
  const start = document.indexOf('[') + 1;
  return Buffer.concat([
    Buffer.from(document.slice(0, start)),
    asKept && made ? made : recordsJson(rows, matchesIn(rows)),
    Buffer.from(document.slice(start)),
  ]);
}

/** So many records are put together at once: what they were made of can then go. */
const PART = 1000;

/** The records that match, as JSON with commas between, in bytes. */
export function recordsJson(rows: RowSet, matches: (head: RowHead) => boolean): Buffer {
  const superseded = supersededIn(rows);
  const derive = deriver(derivedFrom(rows), superseded);
  const parts: Buffer[] = [];
  const pieces: string[] = [];
  const write = sessionJson(pieces);
  let count = 0;
  const put = (): void => {
    parts.push(Buffer.from(pieces.join(''), 'latin1'));
    pieces.length = 0;
  };
  rows.each((head, entry) => {
    if (!matches(head)) return;
    if (count > 0) pieces.push(',');
    const source = entry.source();
    // What it says of its state is not what is listed.
    const isPlain = superseded.size === 0 || !superseded.has(head.path);
    if (source === undefined || !isPlain || !write(head.path, head.id, source)) {
      const row = entry.row();
      pieces.push(Buffer.from(toJson(rowDocument(row, derive(row)))).toString('latin1'));
    }
    count += 1;
    if (count % PART === 0) put();
  });
  put();
  return Buffer.concat(parts);
}

/** The rows that tell what is derived: workstreams and plans, and the newest session of each. */
export function derivedFrom(rows: RowSet): Parameters<typeof deriver>[0] {
  const met = new Set<string>();
  const isFirst = (key: string): boolean => met.size < met.add(key).size;
  return rows.where((head) => {
    if (head.kind === 'workstream' || head.kind === 'plan') return true;
    if (head.kind !== 'session' || head.stub || head.instant === undefined) return false;
    const ofWorkstream = head.workstream !== undefined && isFirst(`workstream:${head.workstream}`);
    const ofPlan = head.plan !== undefined && isFirst(`plan:${head.plan}`);
    return ofWorkstream || ofPlan;
  });
}
