import { inflateRawSync } from "node:zlib";

/** Returns the text of a site's file. For a compressed file of the search, returns what is inside. */
export function readableText(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  const packed = /^hitofudeSearch\("[^"]+","([\w+/=]+)"\);\n$/.exec(text)?.[1];
  return packed === undefined ? text : inflateRawSync(Buffer.from(packed, "base64")).toString("utf8");
}
