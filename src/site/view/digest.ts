import { keyOf } from '../build/site-file.ts';

/** Tells plain JSON from every other; the same object is looked at once. */
export function digester(): (value: object) => string {
  const known = new WeakMap<object, string>();
  return (value) => {
    let digest = known.get(value);
    if (digest === undefined) known.set(value, (digest = keyOf(JSON.stringify(value))));
    return digest;
  };
}
