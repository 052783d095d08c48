// Makes a PNG as Chromium writes it smaller, pixel for pixel the same.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Packs the pixels as tightly as zlib can, and leaves out what no picture needs. Format: the PNG specification, 5.3
 * (chunks) and 10 (compression).
 * @param {Buffer} png
 */
export function smallerPng(png) {
  const kept = [];
  const pixels = [];
  for (let at = 8; at < png.length;) {
    const size = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + size);
    if (type === 'IHDR') kept.push(chunk(type, data));
    if (type === 'IDAT') pixels.push(data);
    at += size + 12;
  }
  const packed = deflateSync(inflateSync(Buffer.concat(pixels)), { level: 9, memLevel: 9 });
  return Buffer.concat([SIGNATURE, ...kept, chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([size, body, sum]);
}
