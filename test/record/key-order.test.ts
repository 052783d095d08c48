import { describe, expect, it } from 'vitest';
import { misplacedKey, orderKeys } from '../../src/record/key-order.ts';

const page = (yaml: string): string => `---\n${yaml}---\n# P\n`;

describe('the order of keys', () => {
  it('names the first key that stands too late', () => {
    expect(misplacedKey('workstream', ['title', 'status', 'owner'])).toEqual({
      key: 'owner',
      before: 'status',
    });
    expect(misplacedKey('workstream', ['title', 'mine', 'owner', 'status'])).toBeUndefined();
  });

  it('moves keys with their comments, lists and unknown followers', () => {
    const text = page(
      'kind: workstream\n# who\nowner: roman # for now\ntitle: A\nmine: 1\ntags:\n  - a\n\n  # inside\nstatus: active\n',
    );
    expect(orderKeys(text, 'workstream')).toBeUndefined();
    const plain = page(
      'kind: workstream\n# who\nowner: roman # for now\ntitle: A\nmine: 1\ntags:\n  - a\nstatus: active\n',
    );
    expect(orderKeys(plain, 'workstream')).toBe(
      page(
        'title: A\nmine: 1\n# who\nowner: roman # for now\nstatus: active\ntags:\n  - a\nkind: workstream\n',
      ),
    );
  });

  it('leaves alone what it cannot be sure of', () => {
    for (const yaml of [
      'kind: plan\ntitle: >\n  folded\n',
      'kind: plan\ntitle: &a x\n',
      'kind: plan\n? title\n: x\n',
    ])
      expect(orderKeys(page(yaml), 'plan'), yaml).toBeUndefined();
  });

  it('keeps CRLF and a byte order mark', () => {
    const text = '\uFEFF---\r\nstatus: draft\r\ntitle: A\r\n---\r\n';
    expect(orderKeys(text, 'plan')).toBe('\uFEFF---\r\ntitle: A\r\nstatus: draft\r\n---\r\n');
  });
});
