export { startForRun as default } from './firestoreEmulator';
