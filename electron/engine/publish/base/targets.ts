import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";

type TargetSettings = BlogSettings["targets"][string];

/** A target reached over SFTP; the practice site is converted to one before this layer. */
export type SftpTarget = Extract<TargetSettings, { kind: "sftp" }>;
export type FolderTarget = Extract<TargetSettings, { kind: "folder" }>;

export type RcloneTarget = Extract<TargetSettings, { kind: "rclone" }>;

/** Identifies one secret in the system's vault, as in the host contract. */
export interface SecretId {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly kind: "password" | "passphrase";
}

/** The system's vault; only the main process can open it. */
export interface Secrets {
  get(id: SecretId): Promise<string | null>;
  set(id: SecretId, secret: string): Promise<unknown>;
  remove(id: SecretId): Promise<unknown>;
}

/** A vault that is always empty. */
export const noSecrets: Secrets = {
  get: async () => null,
  set: async () => undefined,
  remove: async () => undefined,
};

/** Both versions of a file that the author has to decide about; null where the file does not exist. */
export interface TwoVersions {
  readonly theirs: Uint8Array | null;
  readonly mine: Uint8Array | null;
}

/** What the author can inspect before answering a question about a plan. */
export interface PlanAids {
  /** Reads both versions of a file of the plan; null when one is too large or cannot be read. */
  versions(path: string): Promise<TwoVersions | null>;
}

/** Shows a question to the author and waits for the answer. */
export type Ask = (question: Question, aids?: PlanAids) => Promise<Answer>;
