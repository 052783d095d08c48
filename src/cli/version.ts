// A named import, so that the bundle holds this one value and not the whole file.
export { version as VERSION } from '../../package.json';
