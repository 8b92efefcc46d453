export const ALL_SERIES = [16, 17, 18, 19] as const;
export type Series = (typeof ALL_SERIES)[number];

/** The series in which a field or a method exists. */
export interface Lifespan {
  since?: Series;
  until?: Series;
}

export const alive = ({ since = 16, until = 19 }: Lifespan, series: Series): boolean =>
  since <= series && series <= until;

/**
 * What `common.version` tells. On Odoo Online it looks like `saas~18.2`.
 * https://www.odoo.com/documentation/18.0/developer/reference/external_api.html
 */
export function versionOf(series: Series, saas: boolean): Record<string, unknown> {
  const text = saas ? `saas~${series}.2` : `${series}.0`;
  const first = saas ? `saas~${series}` : series;
  return {
    server_version: text,
    server_version_info: [first, saas ? 2 : 0, 0, 'final', 0, ''],
    server_serie: text,
    protocol_version: 1,
  };
}
