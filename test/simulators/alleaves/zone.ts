/** Costly to make, and every row of a list needs one. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const two = '2-digit';
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone, year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
      hourCycle: 'h23',
    });
  formats.set(timeZone, made);
  return made;
}

/** A moment in a zone's own time: `2026-01-31T17:30:00.000`, without saying which zone. */
export function localText(at: number, timezone: string): string {
  const parts = formatOf(timezone).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  return `${day}T${part('hour')}:${part('minute')}:${part('second')}.${String(at % 1000).padStart(3, '0')}`;
}
