import { deflateSync } from "fflate";
import { registerName } from "#contract/site-search/layout.ts";

/**
 * Options of the compression. Its result must be the same everywhere, or files would be uploaded again.
 * The compressor is a JavaScript library, because zlib's result depends on its version and the processor.
 * Higher levels take longer and save less than 3 % on texts.
 * Each file gets a new table of 2^(13 + mem) bytes. Larger tables save less than 0.3 %,
 * and clearing 2 MiB takes longer than compressing one file.
 */
const options = { level: 3, mem: 2 } as const;

/**
 * Returns the script that passes a value to the search page, as JSON that is compressed and in base64.
 * `ShardLoader` of the search page reads it. Many hosts would send the JSON without compression.
 */
export function packedFile(name: string, json: string): string {
  const packed = deflateSync(Buffer.from(json), options);
  return `${registerName}("${name}","${Buffer.from(packed).toString("base64")}");\n`;
}
