/** Puts the page as it is now in the place of the one that is shown: no reload, and nobody loses their place. */
export async function freshPage(): Promise<void> {
  const main = document.querySelector('main');
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = fresh.querySelector('main');
  // What a search has found is drawn by the browser itself.
  if (!main || !next || document.querySelector('[data-search-page]')) return;
  const open = new Set([...main.querySelectorAll('details[open]')].map(nameOf));
  const focused = main.contains(document.activeElement) ? pathTo(main, document.activeElement) : undefined;
  const { scrollX, scrollY } = window;
  document.title = fresh.title;
  for (const one of next.querySelectorAll('details')) if (open.has(nameOf(one))) one.open = true;
  main.replaceChildren(...next.childNodes);
  if (focused) elementAt(main, focused)?.focus({ preventScroll: true });
  scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
  document.dispatchEvent(new Event('canon:page'));
}

/** What tells one fold-out from the others: its id, or else what its summary says, figures left out. */
const nameOf = (details: Element): string =>
  details.id || (details.querySelector('summary')?.textContent ?? '').replace(/\d+/g, '');

/** Where an element is: the nearest id, and from there the place among its siblings. */
type Path = readonly (number | string)[];

function pathTo(main: Element, element: Element | null): Path {
  const path: (number | string)[] = [];
  for (let at = element; at && at !== main; at = at.parentElement) {
    if (at.id !== '') return [at.id, ...path];
    path.unshift([...(at.parentElement?.children ?? [])].indexOf(at));
  }
  return path;
}

function elementAt(main: Element, path: Path): HTMLElement | undefined {
  let at: Element | null | undefined = main;
  for (const step of path) at = typeof step === 'string' ? document.getElementById(step) : at?.children[step];
  return at instanceof HTMLElement && at !== main ? at : undefined;
}
