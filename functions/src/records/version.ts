import { Timestamp } from 'firebase-admin/firestore';

/** A document's update time as text, exact to the nanosecond, for `Stamped.version`. */
export function versionOf(time: Timestamp): string {
  return `${time.seconds}.${time.nanoseconds}`;
}

export function timeOf(version: string): Timestamp {
  const [seconds, nanoseconds] = version.split('.').map(Number);
  return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
}
