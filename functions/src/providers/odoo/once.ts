/** Remembers a success; a failure is asked again. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().catch((thrown: unknown) => {
      answer = undefined;
      throw thrown;
    });
    return answer;
  };
}

/** The same by key. */
export function oncePer<K, T>(ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const answers = new Map<K, () => Promise<T>>();
  return (key) => {
    const answer = answers.get(key) ?? once(() => ask(key));
    answers.set(key, answer);
    return answer();
  };
}
