const LOOK_MS = 10;

/** Resolves when the condition holds. Throws an Error that names it when it does not come to hold. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 4000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`In vain waited for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
