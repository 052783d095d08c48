type Data = Readonly<Record<string, unknown>>;

/** A text of the frontmatter; null for what is none. */
export function textIn(data: Data, key: string): string | null {
  const value = own(data, key);
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  return typeof value === 'number' ? String(value) : null;
}

/** Its texts where it is a list, or the one that stands there. */
export function textsIn(data: Data, key: string): string[] {
  const value = own(data, key);
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string' && one.trim() !== '');
}

/** A count; null for what is none. */
export function numberIn(data: Data, key: string): number | null {
  const value = own(data, key);
  return isCount(value) ? value : null;
}

/** The counts of a map, by name. */
export function numbersIn(data: Data, key: string): (readonly [name: string, count: number])[] {
  const value = own(data, key);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, number] => isCount(entry[1]));
}

const own = (data: Data, key: string): unknown => (Object.hasOwn(data, key) ? data[key] : undefined);
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
