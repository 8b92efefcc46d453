import type { SimReply } from '../core/types';

/** Alleaves' error body, also where it comes with status 200. */
export const errorBody = (error: string): unknown => ({ error });

/** A request that Alleaves does not carry out. `violation`: it is this simulator that is stricter than Alleaves. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly details: string,
    readonly violation = false,
  ) {
    super(details);
  }

  reply(): SimReply {
    return { status: this.status, json: errorBody(this.message) };
  }
}

export const invalid = (details: string) => new Refused(400, details);

export const unauthorized = () => new Refused(401, 'Unauthorized');

/** Alleaves answers 200 with an error for an order that does not exist. */
export const noSuchOrder = (id: number) => new Refused(200, `Order ${id} not found`);

export const notFound = (what: string, id: number | string) => new Refused(404, `${what} ${id} not found`);

/** For what Alleaves would swallow, or what nobody knows to be safe: a bridge should not do it. */
export const stricter = (details: string) => new Refused(400, `SIMULATOR: ${details}`, true);
