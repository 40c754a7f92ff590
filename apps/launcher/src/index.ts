export { keptWeb, type KeptWeb, type KeptWebOptions } from './kept-web.ts';
export { type WebApp, webAppIn } from './web-app.ts';
export { buildIfStale, type WebBuildOptions } from './web-build.ts';
