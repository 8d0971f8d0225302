import "ssh2";

declare module "ssh2" {
  /** A server's connection to a client, with a method that the published types lack. */
  interface Connection {
    /** Disables Nagle's algorithm, so that small packets are sent immediately. */
    setNoDelay(noDelay?: boolean): this;
  }
}
