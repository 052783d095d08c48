import type { Diagnostic } from '../fault/diagnostic.ts';
import type { Kind } from '../record/kinds.ts';
import { readRecordNow } from '../store/text-file.ts';
import { readFileFully, scanFile, unreadable } from './read-file.ts';
import type { CheckedFile, CheckedRow, Sight } from './rule.ts';
import { checkFile, checkLinks, type Levels } from './run-rules.ts';
import { soundFile } from './sound-file.ts';

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
  const judge = (file: CheckedFile): CheckedRecord | Promise<CheckedRecord> =>
    checked(file.row, checkFile(file, sight, levels));
  const read = readRecordNow(root, path);
  if (!read) return undefined;
  if ('code' in read) return judge(unreadable(path, kind, read.code));
  const sound = soundFile(path, kind, read.bytes, suspect);
  if (sound) return checked(sound.row, sound.body ? checkLinks(sound.body, sight, levels) : NOTHING);
  const text = read.bytes.toString('utf8');
  const file = scanFile(path, kind, text);
  return file ? judge(file) : readFileFully(path, kind, text).then(judge);
}

const checked = (
  row: CheckedRow,
  findings: ReturnType<typeof checkFile>,
): CheckedRecord | Promise<CheckedRecord> =>
  findings instanceof Promise ? findings.then((found) => ({ row, findings: found })) : { row, findings };
