/** Tests import sources; what sources import from npm stands in functions/node_modules, as it will when deployed. */
const shared = {
  rootDir: import.meta.dirname ?? process.cwd(),
  modulePaths: ['<rootDir>/functions/node_modules'],
  modulePathIgnorePatterns: ['<rootDir>/functions/lib', '<rootDir>/scripts/suite'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  testEnvironment: 'node',
};

export default {
  ...shared,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
};
