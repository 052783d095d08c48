import { openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The file beside the chunks that holds what V8 made of them; each version of V8 reads its own only. */
export const CODE_CACHE = `code-${process.versions.v8}-${process.arch}.cache`;

/** Where a chunk's compiled code stands in the file: offset and length in bytes. */
export type CodePlaces = Readonly<Record<string, readonly [offset: number, length: number]>>;

type Chunk = (exports: object, require: NodeJS.Require, module: object, file: string, dir: string) => void;

const OPEN = '(function (exports, require, module, __filename, __dirname) { ';

/**
 * Loads the chunks of the bundle, with the code that V8 made of them at build time where it is at hand:
 * compiling took a quarter of a short run, and finding a chunk the way packages are found half a
 * millisecond for each. Without the file, or with another V8, they are compiled as ever.
 *
 * @param dir the folder of the bundle
 * @returns what a chunk exports, by a name like `./core.cjs`
 */
export function chunksIn(dir: string): (name: string) => unknown {
  const loaded = new Map<string, { exports: object }>();
  const codeOf = codeIn(join(dir, CODE_CACHE));
  const load = (name: string): unknown => {
    const known = loaded.get(name);
    if (known) return known.exports;
    const file = join(dir, name);
    const module = { exports: {} };
    loaded.set(name, module);
    const script = new Script(`${OPEN}${readFileSync(file, 'utf8')}\n})`, {
      filename: file,
      columnOffset: -OPEN.length,
      cachedData: codeOf(name),
    });
    const chunk = script.runInThisContext() as Chunk;
    chunk(module.exports, require, module, file, dirname(file));
    return module.exports;
  };
  // Whatever is no chunk is found the ordinary way.
  const outside = createRequire(join(dir, 'chunks.cjs'));
  const require = Object.assign(
    (name: string): unknown => (name.startsWith('./') ? load(name) : outside(name)),
    outside,
  ) as NodeJS.Require;
  return load;
}

/** Reads code out of the file, piece by piece: nobody needs all of it. */
function codeIn(path: string): (name: string) => Buffer | undefined {
  try {
    const file = openSync(path, 'r');
    const part = (offset: number, length: number): Buffer | undefined => {
      const bytes = Buffer.allocUnsafeSlow(length);
      return readSync(file, bytes, 0, length, offset) === length ? bytes : undefined;
    };
    const size = part(0, 4)?.readUInt32LE() ?? 0;
    const places = JSON.parse(part(4, size)?.toString() ?? '{}') as CodePlaces;
    return (name) => {
      const place = places[name];
      return place && part(4 + size + place[0], place[1]);
    };
  } catch {
    return () => undefined;
  }
}
