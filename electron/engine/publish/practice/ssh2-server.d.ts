import "ssh2";

declare module "ssh2" {
  /** A server's connection; the published types lack what it shares with a client's. */
  interface Connection {
    /** Whether small packets are sent at once. */
    setNoDelay(noDelay?: boolean): this;
  }
}
