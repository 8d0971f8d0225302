/** Returns a box of MP4: its size, its type and its content. */
function box(type: string, ...content: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, "latin1");
  return Buffer.concat([head, ...content]);
}

export interface SampleMp4 {
  readonly width: number;
  readonly height: number;
  readonly isTurned?: boolean;
  /** The place at which the video was taken, as cameras write it. */
  readonly place?: string;
}

/** Returns the boxes of an MP4 file with one track, and without frames. */
export function sampleMp4({ width, height, isTurned = false, place }: SampleMp4): Buffer {
  const track = Buffer.alloc(84);
  const matrix = isTurned ? [0, 1, 0, -1, 0, 0, 0, 0, 1] : [1, 0, 0, 0, 1, 0, 0, 0, 1];
  for (const [index, number] of matrix.entries()) track.writeInt32BE(number * 0x10000, 40 + index * 4);
  track.writeUInt32BE(width * 0x10000, 76);
  track.writeUInt32BE(height * 0x10000, 80);
  const notes = place === undefined ? [] : [box("udta", box("\u00a9xyz", Buffer.from(place)))];
  return Buffer.concat([
    box("ftyp", Buffer.from("isom\0\0\0\0isom")),
    box("mdat", Buffer.alloc(32, 7)),
    box("moov", box("trak", box("tkhd", track)), ...notes),
  ]);
}
