import { Mistake } from '../cli/command';

/** A provider that is to be laid out. */
export interface Proposal {
  id: string;
  name: string;
}

const ID = /^[a-z]{2,20}$/;
/** Goes into texts and comments as it stands. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} .&+’-]{0,59}$/u;

/** Words that cannot name a constant, and those that the laid-out files use for something else. */
const RESERVED = new Set(
  (
    'as async await break case catch class const continue debugger default delete do else enum export extends false ' +
    'finally for from function if implements import in instanceof interface let new null of package private ' +
    'protected public return static super switch this throw true try type typeof undefined var void while with yield ' +
    'locations credentials manifests ticket email whatsapp z util utils helper helpers common misc service services types'
  ).split(' '),
);

export const titled = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

/** @throws Mistake that says what an id or a name must be like. */
export function proposed(id: string | undefined, name: string | undefined): Proposal {
  if (id === undefined) throw new Mistake('Which provider? For example: npm run new-provider till');
  if (!ID.test(id))
    throw new Mistake(`"${id}" cannot be an id: one lowercase word of 2 to 20 letters, such as "till".`);
  if (RESERVED.has(id)) throw new Mistake(`"${id}" cannot be an id: it means something else in the code.`);
  const title = name ?? titled(id);
  if (!NAME.test(title))
    throw new Mistake(`--name "${title}" cannot be used: letters, digits, spaces and . & + - ’, at most 60.`);
  return { id, name: title };
}
