/**
 * Tags as they are meant: each on one line, and once. What is text is taken apart at its commas where a list was meant,
 * as `canon set` reads it; in a list a comma is a letter like others.
 *
 * No other blanks are looked for than those of ASCII, so that the entries may be bytes that were taken for letters.
 */
export function tagsFrom(value: string | readonly string[]): string[] {
  const entries = typeof value === 'string' ? value.split(',') : value;
  const tags = entries.map((one) => one.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, ''));
  return [...new Set(tags.filter((one) => one !== ''))];
}
