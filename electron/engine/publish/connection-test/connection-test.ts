import { AppError, toAppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { TestReport, TestStep } from "#contract/types/connection-test-types.ts";
import type { Question } from "#contract/types/publish-run-types.ts";
import type { RemoteFiles } from "../base/remote-files.ts";
import type { WebFetch } from "../base/web-fetch.ts";
import type { Ask, Secrets, SftpTarget } from "../base/targets.ts";
import { probeFolder } from "./probe-folder.ts";
import { TestLog } from "./test-log.ts";

export interface TestOptions {
  readonly secrets: Secrets;
  readonly ask: Ask;
  readonly knownHostsFile: string;
  /**
   * Fingerprints that the author has set for the host's key. If the list has entries, other keys are refused.
   */
  readonly hostKeys?: readonly string[] | undefined;
  readonly signal?: CancelSignal | undefined;
  /** Fetches from the public web. Default: a fetch without the system's proxies and certificates. */
  readonly web?: WebFetch | undefined;
  /** Called at the start and at the end of each step. */
  readonly onReport: (report: TestReport) => void;
}

const folderSteps: readonly TestStep[] = ["directory", "write", "rename", "web", "parts", "remove"];
const serverSteps: readonly TestStep[] = ["name", "port", "hostKey", "signIn", ...folderSteps];

/** The settings of a target on a server that requires a sign-in. */
type ServerTarget = Pick<
  SftpTarget,
  "host" | "port" | "user" | "signIn" | "key" | "ssh" | "directory" | "url" | "fileMode"
> & { readonly kind: "sftp" | "ftps" };

/**
 * The options of the sign-in test. `onReached` records progress, and `onOld` records outdated algorithms.
 */
interface SignInHooks extends Omit<TestOptions, "onReport" | "web"> {
  readonly onReached: (point: "port" | "hostKey") => void;
  readonly onOld: (algorithms: readonly string[]) => void;
}

type ServerFiles = RemoteFiles & { end(): void };

/** How a transport connects to servers of its kind. */
interface ServerConnection<Target> {
  /** Connects to a server and signs in. */
  open(target: Target, hooks: SignInHooks): Promise<ServerFiles>;
  /** Converts an error of the network to an `AppError`. */
  explain(error: unknown, target: Target): AppError;
}

/** Tests each step of a publish, and leaves nothing on the server. Rejects only if the test is cancelled. */
export async function testServer<Target extends ServerTarget>(
  complete: () => Promise<Target>,
  options: TestOptions,
  connection: ServerConnection<Target>,
): Promise<TestReport[]> {
  const log = new TestLog(serverSteps, options.onReport);
  await reportingFailure(log, options.signal, async () => {
    log.start("name");
    const target = await complete();
    const session = await signIn(target, options, connection, log);
    try {
      const { directory, url, fileMode } = target;
      const mode = Number.parseInt(fileMode, 8);
      await probeFolder(
        session,
        { directory, url, fileMode: mode, signal: options.signal, web: options.web },
        log,
      );
    } finally {
      session.end();
    }
  });
  return log.finish();
}

/** Tests a target that needs no sign-in. Rejects only if the test is cancelled. */
export async function testFiles(
  files: RemoteFiles,
  { directory, url }: { readonly directory: string; readonly url: string },
  { onReport, signal, web }: Pick<TestOptions, "onReport" | "signal" | "web">,
): Promise<TestReport[]> {
  const log = new TestLog(folderSteps, onReport);
  await reportingFailure(log, signal, () =>
    probeFolder(files, { directory, url, fileMode: 0o644, signal, web }, log),
  );
  return log.finish();
}

/** Runs `work`. If `work` fails, the current step counts as failed. */
async function reportingFailure(
  log: TestLog,
  signal: CancelSignal | undefined,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal?.aborted) throw new AppError("call.cancelled");
    log.fail(toAppError(error));
  }
}

