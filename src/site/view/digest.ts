import { createHash } from 'node:crypto';

/** Tells plain JSON from every other; the same object is looked at once. */
export function digester(): (value: object) => string {
  const known = new WeakMap<object, string>();
  return (value) => {
    let digest = known.get(value);
    if (digest === undefined) {
      digest = createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
      known.set(value, digest);
    }
    return digest;
  };
}
