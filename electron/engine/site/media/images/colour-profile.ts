/** Maximum size of a profile to embed. A larger one would cost more bytes than a small copy saves. */
const mostBytes = 16 * 1024;

/**
 * Decides what to do with a picture's ICC profile. Returns the profile: embed it. Returns null: omit it,
 * because it is sRGB, the default. Returns `alone`: make no copies, because the profile is too large or not
 * for RGB (ICC.1:2022, 7.2: the colour space is at offset 16).
 */
export function judgeProfile(profile: Uint8Array | null): Uint8Array | null | "alone" {
  if (profile === null) return null;
  const text = Buffer.from(profile.buffer, profile.byteOffset, profile.length).toString("latin1");
  if (text.slice(16, 20) !== "RGB " || profile.length > mostBytes) return "alone";
  // The profile's description contains "sRGB", in ASCII or UTF-16
  return /sRGB|s\0R\0G\0B/.test(text) ? null : profile;
}
