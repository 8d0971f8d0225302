import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { atomicWrite } from "#engine/files/atomic-write.ts";

/** How fast something went to a server. */
export interface LineSpeed {
  readonly bytes: number;
  readonly ms: number;
  readonly compressed: boolean;
}

const speedsSchema = z.record(z.string(), z.object({ bytesPerSecond: z.number(), compressed: z.boolean() }));

/** Less says more of round trips than of the line. */
const enoughBytes = 1024 * 1024;

/** Above this, compression takes longer than it saves. Compressed text seems to go at twice the speed of the line. */
const slowBytesPerSecond = { plain: 3_000_000, compressed: 6_000_000 } as const;

type Server = { readonly host: string; readonly port: number };

/**
 * Whether what is sent to a server had better be compressed, by how fast the last upload went. It has to be known before connecting, which
 * is why it is remembered: in a file beside the one of accepted host keys.
 */
export async function isSlowLine(knownHostsFile: string, server: Server): Promise<boolean> {
  const speed = (await readSpeeds(knownHostsFile))[keyOf(server)];
  if (!speed) return false;
  return speed.bytesPerSecond < slowBytesPerSecond[speed.compressed ? "compressed" : "plain"];
}

/** Remembers how fast an upload went, if it was large enough to tell. */
export async function noteSpeed(
  knownHostsFile: string,
  server: Server,
  { bytes, ms, compressed }: LineSpeed,
): Promise<void> {
  if (bytes < enoughBytes) return;
  const speeds = await readSpeeds(knownHostsFile);
  const bytesPerSecond = Math.round((bytes * 1000) / Math.max(1, ms));
  const all = { ...speeds, [keyOf(server)]: { bytesPerSecond, compressed } };
  await atomicWrite(fileBeside(knownHostsFile), `${JSON.stringify(all)}\n`);
}

async function readSpeeds(knownHostsFile: string): Promise<z.infer<typeof speedsSchema>> {
  try {
    return speedsSchema.parse(JSON.parse(await readFile(fileBeside(knownHostsFile), "utf8")));
  } catch {
    // Nothing is known, or nothing any more: the next upload tells.
    return {};
  }
}

function fileBeside(knownHostsFile: string): string {
  return join(dirname(knownHostsFile), "line-speeds.json");
}

function keyOf({ host, port }: Server): string {
  return `${host}:${port}`;
}
