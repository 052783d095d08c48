import { CanonError } from '../fault/error.ts';
import type { Repo } from '../git/discover.ts';
import { type NewObject, objectId } from '../git/object-id.ts';
import { readBlobs } from '../git/objects.ts';
import { hashObject, hasObject, writeObjects } from '../git/write-objects.ts';
import type { BytesEdit, PlannedFile, ReadBytes } from './plan.ts';
import { textOf } from './project.ts';
import { isBytes, type OwnFile } from './versions.ts';

// Files that need not be text: a picture, an attachment. Each is there as a whole or not at all, so that all of it is
// said by what git calls its bytes; the bytes themselves are read when they go somewhere, one file at a time.

type Format = Pick<Repo, 'objectFormat'>;

/** The edit that puts bytes into a file. Reads them once. */
export const bytesEdit = async (repo: Format, read: ReadBytes): Promise<BytesEdit> => ({
  op: 'bytes',
  oid: oidOf(repo, await read()),
  read,
});

const oidOf = ({ objectFormat }: Format, bytes: Uint8Array): string =>
  objectId(objectFormat, { type: 'blob', bytes });

/** Whether bytes are a version; also as git checks a text out where lines end in CRLF. */
export function areVersion(repo: Format, bytes: Buffer, oid: string | undefined): boolean {
  if (oid === undefined) return false;
  if (oidOf(repo, bytes) === oid) return true;
  if (!bytes.includes('\r\n')) return false;
  const text = textOf(bytes);
  return text !== undefined && oidOf(repo, Buffer.from(text.replaceAll('\r\n', '\n'), 'utf8')) === oid;
}

/**
 * The bytes of an edit: from where it says, else from git.
 * @throws E_CHANGE_BYTES where they are others than when the change was planned, or nowhere to be found
 */
export async function bytesOf(repo: Repo, path: string, { oid, read }: BytesEdit): Promise<Buffer> {
  const bytes = read ? await read() : (await readBlobs(repo, [oid]))[0];
  if (bytes && oidOf(repo, bytes) === oid) return bytes;
  throw new CanonError('E_CHANGE_BYTES', { path, data: { path } });
}

/** Looks at texts among them that are about to be committed; a text it answers stops the commit. */
type Inspect = (
  files: readonly { readonly path: string; readonly text: string; readonly before: null }[],
) => Promise<string | undefined>;

/** Shows those of a plan's bytes that are text to an inspection, one at a time: what has to be known before it is applied. */
export async function inspectBytes(files: readonly PlannedFile[], inspect: Inspect): Promise<void> {
  for (const { path, edit } of files) {
    const text = edit.op === 'bytes' && edit.read ? textOf(await edit.read()) : undefined;
    if (text !== undefined) await inspect([{ path, text, before: null }]);
  }
}

/** Several small files go to git together; a large one goes alone, and is not copied. */
const TOGETHER = 4 * 1024 * 1024;
const LARGE = 1024 * 1024;

/**
 * Puts the bytes of a change's files into git, to which nothing points yet: whatever is noted of the change from then
 * on can do without their source. Those that are text are looked at first; an answer stops it.
 */
export async function storeBytes(
  repo: Repo,
  files: readonly OwnFile[],
  inspect?: Inspect,
): Promise<string | undefined> {
  const waiting: NewObject[] = [];
  let held = 0;
  const flush = async (): Promise<void> => {
    await writeObjects(repo, waiting.splice(0));
    held = 0;
  };
  for (const file of files) {
    if (!isBytes(file) || file.whole.op !== 'bytes') continue;
    // Of a run that was killed: they are there already, and were looked at.
    if (!file.whole.read && (await hasObject(repo, file.whole.oid))) continue;
    const bytes = await bytesOf(repo, file.path, file.whole);
    const text = inspect && textOf(bytes);
    const refusal =
      text === undefined ? undefined : await inspect?.([{ path: file.path, text, before: null }]);
    if (refusal !== undefined) return refusal;
    if (bytes.length >= LARGE) await hashObject(repo, bytes);
    else {
      waiting.push({ type: 'blob', bytes });
      held += bytes.length;
    }
    if (held >= TOGETHER) await flush();
  }
  await flush();
  return undefined;
}
