/** A piece of running text: what is an address without a scheme has one. */
export interface AddressPiece {
  readonly text: string;
  readonly href?: string;
}

// As GitHub has them, but `git@host:path` and `ssh://git@host` are no mail addresses.
const MAIL =
  /(?<![\p{L}\p{N}._+@/:-])[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9_-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\p{L}\p{N}_@/-]|:\S|\.[\p{L}\p{N}])/u;
const WEB = /(?<![^\s*_~(])www\.(?:[\p{L}\p{N}_-]{1,63}\.){0,8}[\p{L}\p{N}-]{1,63}[^\s<]{0,2000}/iu;
const ADDRESS = new RegExp(`(${MAIL.source})|${WEB.source}`, 'giu');

/**
 * Cuts running text at its mail addresses and at what begins with `www.`.
 * @returns undefined where there are none, which is usual
 */
export function addressesIn(text: string): AddressPiece[] | undefined {
  if (!text.includes('@') && !/www\./i.test(text)) return undefined;
  const pieces: AddressPiece[] = [];
  let from = 0;
  for (const { 0: found, 1: mail, index } of text.matchAll(ADDRESS)) {
    const said = mail ?? withoutEnd(found);
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: said, href: mail === undefined ? `http://${said}` : `mailto:${said}` });
    from = index + said.length;
  }
  if (pieces.length === 0) return undefined;
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** Points at the end are the sentence's, and so is a bracket that it does not open itself. */
function withoutEnd(address: string): string {
  let end = address.length;
  let closing = count(address, ')') - count(address, '(');
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last === ')' && closing > 0) closing--;
    else if (!/[?!.,:;*_~'"]/.test(last)) break;
  }
  return address.slice(0, end);
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;
