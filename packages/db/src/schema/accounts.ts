import { pgTable, text, unique, uuid, index } from 'drizzle-orm/pg-core';
import { idColumn, instant } from './columns.ts';
import { users } from './users.ts';

/** How a person proves who they are: one row per provider; passwords as argon2id hashes. */
export const accounts = pgTable(
  'accounts',
  {
    id: idColumn(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    // Signing in through a provider finds its account by this pair; two rows for one would be two people.
    unique('accounts_provider_account').on(table.providerId, table.accountId),
    // Signing in by password reads the accounts of the user that the address named.
    index('accounts_user').on(table.userId),
  ],
);
