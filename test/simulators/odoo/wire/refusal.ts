/** What makes some refusals special to the code that catches them. */
interface Traits {
  /** A foreign id does not exist; 16 and 17 report it differently while they take in orders. */
  foreignKey?: boolean;
  /** The database does not exist: JSON-2 has no JSON for that. */
  html?: boolean;
  /** The model does not exist: JSON-2 calls that a wrong address. */
  absentModel?: string;
  /** It is this simulator that is stricter than Odoo. */
  violation?: boolean;
}

/** A Python exception that ends a call; everything the call did is rolled back. */
export class OdooError extends Error {
  constructor(
    /** As in `error.data.name`. */
    readonly exception: string,
    message: string,
    /** Of JSON-2; JSON-RPC always answers 200. */
    readonly status: number,
    readonly traits: Traits = {},
  ) {
    super(message);
  }
}

const odoo = (name: string, message: string, status: number, traits?: Traits) =>
  new OdooError(`odoo.exceptions.${name}`, message, status, traits);
const builtin = (name: string, message: string) => new OdooError(`builtins.${name}`, message, 500);
const werkzeug = (name: string, message: string, status: number) =>
  new OdooError(`werkzeug.exceptions.${name}`, message, status);

export const accessDenied = () => odoo('AccessDenied', 'Access Denied', 403);
export const accessError = (message: string) => odoo('AccessError', message, 403);
export const validationError = (message: string) => odoo('ValidationError', message, 422);
export const userError = (message: string) => odoo('UserError', message, 422);
export const foreignKey = (message: string) => odoo('ValidationError', message, 422, { foreignKey: true });

export const missingRecord = (model: string, id: number, uid: number) =>
  odoo(
    'MissingError',
    `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: ${uid})`,
    404,
  );

export const valueError = (message: string) => builtin('ValueError', message);
export const typeError = (message: string) => builtin('TypeError', message);
export const attributeError = (message: string) => builtin('AttributeError', message);
export const keyError = (key: string) => builtin('KeyError', `'${key}'`);

export const unprocessable = (message: string) => werkzeug('UnprocessableEntity', message, 422);
export const badRequest = (message: string) => werkzeug('BadRequest', message, 400);
export const notFound = (message: string) => werkzeug('NotFound', message, 404);
export const unauthorized = (message: string) => werkzeug('Unauthorized', message, 401);

/** Also for models of modules that are not installed. */
export const absentModel = (model: string) =>
  odoo('UserError', `Object ${model} doesn't exist`, 404, { absentModel: model });

export const noDatabase = (name: string) =>
  new OdooError(
    'psycopg2.OperationalError',
    `connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  database "${name}" does not exist\n`,
    404,
    { html: true },
  );

export const failedTransaction = () =>
  new OdooError(
    'psycopg2.errors.InFailedSqlTransaction',
    'current transaction is aborted, commands ignored until end of transaction block\n',
    500,
  );

export const serializationFailure = () =>
  new OdooError(
    'psycopg2.errors.SerializationFailure',
    'could not serialize access due to concurrent update\n',
    500,
  );

/** For what Odoo silently ignores: a bridge should not do it. */
export const stricter = (message: string) =>
  odoo('UserError', `SIMULATOR: ${message}`, 422, { violation: true });
