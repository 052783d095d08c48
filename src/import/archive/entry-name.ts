import type { Entry } from 'yauzl';

const UTF8_FLAG = 0x800;
const UNICODE_PATH = 0x7075;

/**
 * The name of an entry. Many tools write UTF-8 without saying so: what is valid UTF-8 is taken for it. `odd` says that
 * it was none, and was read as the code page of the first zips.
 */
export function entryName(
  entry: Entry,
  decode: (flag: number, raw: Buffer, extra: Entry['extraFields'], strict: boolean) => string,
): { readonly name: string; readonly odd: boolean } {
  const raw = entry.fileNameRaw;
  const told = entry.extraFields.some(({ id }) => id === UNICODE_PATH);
  if (!told) {
    try {
      return { name: new TextDecoder('utf-8', { fatal: true }).decode(raw), odd: false };
    } catch {
      return { name: decode(entry.generalPurposeBitFlag & ~UTF8_FLAG, raw, [], true), odd: true };
    }
  }
  return { name: decode(entry.generalPurposeBitFlag, raw, entry.extraFields, true), odd: false };
}
