// Owns a picture as pixels.
// Invariant: however large the picture is, no side is longer than a browser's canvas may be.

/** So many pixels a pixel of the picture has, where there is room. */
const SCALE = 2;
/** The longest side that every browser takes. */
const LONGEST = 8192;

/** @param {string} picture as SVG @returns {Promise<Blob>} */
export async function pngOf(picture) {
  const image = new Image();
  // An address with the data in it is what the strictest policy allows.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(SCALE, LONGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(Math.floor(width * scale), 1);
  canvas.height = Math.max(Math.floor(height * scale), 1);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("The browser made no picture."));
      else resolve(blob);
    }, "image/png");
  });
}
