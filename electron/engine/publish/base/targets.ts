import type { TargetOf } from "#contract/settings/target.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";

/** A target that is reached over SFTP, such as the practice site, with all that a connection needs. */
export interface SftpTarget extends TargetOf<"sftp"> {
  port: number;
  user: string;
  signIn: "password" | "key" | "agent";
  /** Settings for this server in the author's OpenSSH configuration. */
  readonly ssh?: {
    /** The server's name in the author's OpenSSH configuration. */
    readonly alias: string;
    /** The name under which the server's key is stored, if this is not the server's own name. */
    readonly keyName?: string;
    /** Socket of the SSH agent. "none" means that no agent is used. */
    readonly agent?: string;
    /** The jump host on the way to this server. */
    readonly via?: SftpTarget;
    /** Keywords that the SSH configuration contains, but that Hitofude ignores. */
    readonly ignored: readonly string[];
  };
}

/** Settings of a target that is reached over FTP with TLS. */
export type FtpsTarget = TargetOf<"ftps">;

/** Identifies one secret in the system's vault. The properties have the same names as in `hostContract`. */
export interface SecretId {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly kind: "password" | "passphrase";
}

/** Access to the system's vault. Only the main process can open the vault. */
export interface Secrets {
  get(id: SecretId): Promise<string | null>;
  set(id: SecretId, secret: string): Promise<unknown>;
  remove(id: SecretId): Promise<unknown>;
}

/** A vault that never contains a secret. */
export const noSecrets: Secrets = {
  get: async () => null,
  set: async () => undefined,
  remove: async () => undefined,
};

/** The server's and the site's version of a file about which the author decides. Null if missing. */
export interface TwoVersions {
  readonly theirs: Uint8Array | null;
  readonly mine: Uint8Array | null;
}

/** Functions with which a dialog about a plan shows details, such as both versions of a changed file. */
export interface PlanAids {
  /**
   * Reads both versions of a file in the plan: the server's and the site's.
   * Returns null if one of the versions is too large, or if the server's version cannot be read.
   */
  versions(path: string): Promise<TwoVersions | null>;
}

/** Asks the author a question and returns the answer. */
export type Ask = (question: Question, aids?: PlanAids) => Promise<Answer>;

/** Converts a target's permissions for new files and directories from octal text to numbers. */
export function modesOf({ fileMode, directoryMode }: Pick<SftpTarget, "fileMode" | "directoryMode">): {
  readonly file: number;
  readonly directory: number;
} {
  return { file: Number.parseInt(fileMode, 8), directory: Number.parseInt(directoryMode, 8) };
}
