/** A text of one line cut at a word, with an ellipsis, to at most so many characters. */
export function excerpt(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text.slice(0, most * 4));
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most - 1).join('');
  const blank = cut.lastIndexOf(' ');
  // A word that is longer than half of the place is cut in the middle.
  const kept = blank > cut.length / 2 ? cut.slice(0, blank) : cut;
  return `${kept.replace(/[\s,.;:–—-]+$/u, '')}…`;
}
