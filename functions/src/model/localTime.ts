const inZone = (timezone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', timeZone: timezone });

/** Whether it is an IANA name that this machine knows. */
export function isTimezone(name: string): boolean {
  try {
    return inZone(name, {}).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const known = (timezone: string | undefined) =>
  timezone !== undefined && isTimezone(timezone) ? timezone : undefined;

/** `18:05`, for people at a place; `18:05 UTC` where its time zone is not known. */
export function clockTime(at: number, timezone: string | undefined): string {
  const zone = known(timezone);
  const text = inZone(zone ?? 'UTC', { hour: '2-digit', minute: '2-digit' }).format(at);
  return zone === undefined ? `${text} UTC` : text;
}

/** `Thu 15 Jan, 18:05`. */
export function dayAndTime(at: number, timezone: string | undefined): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const day = inZone(known(timezone) ?? 'UTC', options).format(at);
  return `${day.replace(',', '')}, ${clockTime(at, timezone)}`;
}
