const inFullWidth = (text: string) =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

/** Every spelling of an IPv4 address that some parser somewhere takes for it. */
function spellings(ip: string): string[] {
  const parts = ip.split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number, width = 2) => value.toString(16).padStart(width, '0');
  const octal = (value: number) => `0${value.toString(8)}`;
  const groups = `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
  return [
    ip,
    `${ip}.`,
    String(number),
    `0x${hex(number, 8)}`,
    `0X${hex(number, 8).toUpperCase()}`,
    octal(number),
    parts.map(octal).join('.'),
    parts.map((part) => `0x${hex(part)}`).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.0x${hex(b)}.${octal(c)}.${d}`,
    inFullWidth(ip),
    ip.replace(/\./g, '。'),
    ip.replace(/\./g, '．'),
    ip.replace(/\./g, '｡'),
    `%${hex(String(a).charCodeAt(0))}${String(a).slice(1)}.${b}.${c}.${d}`,
    `[::ffff:${ip}]`,
    `[::ffff:${groups}]`,
    `[0:0:0:0:0:ffff:${groups}]`,
    `[::${ip}]`,
    `[64:ff9b::${ip}]`,
    `[64:ff9b::${groups}]`,
    `[64:ff9b:1::${groups}]`,
    `[2002:${groups}::1]`,
    `[2001:0:${groups}::1]`,
    `[::ffff:0:${groups}]`,
  ];
}

const PRIVATE = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.1.1', '172.16.0.1', '100.64.0.1'];

const OTHER_V4 = [
  '0.0.0.0',
  '0.1.2.3',
  '127.1.2.3',
  '127.255.255.254',
  '172.31.255.255',
  '100.127.255.254',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.170.2',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
];

const V6 = [
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000:0000:0000:0000:0000:0000:0000:0001]',
  '[fe80::1]',
  '[fe80::1%25eth0]',
  '[fe80::1%eth0]',
  '[febf::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00::1]',
  '[fd00:ec2::254]',
  '[fd20:ce::254]',
  '[ff02::1]',
  '[ff0e::1]',
  '[2001:db8::1]',
  '[2001:10::1]',
  '[2001:20::1]',
  '[3fff::1]',
  '[3ffe::1]',
  '[100::1]',
  '[5f00::1]',
  '[4000::1]',
];

export const ADDRESSES: readonly string[] = [...PRIVATE.flatMap(spellings), ...OTHER_V4, ...V6].map(
  (host) => `https://${host}`,
);
