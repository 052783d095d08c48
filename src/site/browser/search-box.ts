/** `/` goes to the search box. What searches is loaded when somebody goes there. */
export function searchBox(): void {
  const box = document.querySelector<HTMLInputElement>('#q');
  if (!box) return;
  document.addEventListener('keydown', (event) => {
    const at = event.target as HTMLElement | null;
    const isTyping = at?.isContentEditable === true || /^(?:INPUT|TEXTAREA|SELECT)$/.test(at?.tagName ?? '');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  });
}
