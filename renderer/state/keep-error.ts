import { type AppError, toAppError } from "#contract/errors.ts";

/** Does some work. If it fails, puts its error into the store. Resolves with true if it succeeded. */
export async function keepError(
  store: { setState(state: { error: AppError }): void },
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (reason) {
    store.setState({ error: toAppError(reason) });
    return false;
  }
}
