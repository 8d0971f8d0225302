/** Reads SSH's fields: four bytes of length, and the content. Throws a `RangeError` if a field is cut off. */
export class KeyFields {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  next(): Buffer {
    const start = this.#offset + 4;
    const end = start + this.#bytes.readUInt32BE(this.#offset);
    if (end > this.#bytes.length) throw new RangeError("the key is cut off");
    this.#offset = end;
    return this.#bytes.subarray(start, end);
  }
}

/** Writes fields in SSH's wire format. */
export function fields(...parts: readonly (Uint8Array | string)[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

const blockBytes = 8;

/**
 * Returns a private key in OpenSSH's file format (PROTOCOL.key), without a passphrase, for ssh2.
 * `secret` contains the private fields of the key, without its type and its comment.
 */
export function openSshKey(type: string, publicKey: Uint8Array, secret: Uint8Array): string {
  // The private section begins with two equal numbers. In an unencrypted key, both numbers are zero.
  const inner = Buffer.concat([Buffer.alloc(8), fields(type), secret, fields("")]);
  const padding = Buffer.from(
    Array.from({ length: (blockBytes - (inner.length % blockBytes)) % blockBytes }, (_, index) => index + 1),
  );
  const count = Buffer.from([0, 0, 0, 1]);
  const outer = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    fields("none", "none", ""),
    count,
    fields(publicKey, Buffer.concat([inner, padding])),
  ]);
  const lines = outer.toString("base64").match(/.{1,70}/g) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join(
    "\n",
  );
}
