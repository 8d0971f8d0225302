import { orientationOf } from "#engine/blog/media/images/orientation.ts";
import { jpegSegments } from "#engine/blog/media/images/strip-jpeg.ts";
import { type Inspection, judgeProfile } from "./image-traits.ts";

const exifName = "Exif\0\0";
const profileName = "ICC_PROFILE\0";

interface Frame {
  readonly marker: number;
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/**
 * Reads the properties of a JPEG from its segments (ITU-T T.81, annex B).
 * A file without an end marker is `broken`.
 */
export function jpegTraits(bytes: Uint8Array): Inspection {
  let frame: Frame | undefined;
  let orientation = 1;
  const profileParts: Uint8Array[] = [];
  for (const segment of jpegSegments(bytes)) {
    if (segment === null) return "broken";
    const { marker, content } = segment;
    if (isFrame(marker)) frame ??= readFrame(marker, content);
    else if (marker === 0xe1 && startsWith(content, exifName)) {
      orientation = orientationOf(content.subarray(exifName.length));
    } else if (marker === 0xe2 && startsWith(content, profileName)) {
      // Two bytes follow the segment name: the number of this profile part (from 1), and the number of parts.
      profileParts[(content[profileName.length] ?? 1) - 1] = content.subarray(profileName.length + 2);
    }
  }
  if (!frame || frame.width === 0 || frame.height === 0) return "broken";
  if (frame.components === 4) return "cmyk";
  // Browsers show only baseline, extended and progressive 8-bit JPEGs. Makes no copies of other JPEGs.
  if (frame.marker > 0xc2 || frame.precision !== 8) return "alone";
  const profile = judgeProfile(
    profileParts.length === 0 ? null : Buffer.concat(profileParts.filter(Boolean)),
  );
  if (profile === "alone") return "alone";
  return { type: "jpg", width: frame.width, height: frame.height, orientation, profile };
}

/** Whether a marker begins a frame. C4 and CC begin tables, and C8 is reserved. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(marker: number, content: Uint8Array): Frame {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  return {
    marker,
    precision: view.getUint8(0),
    height: view.getUint16(1),
    width: view.getUint16(3),
    components: view.getUint8(5),
  };
}

function startsWith(content: Uint8Array, name: string): boolean {
  return (
    Buffer.from(content.buffer, content.byteOffset, content.length).toString("latin1", 0, name.length) ===
    name
  );
}
