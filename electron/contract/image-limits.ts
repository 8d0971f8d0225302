/** Maximum file size of an image in a blog, in bytes. JPEGs of cameras are smaller. */
export const maxImageBytes = 25 * 1024 * 1024;

/**
 * Maximum number of pixels of an image. It allows the 50 megapixels of many phone cameras.
 * There is a maximum because each decoded pixel takes four bytes of memory, also on readers' phones.
 */
export const maxImagePixels = 65_000_000;
