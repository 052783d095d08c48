import { createHash } from 'node:crypto';
import { FileFault, type SourceFile, wholeFile } from '../archive/source-file.ts';
import { troubleProblem } from '../archive/problem.ts';
import type { Asset, SourceProblem } from '../item.ts';
import { ASSET_LIMIT, ASSETS_LIMIT } from './limits.ts';

/** The files that come along. */
export interface Assets {
  readonly byHash: ReadonlyMap<string, Asset>;
  readonly problems: readonly SourceProblem[];
  /** The hash of a file from now on; undefined where it cannot come along. Each file is read once. */
  readonly take: (file: SourceFile) => Promise<string | undefined>;
  /** Whether the file at a path was asked for. */
  readonly wasTaken: (path: string) => boolean;
}

export interface AssetLimits {
  readonly each: number;
  readonly all: number;
}

/**
 * Takes files as attachments. Their bytes are counted and hashed here, and read once more when they are written.
 * @param isSkipped what the map leaves out does not come along
 */
export function createAssets(
  limits: AssetLimits = { each: ASSET_LIMIT, all: ASSETS_LIMIT },
  isSkipped: (path: string) => boolean = () => false,
): Assets {
  const byHash = new Map<string, Asset>();
  const problems: SourceProblem[] = [];
  const taken = new Map<string, Promise<string | undefined>>();
  let total = 0;

  const read = async (file: SourceFile): Promise<string | undefined> => {
    const hash = createHash('sha256');
    let size = 0;
    try {
      // What says that it is too large need not be unpacked to find out.
      if (file.size > limits.each) throw new FileFault('large');
      for await (const piece of file.bytes(limits.each)) {
        size += piece.length;
        hash.update(piece);
      }
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      problems.push(troubleProblem(file.path, error.trouble));
      return undefined;
    }
    const sum = hash.digest('hex');
    if (byHash.has(sum)) return sum;
    if (total + size > limits.all) {
      problems.push({
        code: 'import-notion-assets',
        path: file.path,
        args: { path: file.path, most: limits.all },
        lost: true,
      });
      return undefined;
    }
    total += size;
    byHash.set(sum, {
      hash: sum,
      extension: extensionOf(file.path),
      path: file.path,
      size,
      read: () => wholeFile(file, size),
    });
    return sum;
  };

  return {
    byHash,
    problems,
    wasTaken: (path) => taken.has(path),
    take: (file) => {
      if (isSkipped(file.path)) return Promise.resolve(undefined);
      const known = taken.get(file.path);
      if (known) return known;
      const reading = read(file);
      taken.set(file.path, reading);
      return reading;
    },
  };
}

const extensionOf = (path: string): string => /\.([a-z0-9]{1,10})$/i.exec(path)?.[1]?.toLowerCase() ?? 'bin';
