/** Odoo stores microseconds and shows seconds: UTC text `YYYY-MM-DD HH:MM:SS`. */
export const momentOf = (ms: number): string =>
  `${new Date(ms).toISOString().replace('T', ' ').slice(0, 23)}000`;

export const shown = (moment: string): string => moment.slice(0, 19);

const SECONDS = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const COMPARABLE = /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d{1,6})?)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

const exists = (text: string): boolean => !Number.isNaN(Date.parse(`${text.replace(' ', 'T')}Z`));

export const isMoment = (text: string): boolean => SECONDS.test(text) && exists(text);
export const isDay = (text: string): boolean => DAY.test(text) && exists(`${text} 00:00:00`);

/** Stored with all digits, so that text order is time order. */
export const padded = (text: string): string => {
  const whole = text.length === 10 ? `${text} 00:00:00` : text;
  return whole.length === 19 ? `${whole}.000000` : whole.padEnd(26, '0');
};

/** What may be compared with a moment in a domain. */
export const isComparable = (text: string): boolean => COMPARABLE.test(text);
