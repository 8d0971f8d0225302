/** Maximum file size of an image in a blog, in bytes. JPEGs of cameras are smaller. */
export const maxImageBytes = 25 * 1024 * 1024;

/**
 * Maximum number of pixels of an image. Many phones take pictures of 50 megapixels.
 * A decoded pixel takes four bytes of memory, also on a reader's phone.
 */
export const maxImagePixels = 65_000_000;
