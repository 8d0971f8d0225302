import { imageSize } from "image-size";
import { orientationOf } from "#engine/blog/media/images/orientation.ts";
import { type Inspection, judgeProfile } from "./image-traits.ts";
import { readWebpChunks, webpFlags } from "./webp-chunks.ts";

/** Reads the properties of a WebP from its chunks. A truncated file is `broken`. */
export function webpTraits(bytes: Buffer): Inspection {
  const chunks = readWebpChunks(bytes);
  if (!chunks) return "broken";
  const contentOf = (name: string): Buffer | undefined => chunks.find(({ type }) => type === name)?.content;
  if (((contentOf("VP8X")?.readUInt8(0) ?? 0) & webpFlags.animation) !== 0) return "alone";
  const exif = contentOf("EXIF");
  if (exif && orientationOf(exif) !== 1) return "alone";
  const profile = judgeProfile(contentOf("ICCP") ?? null);
  if (profile === "alone") return "alone";
  const { width, height } = imageSize(bytes);
  return { type: "webp", width, height, orientation: 1, profile };
}
