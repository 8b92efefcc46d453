export { stopAfterRun as default } from './firestoreEmulator';
