import { type Client, FTPError } from "basic-ftp";
import { AppError } from "#contract/errors.ts";
import { connectionLost } from "../../base/connection-lost.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { Ask, FtpsTarget, SecretId, Secrets } from "../../base/targets.ts";
import { Certificates } from "./certificates.ts";
import {
  connectFtps,
  type FtpsConnectOptions,
  protectData,
  readFeatures,
  signInFtps,
} from "./ftps-connection.ts";
import { ftpsFailure } from "./ftps-failure.ts";
import { currentFolder, FtpsFiles } from "./ftps-files.ts";
import { FtpsPool } from "./ftps-pool.ts";

/** Maximum number of passwords to try, because a host may block the client after more failures. */
const attempts = 3;

export interface OpenFtpsOptions extends Pick<FtpsConnectOptions, "signal" | "onReached" | "replyMs"> {
  readonly target: FtpsTarget;
  readonly secrets: Secrets;
  readonly ask: Ask;
  readonly knownHostsFile: string;
  readonly hostKeys?: readonly string[] | undefined;
  readonly signal?: CancelSignal | undefined;
}

/** Connects, checks the certificate, and signs in. Rejects with an `AppError`. */
export async function openFtps(options: OpenFtpsOptions): Promise<FtpsFiles> {
  const { target, ask, knownHostsFile, hostKeys: named = [] } = options;
  const { host, port, user } = target;
  const certificates = new Certificates({ host, port, knownHostsFile, ask, named });
  const connect = (probesTls = false): Promise<Client> =>
    connectFtps({ ...options, probesTls, checkCertificate: (socket) => certificates.check(socket) });
  const { client, password } = await signIn(connect, options);
  try {
    await protectData(client, host);
    const [features, home] = [await readFeatures(client), await currentFolder(client)];
    const openAnother = async (): Promise<Client> => {
      const another = await connect();
      try {
        await signInFtps(another, user, password);
        await protectData(another, host);
        return another;
      } catch (error) {
        another.close();
        throw error;
      }
    };
    return new FtpsFiles(new FtpsPool(client, openAnother), features, home);
  } catch (error) {
    client.close();
    throw failureOf(error);
  }
}

interface SignedIn {
  readonly client: Client;
  readonly password: string;
}

async function signIn(
  connect: (probesTls?: boolean) => Promise<Client>,
  options: OpenFtpsOptions,
): Promise<SignedIn> {
  const { target, secrets, ask } = options;
  const { host, port, user } = target;
  const id: SecretId = { host, port, user, kind: "password" };
  let client = await connect(true);
  try {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const stored = attempt === 1 ? await secrets.get(id).catch(() => null) : null;
      const typed = stored === null ? await askPassword(ask, target, attempt > 1) : null;
      const password = stored ?? typed?.password ?? "";
      // Connects again if the server has closed the connection while the author was asked.
      if (client.closed) client = await connect();
      const refusal = await signInFtps(client, user, password).then(() => null, refusalOf);
      if (refusal === null) {
        // If the password cannot be stored, the author is asked for it again at the next publish.
        if (typed?.remember) await secrets.set(id, password).catch(() => undefined);
        return { client, password };
      }
      if (stored !== null) await secrets.remove(id).catch(() => undefined);
    }
    throw new AppError("publish.signInFailed", { host, user, methods: "password" });
  } catch (error) {
    client.close();
    throw failureOf(error);
  }
}

async function askPassword(
  ask: Ask,
  { host, user }: Pick<FtpsTarget, "host" | "user">,
  retry: boolean,
): Promise<{ readonly password: string; readonly remember: boolean }> {
  const answer = await ask({ kind: "secret", secret: "password", host, user, retry });
  const [password] = answer.answers;
  if (!answer.accept || password === undefined) throw new AppError("call.cancelled");
  return { password, remember: answer.remember };
}

/** Returns `error` if it means that the server refused the password. Throws every other error. */
function refusalOf(error: unknown): FTPError {
  const isRefusal = error instanceof FTPError && error.code === 530;
  if (!isRefusal || /too many|maximum|limit/i.test(error.message)) throw error;
  return error;
}

function failureOf(error: unknown): Error {
  if (!(error instanceof FTPError)) return ftpsFailure("signIn", "", error);
  return connectionLost(error.message, error);
}
