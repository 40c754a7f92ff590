/** Where files go up and come down: `PUT <path>/<id>`, `GET <path>/<id>`, `GET <path>/<id>/preview`. */
export const filesPath = '/api/files';

/** Where the pictures of link previews come down: `GET <path>/<id of the message>/<id of the picture>`. */
export const previewsPath = '/api/files/previews';
