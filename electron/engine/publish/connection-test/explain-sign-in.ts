import type { TestStep } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import type { SftpTarget } from "../base/targets.ts";

export interface SignInFailure {
  readonly target: SftpTarget;
  /** The step that failed. */
  readonly step: TestStep | null;
  /** The question for a secret that the author declined; `retry`: the previous answer was wrong. */
  readonly refusedQuestion: { readonly retry: boolean } | null;
  /** Whether the server got as far as asking for a secret. */
  readonly wasWanted: boolean;
}

/** Returns a more specific error for a failed connection, from how far it got. */
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
