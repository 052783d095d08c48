// A tree object (gitformat): `<mode> <name>\0<raw oid>`, in the order of the names as bytes, a folder's
// as if it ended in a slash. A folder of 20,000 sessions is 900 KB of that.

const known = new WeakMap<Buffer, Uint32Array>();

/** Where each entry starts. Found in one pass, and remembered as long as the object is. */
export function entryStarts(bytes: Buffer, oidBytes: number): Uint32Array {
  const before = known.get(bytes);
  if (before) return before;
  const starts: number[] = [];
  for (let at = 0; at < bytes.length;) {
    starts.push(at);
    // The mode is five or six digits, so the name's end is never nearer than this.
    at += 6;
    while (bytes[at] !== 0 && at < bytes.length) at += 1;
    at += 1 + oidBytes;
  }
  const found = Uint32Array.from(starts);
  known.set(bytes, found);
  return found;
}

/** Where a key (a name; of a folder with a slash at its end) stands, or would, among the entries. */
export function searchEntry(bytes: Buffer, starts: Uint32Array, key: Buffer): { at: number; exact: boolean } {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareEntry(bytes, starts[middle] ?? 0, key);
    if (order === 0) return { at: middle, exact: true };
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return { at: low, exact: false };
}

function compareEntry(bytes: Buffer, start: number, key: Buffer): number {
  const blank = bytes.indexOf(32, start);
  const end = bytes.indexOf(0, blank);
  const folder = bytes[start] === 0x34;
  const length = end - blank - 1;
  const shared = Math.min(length, key.length);
  const order = bytes.compare(key, 0, shared, blank + 1, blank + 1 + shared);
  if (order !== 0) return order;
  const mine = length > shared ? (bytes[blank + 1 + shared] ?? 0) : folder ? 47 : -1;
  const theirs = key.length > shared ? (key[shared] ?? 0) : -1;
  if (mine !== theirs) return mine - theirs;
  // Equal so far; the longer one goes on.
  return length + (folder ? 1 : 0) - key.length;
}
