/**
 * What of a file's bytes can be looked through for secrets: a text in UTF-8, in UTF-16 with its mark, or in one of the old
 * encodings, whose letters are of no matter here. Undefined for what is no text: git, too, takes a NUL for the sign of it.
 */
export function searchable(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.includes(0) ? undefined : Buffer.from(bytes).toString('latin1');
  }
}
