/** How long a button says that it has copied. */
const SHOWN = 2000;

/** Buttons with `data-copy` copy that text, or that of the element whose id it names (`#id`), and say so. */
export function copyButtons(): void {
  const said = document.createElement('p');
  said.className = 'hidden';
  said.role = 'status';
  document.body.append(said);
  document.addEventListener('click', (event) => {
    const button = (event.target as Element | null)?.closest<HTMLButtonElement>('button[data-copy]');
    if (!button) return;
    const what = button.dataset['copy'] ?? '';
    const source = what.startsWith('#') ? document.getElementById(what.slice(1)) : null;
    void copy(button, source?.textContent ?? what, said);
  });
}

async function copy(button: HTMLButtonElement, text: string, said: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyOld(text)) return;
  }
  show(button, said);
}

/** For pages that were not loaded over https: there is no clipboard but what is selected. */
function copyOld(text: string): boolean {
  const box = document.createElement('textarea');
  const before = document.activeElement;
  box.value = text;
  box.className = 'hidden';
  document.body.append(box);
  box.select();
  const isCopied = document.execCommand('copy');
  box.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return isCopied;
}

/** The sign on the button changes, its place does not; who hears the page is told. */
function show(button: HTMLButtonElement, said: HTMLElement): void {
  button.dataset['state'] = 'copied';
  said.textContent = button.dataset['copied'] ?? '';
  setTimeout(() => {
    delete button.dataset['state'];
    said.textContent = '';
  }, SHOWN);
}
