export { escapeControls } from '../domain/escape-controls.ts';
