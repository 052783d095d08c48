/** A file of what is imported, wherever it lies. */
export interface SourceFile {
  /** With forward slashes, relative to what was imported; never leads out of it. */
  readonly path: string;
  /** In bytes, as the archive or the disk says it: not to be relied on. */
  readonly size: number;
  /** When it was changed last, in milliseconds since the Unix epoch. */
  readonly at: number | undefined;
  /**
   * Its bytes, piece by piece, and no more than `most` of them.
   * @throws FileFault
   */
  readonly bytes: (most: number) => AsyncIterable<Buffer>;
}

/** Why a file cannot be read, or may not be. */
export type FileTrouble =
  | 'large' // more bytes than may be read
  | 'damaged' // not the bytes that the archive says it holds
  | 'encrypted'
  | 'method' // compressed in a way that is not known
  | 'link'
  | 'special' // a pipe, a device
  | 'outside' // its path leads out of the archive
  | 'name' // a path that no file can have
  | 'twice' // another file has its path
  | 'nested' // a zip too deep inside of others
  | 'unreadable';

/** What reading a file throws. */
export class FileFault extends Error {
  readonly trouble: FileTrouble;

  constructor(trouble: FileTrouble, cause?: unknown) {
    super(trouble, cause === undefined ? undefined : { cause });
    this.name = 'FileFault';
    this.trouble = trouble;
  }
}

/**
 * All bytes of a file.
 * @throws FileFault
 */
export async function wholeFile(file: Pick<SourceFile, 'bytes'>, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of file.bytes(most)) pieces.push(piece);
  return pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces);
}
