import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

// A jar is a zip with META-INF/MANIFEST.MF. Record layouts: APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16,
// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
// Manifest: https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html
const MANIFEST = 'META-INF/MANIFEST.MF';
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;
const END_RECORD_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const DEFLATED = 8;
const MSDOS_1980_01_01 = 0x21;

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Lines of a manifest hold 72 bytes at most; the rest follows on lines that begin with a space. */
function wrapped(line: string): string {
  const first = line.slice(0, 70);
  const rest = line.slice(70).match(/.{1,69}/g) ?? [];
  return [first, ...rest.map((part) => ` ${part}`)].map((part) => `${part}\r\n`).join('');
}

/** What a local and a central header have in common, from "version needed" to the lengths of name and extra. */
function description(content: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(10, 0);
  fields.writeUInt16LE(MSDOS_1980_01_01, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(MANIFEST.length, 22);
  return fields;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A jar that holds a manifest and nothing else, stored without compression. Attributes in ASCII. */
export function manifestOnlyJar(attributes: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries({ 'Manifest-Version': '1.0', ...attributes });
  const content = Buffer.from(lines.map(([name, value]) => wrapped(`${name}: ${value}`)).join('') + '\r\n');
  const name = Buffer.from(MANIFEST);
  const local = Buffer.concat([uint32(LOCAL_HEADER), description(content), name, content]);
  // "Made by" version before, then comment, disk, attributes and the offset of the only entry: all zero.
  const made = Buffer.from([10, 0]);
  const central = Buffer.concat([uint32(CENTRAL_HEADER), made, description(content), Buffer.alloc(14), name]);
  const end = Buffer.alloc(END_RECORD_SIZE);
  end.writeUInt32LE(END_RECORD, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

async function bytes(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}

async function centralDirectory(file: FileHandle): Promise<Buffer | undefined> {
  const { size } = await file.stat();
  const length = Math.min(size, END_RECORD_SIZE + LONGEST_COMMENT);
  const tail = await bytes(file, size - length, length);
  const at = tail.lastIndexOf(uint32(END_RECORD));
  if (at < 0) return undefined;
  return bytes(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
}

/** Header of the manifest in the central directory. */
function manifestHeader(directory: Buffer): Buffer | undefined {
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === CENTRAL_HEADER) {
    const header = directory.subarray(at);
    const nameEnd = 46 + header.readUInt16LE(28);
    if (header.toString('utf8', 46, nameEnd) === MANIFEST) return header;
    at += nameEnd + header.readUInt16LE(30) + header.readUInt16LE(32);
  }
  return undefined;
}

async function manifestText(file: FileHandle): Promise<string> {
  const directory = await centralDirectory(file);
  const header = directory && manifestHeader(directory);
  if (!header) return '';
  const offset = header.readUInt32LE(42);
  const local = await bytes(file, offset, 30);
  const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = await bytes(file, start, header.readUInt32LE(20));
  return (header.readUInt16LE(10) === DEFLATED ? inflateRawSync(packed) : packed).toString();
}

/** The main attributes of a jar's manifest, such as `Main-Class`; none when the file is no jar. */
export async function manifestOf(jar: string): Promise<Record<string, string>> {
  const file = await open(jar);
  try {
    const [main = ''] = (await manifestText(file)).replace(/\r\n?/g, '\n').replace(/\n /g, '').split('\n\n');
    const pairs = main.split('\n').map((line) => line.split(/: (.*)/s));
    return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
  } finally {
    await file.close();
  }
}
