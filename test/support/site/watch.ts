import type { BrowserContext } from 'playwright-core';

/** What pages have done that they must not; tests hold it against an empty list. */
export interface Problems {
  /** All, in order. */
  readonly all: readonly string[];
  /** Forgets them and gives them back. */
  take(): string[];
}

/**
 * Watches everything that happens in a context: requests that leave the site (they are not let out), errors in the
 * console and of scripts, what the policy has forbidden, and dialogs, which no page of a site has.
 * @param site where the site is served
 */
export async function watch(context: BrowserContext, site: string): Promise<Problems> {
  const all: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(site)) all.push(`asks for ${request.url().slice(0, 200)}`);
  });
  await context.route(
    (url) => !url.href.startsWith(site),
    (route) => route.abort(),
  );
  context.on('console', (message) => {
    if (message.type() === 'error') all.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => all.push(`script: ${String(error.error())}`));
  context.on('dialog', (dialog) => {
    all.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await context.exposeBinding('canonForbidden', (_, what: string) => all.push(`policy: ${what}`));
  await context.addInitScript(() => {
    const tell = (globalThis as unknown as { canonForbidden: (what: string) => void }).canonForbidden;
    document.addEventListener('securitypolicyviolation', (event) =>
      tell(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
    const shifts = ((globalThis as unknown as { canonShifts: number[] }).canonShifts = []) as number[];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return { all, take: () => all.splice(0) };
}
