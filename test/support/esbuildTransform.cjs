const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

/** TypeScript to CommonJS for jest. Types are checked by tsc, once, not per file. */
module.exports = {
  getCacheKey: (source, path) =>
    createHash('sha256').update(version).update(path).update(source).digest('hex'),
  process: (source, path) =>
    transformSync(source, {
      loader: 'ts',
      format: 'cjs',
      target: 'node20',
      platform: 'node',
      sourcemap: 'inline',
      sourcefile: path,
      supported: { 'dynamic-import': false },
    }),
};
