import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";

type TargetSettings = BlogSettings["targets"][string];

/** A target reached over SFTP; the practice site is turned into one before it gets here. */
export type SftpTarget = Extract<TargetSettings, { kind: "sftp" }>;
export type FolderTarget = Extract<TargetSettings, { kind: "folder" }>;

export type RcloneTarget = Extract<TargetSettings, { kind: "rclone" }>;

/** Names one secret in the system's vault, as the host contract does. */
export interface SecretId {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly kind: "password" | "passphrase";
}

/** The system's vault; only main can open it. */
export interface Secrets {
  get(id: SecretId): Promise<string | null>;
  set(id: SecretId, secret: string): Promise<unknown>;
  remove(id: SecretId): Promise<unknown>;
}

/** A vault that holds nothing and keeps nothing. */
export const noSecrets: Secrets = {
  get: async () => null,
  set: async () => undefined,
  remove: async () => undefined,
};

/** Both versions of a file that is to be decided about; null where there is no file. */
export interface TwoVersions {
  readonly theirs: Uint8Array | null;
  readonly mine: Uint8Array | null;
}

/** What a question about a plan lets its author look at before the answer. */
export interface PlanAids {
  /** Reads both versions of a file of the plan; null when one of them is too large or cannot be read. */
  versions(path: string): Promise<TwoVersions | null>;
}

/** Brings a question before the author and waits for the answer. */
export type Ask = (question: Question, aids?: PlanAids) => Promise<Answer>;
