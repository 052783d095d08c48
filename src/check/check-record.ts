import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Kind } from '../record/kinds.ts';
import { readRecordNow } from '../store/text-file.ts';
import { readFileFully, scanFile, unreadable } from './read-file.ts';
import type { CheckedBody, CheckedFile, CheckedRow, Sight } from './rule.ts';
import { checkFile, checkLinks, type Levels } from './run-rules.ts';
import { soundFile } from './sound-file.ts';
import { tasksIn } from './tasks-in.ts';

/** A record and what the rules over files say of it. */
export interface CheckedRecord {
  readonly row: CheckedRow;
  readonly findings: readonly Diagnostic[];
}

/** What records are judged by. */
export interface Judging {
  readonly sight: Sight;
  readonly levels: Levels;
  /** Says of frontmatter that is sound whether a rule may have something to say of it all the same. */
  readonly suspect?: ((front: string) => boolean) | undefined;
}

const NOTHING: readonly Diagnostic[] = [];

/** Reads and checks one record, at once where nothing has to be loaded; undefined when it has vanished. */
export function checkRecord(
  root: string,
  path: string,
  kind: Kind,
  { sight, levels, suspect }: Judging,
): CheckedRecord | Promise<CheckedRecord> | undefined {
  const read = readRecordNow(root, path);
  if (!read) return undefined;
  if ('code' in read) return checkWhole(unreadable(path, kind, read.code), sight, levels);
  return checkBytes(path, kind, read.bytes, { sight, levels, suspect });
}

/** The same of bytes that were read already; they must be UTF-8. */
export function checkBytes(
  path: string,
  kind: Kind,
  bytes: Buffer,
  { sight, levels, suspect }: Judging,
): CheckedRecord | Promise<CheckedRecord> {
  const sound = soundFile(path, kind, bytes, suspect);
  if (sound && !sound.body) return { row: sound.row, findings: NOTHING };
  if (sound?.body) return checked(sound.row, sound.body, checkLinks(sound.body, sight, levels));
  const text = bytes.toString('utf8');
  const file = scanFile(path, kind, text);
  return file
    ? checkWhole(file, sight, levels)
    : readFileFully(path, kind, text).then((whole) => checkWhole(whole, sight, levels));
}

export const checkWhole = (
  file: CheckedFile,
  sight: Sight,
  levels: Levels,
): CheckedRecord | Promise<CheckedRecord> => checked(file.row, file, checkFile(file, sight, levels));

function checked(
  row: CheckedRow,
  body: CheckedBody,
  findings: ReturnType<typeof checkFile>,
): CheckedRecord | Promise<CheckedRecord> {
  const tasks = row.kind === 'workstream' ? tasksIn(body) : undefined;
  if (findings instanceof Promise || tasks instanceof Promise)
    return Promise.all([findings, tasks]).then(([found, read]) => ({
      row: withTasks(row, read),
      findings: found,
    }));
  return { row: withTasks(row, tasks), findings };
}

const withTasks = (row: CheckedRow, tasks: CheckedRow['tasks']): CheckedRow =>
  tasks && tasks.length > 0 ? { ...row, tasks } : row;
