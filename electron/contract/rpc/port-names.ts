/** Names of the messages that transfer ports to the engine process. */
export const enginePorts = { host: "hitofude:host-port", renderer: "hitofude:renderer-port" } as const;

/** Names of the messages that transfer ports to the page. */
export const pagePorts = {
  ready: "hitofude:ready",
  ports: "hitofude:ports",
  engine: "hitofude:engine-port",
} as const;
