import { z } from "zod";
import { readRcloneRemote } from "../rclone-remote.ts";
import { noPlace, type TargetKind, text, url, urlField } from "./target-kind.ts";

const remote = text((value) => readRcloneRemote(value) !== null, "rclone.remoteInvalid");

const schema = z
  .object({
    kind: z.literal("rclone").describe("A place that the program rclone reaches, such as S3 or WebDAV."),
    remote: remote.describe(
      "Its remote and folder as rclone writes them: `my-bucket:blog`; rclone keeps the secrets.",
    ),
    url: url.describe("Public address of that folder."),
  })
  .strict();

/** A remote of rclone, such as S3 or WebDAV. */
export const rcloneKind = {
  schema,
  placeOf: ({ remote, url }) => ({ ...noPlace, directory: remote, url, program: "rclone" }),
  identity: ["remote"],
  form: {
    fields: [
      {
        type: "text",
        key: "remote",
        label: "targets.remote",
        detail: "targets.remote.detail",
        example: "my-bucket:blog",
        isCheckedFrom: ":",
      },
      urlField,
    ],
    notInForm: [],
    isAlwaysExplained: true,
  },
} as const satisfies TargetKind<typeof schema>;
