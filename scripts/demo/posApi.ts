interface Question {
  url: string;
  headers: Record<string, string>;
  /** Sent as JSON by POST; absent: a GET. */
  body?: unknown;
}

/** A bare client for asking the simulated POS systems, as a merchant or another program would. */
export async function call<T>({ url, headers, body }: Question): Promise<T> {
  const reply = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}

/** An amount of the demo's shop, as most POS systems write them, in cents. */
export const cents = (dollars: number | string): number => Math.round(Number(dollars) * 100);
