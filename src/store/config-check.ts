import { type Spec } from './config-spec.ts';
import { isMap, type Tree } from './yaml-file.ts';

/** Where a value stands in the file. */
export type Keys = readonly (string | number)[];

/** A value that is none of those that may stand there. */
export interface Problem {
  readonly code?: string;
  readonly keys: Keys;
  readonly expected: string;
}

/**
 * Holds a value against what may stand there; keys that mean nothing are put into `unknown`. A value that is left
 * empty is one that is not there.
 */
export function checkValue(
  spec: Spec,
  value: Tree | undefined,
  keys: Keys,
  unknown: Keys[],
): Problem | undefined {
  if (value === null || value === undefined) return undefined;
  switch (spec.type) {
    case 'map':
      return isMap(value) ? checkKeys(spec.keys, value, keys, unknown) : { keys, expected: 'a map' };
    case 'dict':
      return isMap(value)
        ? first(Object.entries(value), ([key, one]) => checkValue(spec.of, one, [...keys, key], unknown))
        : { keys, expected: 'a map' };
    case 'list':
      if (!Array.isArray(value)) return { keys, expected: 'a list' };
      if (value.filter((one) => one !== null && one !== '').length < (spec.least ?? 0))
        return { keys, expected: `a list of ${spec.least} or more` };
      return first([...value.entries()], ([at, one]) =>
        checkValue(spec.of, one as Tree, [...keys, at], unknown),
      );
    case 'one':
      return typeof value === 'string' && spec.of.includes(value)
        ? undefined
        : { keys, expected: spec.of.join(' | ') };
    case 'flag':
      return value === 'true' || value === 'false' ? undefined : { keys, expected: 'true | false' };
    case 'count':
      return typeof value === 'string' && /^\d{1,9}$/.test(value)
        ? undefined
        : { keys, expected: 'a whole number from 0 on' };
    default:
      return typeof value === 'string' ? checkText(spec.type, value, keys) : { keys, expected: 'text' };
  }
}

function checkKeys(
  specs: Readonly<Record<string, Spec>>,
  value: { readonly [key: string]: Tree },
  keys: Keys,
  unknown: Keys[],
): Problem | undefined {
  return first(Object.entries(value), ([key, one]) => {
    const spec = Object.hasOwn(specs, key) ? specs[key] : undefined;
    if (spec) return checkValue(spec, one, [...keys, key], unknown);
    unknown.push([...keys, key]);
    return undefined;
  });
}

function first<T>(items: readonly T[], test: (item: T) => Problem | undefined): Problem | undefined {
  for (const item of items) {
    const problem = test(item);
    if (problem) return problem;
  }
  return undefined;
}

function checkText(
  type: 'text' | 'folder' | 'regexp' | 'address',
  value: string,
  keys: Keys,
): Problem | undefined {
  if (type === 'address' && !isAddress(value)) {
    return { keys, expected: 'an address like https://example.com/site/' };
  }
  if (type === 'folder' && !isInside(value)) {
    return { code: 'E_CONFIG_PATH', keys, expected: 'a folder inside the project, like docs/sessions' };
  }
  if (type === 'regexp') {
    try {
      RegExp(...regexpParts(value));
    } catch (error) {
      return { keys, expected: `a regular expression (${error instanceof Error ? error.message : ''})` };
    }
  }
  return undefined;
}

/** Source and flags of a regular expression as the configuration writes it: bare, or `/source/flags`. */
export function regexpParts(written: string): [source: string, flags: string] {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(written) ?? [];
  return source === undefined ? [written, ''] : [source, flags ?? ''];
}

/** A plain address: feeds and links are made of it by putting paths behind it. */
const isAddress = (value: string): boolean =>
  /^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/.test(value) && URL.canParse(value);

// Absolute paths, `..`, git's and canon's own folders, and what only Windows reads as a separator.
function isInside(path: string): boolean {
  if (/[\\\0\n]/.test(path) || /^[A-Za-z]:/.test(path)) return false;
  const parts = path.replace(/\/+$/, '').split('/');
  return parts.every((part) => part !== '' && !part.startsWith('.'));
}
