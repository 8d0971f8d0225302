/** Largest file of an image that can be put into a blog, in bytes. Cameras' JPEGs are smaller. */
export const mostImageBytes = 25 * 1024 * 1024;

/**
 * Most pixels of an image that can be put into a blog, and of one that gets smaller copies. Many phones make pictures of
 * 50 million pixels. Decoded, a pixel takes four bytes, here as on a reader's telephone.
 */
export const mostImagePixels = 65_000_000;
