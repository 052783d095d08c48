import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Where sites stand in tests: as those of a project do on a host that many share. */
export const BELOW = '/some/project/';

/**
 * Serves a folder on loopback below a path, as a static host does: a folder's page is its `index.html`, an address
 * without the slash at its end is sent to the one with it, and `404.html` is shown for what is not there.
 * @param {string} folder absolute
 * @returns {Promise<{url: string, close: () => Promise<void>}>} `url` has a slash at its end
 */
export async function serveFolder(folder) {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/[?#].*$/, '');
    const { status, type, body, location } = answer(folder, path);
    response.writeHead(status, { 'content-type': type, ...(location ? { location } : {}) });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${BELOW}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(folder, path) {
  if (path.startsWith(BELOW)) {
    const file = normalize(join(folder, decoded(path.slice(BELOW.length))));
    if ((file + sep).startsWith(folder + sep) && !file.includes('\0')) {
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats?.isDirectory() && !path.endsWith('/')) {
        return { status: 301, type: TYPES['.txt'], body: '', location: `${path}/` };
      }
      const found = stats?.isDirectory() ? join(file, 'index.html') : file;
      if (statSync(found, { throwIfNoEntry: false })?.isFile()) {
        const type = TYPES[extname(found)] ?? 'application/octet-stream';
        return { status: 200, type, body: readFileSync(found) };
      }
    }
  }
  const missing = join(folder, '404.html');
  const body = statSync(missing, { throwIfNoEntry: false })?.isFile() ? readFileSync(missing) : 'not there';
  return { status: 404, type: TYPES['.html'], body };
}

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return '\0';
  }
}
