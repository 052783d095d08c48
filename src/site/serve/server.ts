import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { readPlainBytes } from '../../store/plain-file.ts';
import { fileOf } from '../urls.ts';
import { eventHub, type LiveEvent } from './event-hub.ts';
import { headersOf, SAFE } from './headers.ts';
import { isOwnHost } from './own-host.ts';
import { readServed } from './read-served.ts';
import { OWN, servedAnywhere, servedPage } from './served-page.ts';
import { sitePath } from './site-path.ts';

/** What is served. */
export interface Served {
  /** The folder of the built site, links resolved. */
  readonly out: string;
  /** The files that the last build has put there: nothing else is read. */
  readonly files: () => ReadonlySet<string>;
  /** The folder with `live.js` and `live.css`. */
  readonly assets: string;
  /** What sessions in progress have called. */
  readonly live: () => Promise<unknown>;
}

/** A site that is being served. */
export interface SiteServer {
  readonly port: number;
  /** Tells the pages that are open. */
  tell(event: LiveEvent): void;
  /** How many pages are open. */
  readers(): number;
  /** Ends every answer and frees the port. */
  close(): Promise<void>;
}

const LIVE_FILES: readonly string[] = ['live.js', 'live.css'];
const MOST = 1 << 20;

/**
 * Serves a site to this machine alone.
 * @param port 0 takes any that is free
 * @throws E_SITE_PORT where it is in use, or may not be used
 */
export async function serveSite(served: Served, port: number): Promise<SiteServer> {
  const hub = eventHub();
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    answer(request, response, port).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    if (!isOwnHost(request.headers.host, port)) return refuse(response, 403);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, { Allow: 'GET, HEAD' });
    const path = sitePath(request.url);
    if (path === undefined) return refuse(response, 400);
    if (path.startsWith(OWN)) return own(path.slice(OWN.length), request, response);
    const file = fileOf(path);
    const content = served.files().has(file) ? readServed(served.out, file) : undefined;
    if (content) return send(response, 200, file, pageOf(file, content, servedPage));
    if (path !== '' && served.files().has(`${path}/index.html`)) {
      const address = `/${path.split('/').map(encodeURIComponent).join('/')}/`;
      response.writeHead(301, { ...SAFE, Location: address }).end();
      return;
    }
    // Browsers ask for it by themselves; that there is none is no error of a page.
    if (path === 'favicon.ico') {
      response.writeHead(204, SAFE).end();
      return;
    }
    const missing = served.files().has('404.html') ? readServed(served.out, '404.html') : undefined;
    if (missing) send(response, 404, '404.html', pageOf('404.html', missing, servedAnywhere));
    else refuse(response, 404);
  }

  async function own(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (name === 'events' && request.method === 'GET') return hub.listen(response);
    if (name === 'live.json') return send(response, 200, name, JSON.stringify(await served.live()));
    const content = LIVE_FILES.includes(name) ? readPlainBytes(join(served.assets, name), MOST) : undefined;
    if (content) send(response, 200, name, content);
    else refuse(response, 404);
  }

  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    tell: hub.tell,
    readers: hub.size,
    close: () =>
      new Promise((resolve) => {
        hub.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const pageOf = (file: string, content: Buffer, serve: (html: string) => string): Buffer | string =>
  file.endsWith('.html') ? serve(content.toString('utf8')) : content;

// Of a HEAD request Node itself leaves the body out.
function send(response: ServerResponse, code: number, file: string, content: Buffer | string): void {
  response.writeHead(code, { ...headersOf(file), 'Content-Length': Buffer.byteLength(content) }).end(content);
}

function refuse(response: ServerResponse, code: number, more: Record<string, string> = {}): void {
  response
    .writeHead(code, { ...SAFE, ...more, 'Content-Type': 'text/plain; charset=utf-8' })
    .end(`${code}\n`);
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new CanonError('E_SITE_PORT', { data: { port, why: error.code ?? '' }, cause: error })),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}
