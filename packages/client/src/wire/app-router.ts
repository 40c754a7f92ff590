export type { AppRouter } from '@nova/api';
