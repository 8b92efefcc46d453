import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Validate {
  (data: unknown): boolean;
  errors?: { instancePath: string; message?: string }[] | null;
}
interface AjvModule {
  default: new (options: object) => { compile(schema: unknown): Validate };
}

/** Holds a firebase.json against the schema of the pinned firebase-tools: what is wrong, path by path. */
export function schemaOfFirebaseJson(): (config: unknown) => string[] {
  const folder = join(__dirname, '../../scripts/suite');
  const require = createRequire(join(folder, 'package.json'));
  const { default: Ajv } = require('ajv') as AjvModule;
  const { default: addFormats } = require('ajv-formats') as { default: (ajv: unknown) => void };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const file = join(folder, 'node_modules/firebase-tools/schema/firebase-config.json');
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  return (config) =>
    validate(config)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
