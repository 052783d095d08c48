/** Keeps the query in the page's address: whoever comes back, or is sent the link, finds it again. */
export function keepQuery(text: string, how: 'replace' | 'push' = 'replace'): void {
  const url = new URL(location.href);
  if (text === '') url.searchParams.delete('q');
  else url.searchParams.set('q', text);
  if (url.href !== location.href) history[`${how}State`](null, '', url);
}

/** The query in the page's address. */
export const keptQuery = (): string => new URL(location.href).searchParams.get('q') ?? '';

/** A number with its noun, in the language of the page. */
export function countOf(
  forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>,
  count: number,
): string {
  const rule = new Intl.PluralRules(document.documentElement.lang).select(count);
  return (forms[rule] ?? forms.other ?? '#').replace('#', String(count));
}
