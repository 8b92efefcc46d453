import { parsed, type Http } from '../http';
import { ERROR_IN_200, wordsOf } from './refusal';

/** Takes the status 200 from replies that hold an error. */
export function honest(http: Http): Http {
  return async (request) => {
    const reply = await http(request);
    const suspicious = reply.status >= 200 && reply.status < 300 && reply.text.includes('"error"');
    const isError = suspicious && wordsOf(parsed(reply.text)) !== undefined;
    return isError ? { ...reply, status: ERROR_IN_200 } : reply;
  };
}
