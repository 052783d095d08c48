import { CanonError } from '../../fault/error.ts';
import { type SourceName, SOURCES } from '../../import/item.ts';
import type { Reader } from '../../import/reader.ts';

/** The readers, each loaded only when its source is asked for. */
const READERS: Readonly<Partial<Record<SourceName, () => Promise<Reader>>>> = {
  notion: async () => (await import('../../import/notion/read-notion.ts')).readNotion,
  handoffs: async () => (await import('../../import/handoffs/read-handoffs.ts')).readHandoffs,
  legacy: async () => (await import('../../import/legacy/read-legacy.ts')).readLegacy,
  transcripts: async () => (await import('../../import/transcripts/read-transcripts.ts')).readTranscripts,
};

export function loadReader(source: SourceName): Promise<Reader> {
  const load = READERS[source];
  if (!load) throw new CanonError('E_IMPORT_SOURCE_MISSING', { data: { source } });
  return load();
}

/** @throws E_IMPORT_SOURCE */
export function sourceOf(asked: string): SourceName {
  const source = SOURCES.find((one) => one === asked);
  if (source) return source;
  throw new CanonError('E_IMPORT_SOURCE', { data: { source: asked, known: SOURCES } });
}
