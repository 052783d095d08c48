import { createHash } from 'node:crypto';

const hashOf = (json: string): string => createHash('sha256').update(json).digest('base64url').slice(0, 24);

const SEAL = /^\{"sum":"([\w-]{24})",/;

/** An object as JSON with a hash of itself in front: what was damaged, or changed by hand, is not taken for what canon kept. */
export function sealed(value: object): string {
  const json = JSON.stringify(value);
  return `{"sum":"${hashOf(json)}",${json.slice(1)}`;
}

/** What was sealed; undefined where there is nothing, or something else. */
export function unsealed<T>(text: string | undefined): T | undefined {
  const [seal = '', sum] = SEAL.exec(text ?? '') ?? [];
  if (text === undefined || sum === undefined) return undefined;
  const json = `{${text.slice(seal.length)}`;
  return hashOf(json) === sum ? (JSON.parse(json) as T) : undefined;
}
