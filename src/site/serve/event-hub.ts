import type { ServerResponse } from 'node:http';
import { SAFE } from './headers.ts';

/** What open pages are told: that pages have changed, or what sessions in progress have called. */
export type LiveEvent = 'pages' | 'live';

/** The pages that are open and listen. */
export interface EventHub {
  /** Takes a request for events, and keeps its answer open. */
  listen(response: ServerResponse): void;
  tell(event: LiveEvent): void;
  /** How many listen. */
  size(): number;
  /** Ends all of them. */
  close(): void;
}

/** Server-sent events (WHATWG HTML, section 9.2) to whoever listens. */
export function eventHub(): EventHub {
  const open = new Set<ServerResponse>();
  return {
    listen(response) {
      response.writeHead(200, { ...SAFE, 'Content-Type': 'text/event-stream; charset=utf-8' });
      // A page that has lost the server asks again after so many milliseconds.
      response.write('retry: 1000\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    tell(event) {
      for (const response of open) response.write(`event: ${event}\ndata: {}\n\n`);
    },
    size: () => open.size,
    close() {
      for (const response of open) response.end();
      open.clear();
    },
  };
}
