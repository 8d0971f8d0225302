declare const __ENGINE_VERSION__: string | undefined;

/**
 * Stands for the program that makes pages: what an older one left in a cache is made again. The bundler puts a hash of the
 * sources here; what runs from sources leaves it to whoever changes them to remove caches.
 */
export const engineVersion: string = typeof __ENGINE_VERSION__ === "string" ? __ENGINE_VERSION__ : "sources";
