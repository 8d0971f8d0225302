import { z } from "zod";
import { directory, noPlace, type TargetKind, url, urlField } from "./target-kind.ts";

const schema = z
  .object({
    kind: z.literal("folder").describe("A folder on this computer."),
    directory: directory.describe("The folder to write the site into."),
    url: url.describe("Public address of that folder."),
  })
  .strict();

/** A folder on this computer. */
export const folderKind = {
  schema,
  placeOf: ({ directory, url }) => ({ ...noPlace, directory, url }),
  identity: ["directory"],
  form: {
    fields: [
      {
        type: "text",
        key: "directory",
        label: "targets.folder",
        example: "/home/example/public_html",
        chosen: "folder",
      },
      urlField,
    ],
    notInForm: [],
  },
} as const satisfies TargetKind<typeof schema>;
