/** Where files go up and come down: `PUT <path>/<id>`, `GET <path>/<id>`, `GET <path>/<id>/preview`. */
export const filesPath = '/api/files';
