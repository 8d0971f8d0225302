/** Maximum file size of an image in a blog, in bytes. JPEGs of cameras are smaller. */
export const mostImageBytes = 25 * 1024 * 1024;

/**
 * Maximum number of pixels of an image in a blog, and of one that gets smaller copies. Many phones take
 * pictures of 50 megapixels. Decoded, a pixel takes four bytes, here and on a reader's phone.
 */
export const mostImagePixels = 65_000_000;
