import type { CancelSignal } from "#contract/rpc/wire.ts";

/** Time limit in milliseconds for the clean-up of a cancelled publish. Then the connection is dropped. */
const tidyMs = 10_000;

/** A connection to a server. */
export interface Session {
  /** Whether the connection is lost or ended. */
  readonly isLost: boolean;
  /** Ends the connection in the usual way. The server may still reply. */
  end(): void | Promise<void>;
  /** Drops the connection immediately, so that all requests without a reply fail. */
  abandon(): void;
}

/** Runs `work` and then ends the session. Drops the session like `dropIfStuck`. */
export async function withTidyCancel<T>(
  session: Session,
  signal: CancelSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await dropIfStuck(session, signal, work);
  } finally {
    await session.end();
  }
}

/** Runs `work`. If `work` continues for `tidyMs` after a cancellation, drops the session. */
export async function dropIfStuck<T>(
  session: Session,
  signal: CancelSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const cancelled = (): void => {
    timer = setTimeout(() => session.abandon(), tidyMs);
  };
  signal?.addEventListener("abort", cancelled);
  try {
    return await work();
  } finally {
    signal?.removeEventListener("abort", cancelled);
    clearTimeout(timer);
  }
}
