/** A larger profile would cost more than a small copy saves. */
const mostBytes = 16 * 1024;

/**
 * Decides what to do with a picture's ICC profile: embed it (returned as is), omit it because it is sRGB, the
 * default (null), or `alone`: not an RGB profile, or too large (ICC.1:2022, 7.2: the colour space is at
 * offset 16).
 */
export function judgeProfile(profile: Uint8Array | null): Uint8Array | null | "alone" {
  if (profile === null) return null;
  const text = Buffer.from(profile.buffer, profile.byteOffset, profile.length).toString("latin1");
  if (text.slice(16, 20) !== "RGB " || profile.length > mostBytes) return "alone";
  // The profile's description, in ASCII or UTF-16
  return /sRGB|s\0R\0G\0B/.test(text) ? null : profile;
}
