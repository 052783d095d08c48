// Payloads come from another program and hold whatever an agent was given and answered: each key is asked for what
// it is, and nothing is kept but what `src/telemetry/event.ts` lists.

/** A JSON object; undefined for anything else. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/** A key's own value: a payload may be called `__proto__` as much as it likes. */
export const at = (fields: Fields | undefined, key: string): unknown =>
  fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g;

/** A name in a payload (a tool, an agent, an id): on one line, no longer than `max`; undefined where there is none. */
export function nameOf(value: unknown, max = 200): string | undefined {
  if (typeof value !== 'string') return undefined;
  const name = value
    .slice(0, max * 4)
    .replace(CONTROLS, '')
    .slice(0, max)
    // Half of a pair is no character, and would be another one in a file.
    .replace(/[\uD800-\uDBFF]$/, '');
  return name === '' ? undefined : name;
}

/**
 * An id, which must be the same wherever it stands: as it is or not at all. Longer ones than any host has, or with
 * control characters, are none.
 */
export function idOf(value: unknown, max = 500): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= max && value.search(CONTROLS) < 0
    ? value
    : undefined;
}

/** The text of an answer: a string, the text blocks of a list, or what a command wrote to its streams. */
export function textOf(response: unknown): string {
  if (typeof response === 'string') return response;
  if (Array.isArray(response)) {
    return response
      .map((one) => at(fieldsOf(one), 'text'))
      .filter((text) => typeof text === 'string')
      .join('\n');
  }
  const fields = fieldsOf(response);
  return ['stdout', 'output', 'text', 'stderr']
    .map((key) => at(fields, key))
    .filter((text) => typeof text === 'string')
    .join('\n');
}
