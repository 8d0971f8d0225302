import "ssh2";

declare module "ssh2" {
  /** A server's connection to a client. The published types of ssh2 lack this method. */
  interface Connection {
    /** Disables Nagle's algorithm, so that small packets are sent immediately. */
    setNoDelay(noDelay?: boolean): this;
  }
}
