/** Tests import sources; what sources import from npm stands in functions/node_modules, as it will when deployed. */
const shared = {
  rootDir: import.meta.dirname ?? process.cwd(),
  modulePaths: ['<rootDir>/functions/node_modules'],
  modulePathIgnorePatterns: ['<rootDir>/functions/lib', '<rootDir>/scripts/suite'],
  transform: { '^.+\\.ts$': '<rootDir>/test/support/esbuildTransform.cjs' },
  testEnvironment: 'node',
};

/** Only these pay for starting a Firestore emulator. */
const EMULATED = '(rules|records|entry)';

export default {
  projects: [
    {
      ...shared,
      displayName: 'plain',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', `<rootDir>/test/${EMULATED}/`],
    },
    {
      ...shared,
      displayName: 'firestore',
      testMatch: [`<rootDir>/test/${EMULATED}/**/*.test.ts`],
      globalSetup: '<rootDir>/test/support/globalSetup.ts',
      globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
    },
  ],
};
