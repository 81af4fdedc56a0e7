// Multipart bodies in memory, within the limits that the contract states.
import type { Request, Response } from 'express';
import multer from 'multer';
import type { Upload } from '../contract/endpoint.ts';

/** Text fields of a form: few and short. */
const fieldLimits = { fields: 10, fieldNameSize: 50, fieldSize: 64 * 1024 } as const;

/** Resolves once the form is read; rejects with multer's error. Files are in `request.files`, in order. */
export async function readUpload(
  request: Request,
  response: Response,
  upload: Upload,
): Promise<Uint8Array[]> {
  const read = multer({
    storage: multer.memoryStorage(),
    limits: {
      ...fieldLimits,
      files: upload.maxFiles,
      fileSize: upload.maxBytesPerFile,
      parts: upload.maxFiles + 10,
    },
  }).array(upload.field, upload.maxFiles);
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('the form cannot be read', { cause: error }));
    });
  });
  const files = Array.isArray(request.files) ? request.files : [];
  return files.map((file) => file.buffer);
}
