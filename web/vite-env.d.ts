// What Vite adds to imports.
declare module '*.css';
declare module '*?worker&url' {
  const url: string;
  export default url;
}
