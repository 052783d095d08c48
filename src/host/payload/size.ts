/**
 * How large a value of a payload is: bytes of JSON in UTF-8, each character counted as it is, not as it is escaped.
 * Undefined where there is no value.
 *
 * Nothing is written down to be measured: thousands of payloads are read at a time, and most of them is text. What is
 * still to be looked at stands in a list, for a payload may be as deep as it likes.
 */
export function sizeOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const open: unknown[] = [value];
  let size = 0;
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one === 'string') {
      size += sizeOfText(one);
    } else if (Array.isArray(one)) {
      size += 2 + Math.max(0, one.length - 1);
      for (const item of one) open.push(item);
    } else if (typeof one === 'object' && one !== null) {
      const keys = Object.keys(one);
      size += 2 + Math.max(0, keys.length - 1);
      for (const key of keys) {
        size += sizeOfText(key) + 1;
        open.push((one as Readonly<Record<string, unknown>>)[key]);
      }
    } else {
      size += String(one).length;
    }
  }
  return size;
}

const sizeOfText = (text: string): number => Buffer.byteLength(text) + 2;
