import { type FtpsTarget, modesOf } from "../../base/targets.ts";
import { testServer } from "../../connection-test/connection-test.ts";
import { connectFailure } from "../sftp/connect-failure.ts";
import { compareAt, planAt, publishAt, type TargetAccess } from "../../run/target-run.ts";
import type { Transport } from "../transport.ts";
import type { OpenFtpsOptions } from "./open-ftps.ts";

/** The transport to web space on a server that is reached over FTP with TLS. */
export const ftpsTransport: Transport<"ftps"> = {
  publish: (target, options, access) =>
    publishAt(accessTo(target, { ...options, ...access }), { ...options, ...access }),
  plan: (target, options, access) => planAt(accessTo(target, { ...options, ...access }), options),
  compare: (target, options, access) => compareAt(accessTo(target, { ...options, ...access }), options),
  test: (target, options, access) =>
    testServer(
      async () => ({ ...target, signIn: "password" as const }),
      { ...options, ...access },
      {
        open: async (_settings, hooks) => {
          const { openFtps } = await import("./open-ftps.ts");
          return openFtps({ ...hooks, target });
        },
        explain: connectFailure,
      },
    ),
};

type SignIn = Omit<OpenFtpsOptions, "target">;

function accessTo(target: FtpsTarget, options: SignIn): TargetAccess {
  return {
    server: JSON.stringify(target),
    directory: target.directory,
    url: target.url,
    modes: modesOf(target),
    open: async () => {
      const { openFtps } = await import("./open-ftps.ts");
      const files = await openFtps({ ...options, target });
      return { files, session: files };
    },
  };
}
