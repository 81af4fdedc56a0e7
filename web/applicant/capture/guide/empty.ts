// Stands in for the WebGL backend, which the guide does not use.
export {};
