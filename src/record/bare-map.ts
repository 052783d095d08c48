/** A map of keys that come from files: nothing is inherited, so `__proto__` and `constructor` are names like any other. */
export type BareMap = Record<string, unknown>;

// An object with a null prototype is a slow dictionary from the start. One whose prototype is empty and frozen
// behaves the same and keeps V8's fast shapes, which all records of a kind share.
const Bare = function Bare() {} as unknown as new () => BareMap;
Bare.prototype = Object.freeze(Object.create(null));

/** A map without keys, own or inherited. */
export const bareMap = (): BareMap => new Bare();
