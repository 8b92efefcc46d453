import type { SimReply } from '../../core/types';

/** What werkzeug and proxies answer where no JSON is to be had. */
export function page(status: number, title: string, headers?: Record<string, string>): SimReply {
  const text = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n`;
  return { status, text, ...(headers && { headers }) };
}

export const plain = (status: number, text: string): SimReply => ({
  status,
  text,
  headers: { 'content-type': 'text/plain' },
});
