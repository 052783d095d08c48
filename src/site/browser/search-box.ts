/** `/` goes to the search box. What searches is loaded when somebody goes there, or to the page of results. */
export function searchBox(): void {
  const box = document.querySelector<HTMLInputElement>('#q');
  if (!box) return;
  for (const one of document.querySelectorAll<HTMLInputElement>('form.find input'))
    one.addEventListener('focus', () => void load(one), { once: true });
  box.value ||= new URL(location.href).searchParams.get('q') ?? '';
  if (document.activeElement === box || document.querySelector('[data-search-page]')) void load(box);
  document.addEventListener('keydown', (event) => {
    const at = event.target as HTMLElement | null;
    const isTyping = at?.isContentEditable === true || /^(?:INPUT|TEXTAREA|SELECT)$/.test(at?.tagName ?? '');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

const loaded = new Set<HTMLInputElement>();

async function load(box: HTMLInputElement): Promise<void> {
  if (loaded.has(box)) return;
  loaded.add(box);
  const address = new URL(document.documentElement.dataset['search'] ?? '', document.baseURI).href;
  try {
    const { search } = (await import(address)) as typeof import('./search.ts');
    search(box);
  } catch {
    // Then the form leads to the page of results, and the next visit tries again.
    loaded.delete(box);
  }
}
