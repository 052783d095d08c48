/**
 * Whether a request names this machine as its host. A page of somebody else's whose name was made to mean 127.0.0.1
 * (DNS rebinding) reaches the server, but its requests say the other name.
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  const name = host?.toLowerCase() ?? '';
  const own = ['localhost', '127.0.0.1', '[::1]'];
  return own.some((one) => name === `${one}:${port}` || (port === 80 && name === one));
}
