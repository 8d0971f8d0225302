import "ssh2";

declare module "ssh2" {
  /** A server's connection to a client. Adds a method that the published types of ssh2 lack. */
  interface Connection {
    /** Disables Nagle's algorithm, so that small packets are sent immediately. */
    setNoDelay(noDelay?: boolean): this;
  }
}
