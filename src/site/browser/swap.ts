/** Links in `data-swap` show their page in the place of this one: what stays the same stays, and so does the scroll. */
export function swapPages(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('[data-swap] a');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.hash !== '') return;
    event.preventDefault();
    const isPager = link.closest('.pager') !== null;
    void go(link.href, (url) => {
      history.pushState({ swapped: true }, '', url);
      if (isPager) scrollTo(0, 0);
    });
  });
  // It is asked for again whenever the address changes: where it is must not depend on that.
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (icon) icon.setAttribute('href', icon.href);
  addEventListener('popstate', (event) => {
    const isList = document.querySelector('[data-swap]') !== null;
    if (isList && (event.state as { swapped?: boolean } | null)?.swapped !== undefined)
      void go(location.href, () => {});
  });
  // The page that the first of them is gone back to.
  if (document.querySelector('[data-swap]')) history.replaceState({ swapped: false }, '');
}

let latest = 0;

/** Loads a page and puts it in the place of this one; where that fails, the browser goes there as it always does. */
async function go(url: string, arrive: (url: string) => void): Promise<void> {
  latest += 1;
  const mine = latest;
  try {
    const answer = await fetch(url);
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const content = next.querySelector('main');
    if (mine !== latest) return;
    if (!answer.ok || !content) throw new Error(answer.statusText);
    arrive(url);
    show(next, content);
  } catch {
    if (mine === latest) location.assign(url);
  }
}

function show(next: Document, content: Element): void {
  // Addresses are relative to the page they stand in.
  for (const name of ['root', 'search']) {
    const value = next.documentElement.dataset[name];
    if (value !== undefined) document.documentElement.dataset[name] = value;
  }
  for (const part of ['.top a, .top form', '.foot a']) {
    const now = next.querySelectorAll(part);
    for (const [at, element] of document.querySelectorAll(part).entries())
      for (const name of ['href', 'action', 'aria-current']) copyAttribute(name, now[at], element);
  }
  document.title = next.title;
  document.querySelector('main')?.replaceChildren(...content.childNodes);
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

function copyAttribute(name: string, from: Element | undefined, to: Element): void {
  const value = from?.getAttribute(name);
  if (typeof value === 'string') to.setAttribute(name, value);
  else to.removeAttribute(name);
}
