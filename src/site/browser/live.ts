import { freshPage } from './live-page.ts';
import { showSessions } from './live-sessions.ts';

// Only a served site loads this: it listens to the server, and shows what has become of the page.
const isHome = location.pathname === '/';
const events = new EventSource('/_canon/events');

/** One after the other: an older answer must not come after a newer one. */
let last = Promise.resolve();
const next = (task: () => Promise<void>): void => {
  last = last.then(task).catch(() => {});
};

const sessions = async (): Promise<void> => {
  if (isHome) await showSessions();
};
const page = async (): Promise<void> => {
  await freshPage();
  await sessions();
};

events.addEventListener('pages', () => next(page));
events.addEventListener('live', () => next(sessions));
// What happened while nobody listened: before the first event, or while the server was away.
let wasOpen = false;
events.addEventListener('open', () => {
  next(wasOpen ? page : sessions);
  wasOpen = true;
});
// Whoever has called nothing for long is shown as quiet, though nothing happens that would say so.
if (isHome) setInterval(() => next(sessions), 60_000);
