import { attribute, type Element, type Html, textOf } from './html.ts';

/** What any page must have and must not: read from its file. */
export function pageFaults({ errors, elements }: Html): string[] {
  const faults: string[] = [...errors];
  const all = (tag: string): Element[] => elements.filter(({ tagName }) => tagName === tag);
  const titles = elements.filter(
    ({ tagName, namespaceURI }) => tagName === 'title' && namespaceURI.endsWith('xhtml'),
  );
  if (titles.length !== 1 || textOf(titles[0]!).trim() === '') faults.push('has no title of its own');
  // What only sends on to another address has nothing more.
  if (all('meta').some((meta) => attribute(meta, 'http-equiv')?.toLowerCase() === 'refresh')) return faults;
  if (all('h1').length !== 1) faults.push(`has ${all('h1').length} h1`);
  for (const landmark of ['header', 'main', 'footer', 'nav']) {
    if (all(landmark).length === 0) faults.push(`has no ${landmark}`);
  }
  if (!/^(?:en|ru)$/.test(attribute(all('html')[0]!, 'lang') ?? '')) faults.push('does not say its language');
  const seen = new Set<string>();
  for (const element of elements) {
    const id = attribute(element, 'id');
    if (id !== undefined && seen.has(id)) faults.push(`has two of id ${id}`);
    if (id !== undefined) seen.add(id);
    for (const { name } of element.attrs) {
      if (name === 'style' || name.startsWith('on')) faults.push(`<${element.tagName}> has ${name}`);
    }
    if (element.tagName === 'style') faults.push('has a style of its own');
    if (element.tagName === 'script' && attribute(element, 'src') === undefined && textOf(element) !== '') {
      faults.push('has a script of its own');
    }
  }
  for (const element of elements) {
    for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for', 'list']) {
      for (const id of attribute(element, name)?.split(/\s+/) ?? []) {
        if (!seen.has(id)) faults.push(`<${element.tagName} ${name}> names ${id}, which is not there`);
      }
    }
  }
  return faults;
}
