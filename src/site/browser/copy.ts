/** Buttons with `data-copy` copy that text, or that of the element whose id it names (`#id`), and say so. */
export function copyButtons(): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element | null)?.closest<HTMLButtonElement>('button[data-copy]');
    if (!button) return;
    const what = button.dataset['copy'] ?? '';
    const text = what.startsWith('#') ? (document.getElementById(what.slice(1))?.textContent ?? '') : what;
    void copy(button, text);
  });
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  button.dataset['state'] = 'copied';
  button.addEventListener('blur', () => delete button.dataset['state'], { once: true });
}
