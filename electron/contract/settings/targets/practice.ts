import { z } from "zod";
import { noPlace, type TargetKind } from "./target-kind.ts";

const schema = z
  .object({ kind: z.literal("practice").describe("A site on this computer, to try out publishing.") })
  .strict();

/** The practice site. It has no transport, because it is reached over SFTP. */
export const practiceKind = {
  schema,
  placeOf: () => noPlace,
  identity: [],
  form: null,
} as const satisfies TargetKind<typeof schema>;
