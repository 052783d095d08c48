import { createHash } from 'node:crypto';

const hashOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url').slice(0, 24);
};

const SEAL = /^\{"sum":"([\w-]{24})",/;
const LONGEST_SEAL = 40;

/** An object as JSON with a hash of itself in front: what was damaged, or changed by hand, is not taken for what canon kept. */
export function sealed(value: object): string {
  const json = plainer(JSON.stringify(value));
  return `{"sum":"${hashOf(json)}",${json.slice(1)}`;
}

/** What was sealed; undefined where there is nothing, or something else. */
export function unsealed<T>(bytes: Buffer | undefined): T | undefined {
  const [seal = '', sum] = SEAL.exec(bytes?.toString('latin1', 0, LONGEST_SEAL) ?? '') ?? [];
  if (bytes === undefined || sum === undefined) return undefined;
  const rest = bytes.subarray(seal.length);
  if (hashOf('{', rest) !== sum) return undefined;
  // Megabytes of plain letters are read in a tenth of the time.
  const json = rest.toString('latin1');
  return JSON.parse(`{${ASCII.test(json) ? json : rest.toString('utf8')}`) as T;
}

const ASCII = /^[\0-\u007f]*$/;

/** JSON without letters that are not ASCII, where they are so few that it hardly becomes longer. */
function plainer(json: string): string {
  // Most of them are a few, again and again: dashes, arrows, those of a name.
  const known = new Map<string, string>();
  const plain = json.replace(/[^\0-\u007f]/g, (letter) => {
    const before = known.get(letter);
    if (before !== undefined) return before;
    const escaped = `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
    known.set(letter, escaped);
    return escaped;
  });
  return plain.length <= json.length * 1.2 ? plain : json;
}
