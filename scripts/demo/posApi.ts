/** A bare client for stocking the simulated POS systems, as a merchant would by hand in their back office. */
export async function call<T>(
  url: string,
  token: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}
