// Makes a chosen file sendable: HEIC that this browser can read becomes JPEG, everything else goes as it is.

const jpegQuality = 0.92;

/** By name and declared type only; whether it is a picture at all is for the server to judge. */
export function looksLikeHeic(file: File): boolean {
  return /image\/hei[cf]/i.test(file.type) || /\.hei[cf]$/i.test(file.name);
}

/** Answers the file itself where converting is not needed or not possible. */
export async function sendable(file: File): Promise<Blob> {
  if (!looksLikeHeic(file)) return file;
  try {
    const picture = await createImageBitmap(file);
    const canvas = document.createElement('canvas');
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', jpegQuality),
    );
    return blob ?? file;
  } catch {
    return file; // only Safari reads HEIC; the server's answer explains what to do
  }
}
