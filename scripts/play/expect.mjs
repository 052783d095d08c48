// What has to be true afterwards. The play is also the end-to-end check of the main job: it is worth
// nothing if it only prints.

/** A list of expectations; `failed` are those that did not hold. */
export function expectations() {
  const held = [];
  const failed = [];
  return {
    held,
    failed,
    /** `found` is shown when it does not hold. */
    that(holds, what, found = '') {
      if (holds) held.push(what);
      else failed.push({ what, found: typeof found === 'string' ? found : JSON.stringify(found, null, 2) });
    },
    same(actual, expected, what) {
      this.that(
        JSON.stringify(actual) === JSON.stringify(expected),
        what,
        `expected ${JSON.stringify(expected)}\nfound    ${JSON.stringify(actual)}`,
      );
    },
    /** The command's `data`, if it did what it should; otherwise an expectation that failed, and an end. */
    data(ran) {
      const document = parse(ran.stdout);
      if (ran.code === 0 && document?.data) return document.data;
      const command = `canon ${ran.args.join(' ')}`;
      throw new Error(`${command} ended with ${ran.code}\n${ran.stdout}${ran.stderr}`);
    },
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
