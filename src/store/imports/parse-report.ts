import { CanonError } from '../../fault/error.ts';
import { isTime } from '../../record/ids.ts';
import { KINDS } from '../../record/kinds.ts';
import { ASSETS, isAssetPath } from '../assets.ts';
import { type Doubt, DOUBTS, type Report, type ReportItem, SOURCES, type SourceName } from './report.ts';

const HASH = /^[0-9a-f]{64}$/;
const OBJECT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const isDoubt = (value: unknown): value is Doubt => (DOUBTS as readonly unknown[]).includes(value);
const LONGEST = 4096;

type Keys = readonly (string | number)[];

/** Something in a report that cannot stand there, and what can. */
class Wrong {
  constructor(
    readonly keys: Keys,
    readonly expected: string,
  ) {}
}

/**
 * Reads a report. Its file is committed, so it may have been merged, edited or made up: each value is looked at, and no
 * path leads out of the project.
 * @throws E_IMPORT_REPORT with line and column
 */
export async function parseReport(source: string, path: string): Promise<Report> {
  let data: unknown;
  try {
    data = JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    throw await fault(source, path, undefined);
  }
  const read = reportOf(data);
  if (read instanceof Wrong) throw await fault(source, path, read);
  return read;
}

async function fault(source: string, path: string, wrong: Wrong | undefined): Promise<CanonError> {
  const { placeInJson } = await import('./json-place.ts');
  const place = placeInJson(source, wrong?.keys);
  const key = wrong?.keys.join('.') ?? '';
  return new CanonError('E_IMPORT_REPORT', {
    path,
    ...place,
    data: { path, key, expected: wrong?.expected ?? 'JSON' },
  });
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLine = (value: unknown, most = LONGEST): value is string =>
  typeof value === 'string' && value !== '' && value.length <= most && !/[\n\0]/.test(value);

/** A path below the project's root, with forward slashes. */
const isInside = (value: unknown): value is string =>
  isLine(value) &&
  !/^[A-Za-z]:|\\/.test(value) &&
  value.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part !== '.git');

function reportOf(data: unknown): Report | Wrong {
  if (!isMap(data)) return new Wrong([], 'an object');
  const { format, source, name, at, items, assets, passed } = data;
  if (format !== 1) return new Wrong(['format'], '1');
  if (!(SOURCES as readonly unknown[]).includes(source)) return new Wrong(['source'], SOURCES.join(' | '));
  if (!isLine(name, 200) || !/^[\w.-]+$/.test(name))
    return new Wrong(['name'], 'a name of letters and digits');
  if (typeof at !== 'string' || !isTime(at)) return new Wrong(['at'], 'a time with offset');
  if (!Array.isArray(items)) return new Wrong(['items'], 'a list');
  if (!Array.isArray(assets)) return new Wrong(['assets'], 'a list');
  if (typeof passed !== 'number' || !Number.isSafeInteger(passed) || passed < 0)
    return new Wrong(['passed'], 'a whole number from 0 on');
  const read: ReportItem[] = [];
  for (const [index, value] of items.entries()) {
    const item = itemOf(value, ['items', index]);
    if (item instanceof Wrong) return item;
    read.push(item);
  }
  const odd = assets.findIndex((one) => !isAsset(one));
  if (odd >= 0) return new Wrong(['assets', odd], `a file of ${ASSETS}/`);
  return { format: 1, source: source as SourceName, name, at, items: read, assets, passed };
}

const isAsset = (value: unknown): boolean => typeof value === 'string' && isAssetPath(value);

function itemOf(value: unknown, keys: Keys): ReportItem | Wrong {
  const wrong = (key: string, expected: string): Wrong => new Wrong([...keys, key], expected);
  if (!isMap(value)) return new Wrong(keys, 'an object');
  const { id, path, hash, record, file, result, blob, in_place, links, doubts, lost } = value;
  if (!isLine(id)) return wrong('id', 'a line of text');
  if (!isLine(path)) return wrong('path', 'a line of text');
  if (typeof hash !== 'string' || !HASH.test(hash)) return wrong('hash', 'a SHA-256 in hexadecimal');
  if (typeof result !== 'string' || !HASH.test(result)) return wrong('result', 'a SHA-256 in hexadecimal');
  if (!isLine(record) || !isRecord(record))
    return wrong('record', 'a kind and an id, like session:RT-260511-01');
  if (!isInside(file) || !file.endsWith('.md')) return wrong('file', 'a Markdown file inside the project');
  if (blob !== undefined && (typeof blob !== 'string' || !OBJECT.test(blob)))
    return wrong('blob', 'the name of an object of git');
  if (in_place !== undefined && in_place !== true) return wrong('in_place', 'true');
  if (links !== undefined && !(isMap(links) && Object.values(links).every((one) => typeof one === 'string')))
    return wrong('links', 'a map of texts');
  if (doubts !== undefined && !(Array.isArray(doubts) && doubts.every(isDoubt)))
    return wrong('doubts', `a list of ${DOUBTS.join(', ')}`);
  if (lost !== undefined && !(Array.isArray(lost) && lost.every((one) => typeof one === 'string')))
    return wrong('lost', 'a list of texts');
  return {
    id,
    path,
    hash,
    record,
    file,
    result,
    ...(blob === undefined ? {} : { blob }),
    ...(in_place === undefined ? {} : { in_place: true }),
    ...(links === undefined ? {} : { links: links as Record<string, string> }),
    ...(doubts === undefined ? {} : { doubts }),
    ...(lost === undefined ? {} : { lost }),
  };
}

function isRecord(text: string): boolean {
  const colon = text.indexOf(':');
  return (
    (KINDS as readonly string[]).includes(text.slice(0, colon)) &&
    text.length > colon + 1 &&
    !/[/\\]/.test(text)
  );
}
