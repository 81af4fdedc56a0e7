// What Vite adds to imports.
declare module '*.css';
declare module '*?worker&url' {
  const url: string;
  export default url;
}
declare module '@vladmandic/face-api/dist/face-api.esm-nobundle.js' {
  export * from '@vladmandic/face-api';
}
declare module '@tensorflow/tfjs-core/dist/public/chained_ops/*';