async function signIn<Target extends ServerTarget>(
  target: Target,
  options: TestOptions,
  connection: ServerConnection<Target>,
  log: TestLog,
): Promise<ServerFiles> {
  const { host, ssh } = target;
  const address = await findAddress(target, connection);
  // Shows each server's name from the OpenSSH configuration, because the author knows this name.
  const [name, jump] = [ssh?.alias ?? host, ssh?.via?.ssh?.alias ?? ssh?.via?.host ?? "none"];
  log.pass(
    { host: name, address, same: name === address, jump },
    ssh && ssh.ignored.length > 0
      ? new AppError("test.sshConfigIgnored", { host: name, keywords: ssh.ignored.join(", ") })
      : null,
  );
  log.start("port");
  const refused: SecretQuestion[] = [];
  let wasWanted = false;
  const ask: Ask = async (question) => {
    wasWanted ||= question.kind === "secret" || question.kind === "prompts";
    const answer = await options.ask(question);
    if (question.kind === "secret" && !answer.accept) refused.push(question);
    return answer;
  };
  const secrets: Secrets = {
    ...options.secrets,
    get: async (id) => {
      wasWanted = true;
      return options.secrets.get(id);
    },
  };
  const onReached = (point: "port" | "hostKey"): void => {
    if (point === log.current) {
      log.pass(point === "port" ? { host, port: target.port } : { host });
      log.start(point === "port" ? "hostKey" : "signIn");
    }
  };
  try {
    let old: readonly string[] = [];
    const onOld = (algorithms: readonly string[]): void => {
      old = algorithms;
    };
    const session = await connection.open(target, { ...options, ask, secrets, onReached, onOld });
    log.pass(
      { user: target.user },
      old.length === 0 ? null : new AppError("test.oldAlgorithms", { algorithms: old.join(", ") }),
    );
    return session;
  } catch (error) {
    throw explainSignIn(error, {
      target,
      step: log.current,
      refusedQuestion: refused.at(-1) ?? null,
      wasWanted,
    });
  }
}

/** Returns the IP address of the server, or the server's name if only a jump host may know the address. */
async function findAddress<Target extends ServerTarget>(
  target: Target,
  { explain }: ServerConnection<Target>,
): Promise<string> {
  const { host, ssh } = target;
  if (ssh?.via) return host;
  // `node:dns` is loaded only here, because loading it would slow down each start of the program.
  const { lookup } = await import("node:dns/promises");
  const found = await lookup(host).catch((error: unknown) => {
    throw explain(error, target);
  });
  return found.address;
}

type SecretQuestion = Extract<Question, { kind: "secret" }>;

interface SignInFailure {
  readonly target: ServerTarget;
  readonly step: TestStep | null;
  /** The last unanswered question for a secret. `retry` says whether an earlier answer was wrong. */
  readonly refusedQuestion: SecretQuestion | null;
  /** Whether the login reached the point at which the server asks for a password or passphrase. */
  readonly wasWanted: boolean;
}

/**
 * Returns a more specific error for a failed connection, depending on the step that the connection reached.
 */
function explainSignIn(error: unknown, { target, step, refusedQuestion, wasWanted }: SignInFailure): unknown {
  if (!(error instanceof AppError)) return error;
  const { kind, host, port, user, signIn } = target;
  if (kind === "sftp" && step === "hostKey" && error.code === "publish.connectionLost") {
    return new AppError("test.notSsh", { host, port }, error);
  }
  if (error.code === "call.cancelled" && refusedQuestion) {
    // Names the host of the question, because a jump host may have asked it.
    const { retry, secret, ...asked } = refusedQuestion;
    const code = retry && secret === "password" ? "test.passwordRefused" : "publish.secretNeeded";
    return new AppError(code, { host: asked.host, user: asked.user }, error);
  }
  // Before the step `signIn`, only a jump host can have refused the sign-in. The error already names it.
  if (error.code !== "publish.signInFailed" || step !== "signIn") return error;
  if (signIn !== "password") return new AppError("test.keyRefused", { host, user }, error);
  return new AppError(wasWanted ? "test.passwordRefused" : "test.keyOnly", { host, user }, error);
}
