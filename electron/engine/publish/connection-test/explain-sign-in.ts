import type { TestStep } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import type { SftpTarget } from "../base/targets.ts";

export interface SignInFailure {
  readonly target: SftpTarget;
  /** The step at which the connection failed. */
  readonly step: TestStep | null;
  /**
   * The last question for a secret that the author refused to answer; `retry`: an answer before it was wrong.
   */
  readonly refusedQuestion: { readonly retry: boolean } | null;
  /** Whether the server got as far as asking for a password or passphrase. */
  readonly wasWanted: boolean;
}

/** Returns a more specific error for a failed connection, depending on how far the connection got. */
export function explainSignIn(
  error: unknown,
  { target, step, refusedQuestion, wasWanted }: SignInFailure,
): unknown {
  if (!(error instanceof AppError)) return error;
  const { host, port, user, signIn } = target;
  if (step === "hostKey" && error.code === "publish.connectionLost") {
    return new AppError("test.notSsh", { host, port }, error);
  }
  if (error.code === "call.cancelled" && refusedQuestion) {
    const code =
      refusedQuestion.retry && signIn === "password" ? "test.passwordRefused" : "publish.secretNeeded";
    return new AppError(code, { host, user }, error);
  }
  if (error.code !== "publish.signInFailed") return error;
  if (signIn !== "password") return new AppError("test.keyRefused", { host, user }, error);
  return new AppError(wasWanted ? "test.passwordRefused" : "test.keyOnly", { host, user }, error);
}
