import { z } from "zod";
import { noPlace, type TargetKind } from "./target-kind.ts";

const schema = z
  .object({ kind: z.literal("practice").describe("A site on this computer, to try out publishing.") })
  .strict();

/** The practice site on this computer. The program publishes to it over SFTP. */
export const practiceKind = {
  schema,
  placeOf: () => noPlace,
  identity: [],
  form: null,
} as const satisfies TargetKind<typeof schema>;
