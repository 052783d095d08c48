// An MCP server that offers one tool and always finds something: `node mcp-server.mjs NAME`.

import { createInterface } from 'node:readline';

const name = process.argv[2] ?? 'served';

const tools = [
  {
    name: 'search',
    description: 'Looks for pages.',
    inputSchema: { type: 'object', properties: { q: { type: 'string' } } },
  },
];

function answer({ method, params }) {
  if (method === 'initialize') {
    const { protocolVersion } = params;
    return {
      result: { protocolVersion, capabilities: { tools: {} }, serverInfo: { name, version: '1.0.0' } },
    };
  }
  if (method === 'tools/list') return { result: { tools } };
  if (method === 'tools/call')
    return { result: { content: [{ type: 'text', text: 'One page was found.' }] } };
  return { error: { code: -32601, message: 'There is no such method.' } };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line);
  // A notification has no id, and no answer.
  if (request.id === undefined) return;
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: request.id, ...answer(request) })}\n`);
});
