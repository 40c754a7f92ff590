import { type ConversationKind, limits, type Role } from '@nova/contract';
import { describe, expect, test } from 'vitest';
import { mayAddMembers, mayHold, mayJoin, mayLeave, mayRemove, maySetRole, mayUpdate } from './conversation-policy.ts';
import { mayDelete, mayEdit, mayPin } from './message-policy.ts';

const kinds: ConversationKind[] = ['direct', 'group', 'channel'];
const roles: Role[] = ['owner', 'admin', 'member'];

/** Every role in every kind, as a table of words. */
function table(decide: (kind: ConversationKind, role: Role) => string | null): string[] {
  return kinds.flatMap((kind) => roles.map((role) => `${kind} ${role}: ${decide(kind, role) ?? 'yes'}`));
}

const ownersAndAdmins = [
  'direct owner: FORBIDDEN',
  'direct admin: FORBIDDEN',
  'direct member: FORBIDDEN',
  'group owner: yes',
  'group admin: yes',
  'group member: FORBIDDEN',
  'channel owner: yes',
  'channel admin: yes',
  'channel member: FORBIDDEN',
];

describe('[W4] who may do what', () => {
  test('title, topic and adding people: owners and admins, never in a direct conversation', () => {
    expect(table(mayUpdate)).toEqual(ownersAndAdmins);
    expect(table(mayAddMembers)).toEqual(ownersAndAdmins);
  });

  test('removing: only whom one outranks', () => {
    const allowed = kinds.flatMap((kind) =>
      roles.flatMap((role) =>
        roles.filter((target) => mayRemove(kind, role, target) === null).map((target) => `${kind} ${role} ${target}`),
      ),
    );
    expect(allowed).toEqual([
      'group owner admin',
      'group owner member',
      'group admin member',
      'channel owner admin',
      'channel owner member',
      'channel admin member',
    ]);
  });

  test('roles: owners only, and one owner stays', () => {
    for (const kind of kinds) {
      for (const role of roles) {
        for (const from of roles) {
          for (const to of roles) {
            for (const owners of [1, 2]) {
              const expected =
                kind === 'direct' || role !== 'owner'
                  ? 'FORBIDDEN'
                  : from === 'owner' && to !== 'owner' && owners === 1
                    ? 'LAST_OWNER'
                    : null;
              expect(maySetRole(kind, role, { from, to, owners })).toBe(expected);
            }
          }
        }
      }
    }
  });

  test('leaving: anybody but the last owner among others', () => {
    expect(table((kind, role) => mayLeave(kind, role, { owners: 1, members: 2 }))).toEqual([
      'direct owner: FORBIDDEN',
      'direct admin: FORBIDDEN',
      'direct member: FORBIDDEN',
      'group owner: LAST_OWNER',
      'group admin: yes',
      'group member: yes',
      'channel owner: LAST_OWNER',
      'channel admin: yes',
      'channel member: yes',
    ]);
    expect(mayLeave('group', 'owner', { owners: 2, members: 2 })).toBeNull();
    expect(mayLeave('group', 'owner', { owners: 1, members: 1 })).toBeNull();
  });

  test('deleting: the author always, owners and admins in groups and channels', () => {
    expect(table((kind, role) => mayDelete(kind, role, true)).every((line) => line.endsWith('yes'))).toBe(true);
    expect(table((kind, role) => mayDelete(kind, role, false))).toEqual(ownersAndAdmins);
  });

  test('pinning: everybody, but in channels owners and admins', () => {
    expect(table(mayPin).filter((line) => !line.endsWith('yes'))).toEqual(['channel member: FORBIDDEN']);
  });

  test('joining: public channels; the rest does not exist for a stranger', () => {
    expect(kinds.map(mayJoin)).toEqual(['NOT_A_MEMBER', 'NOT_A_MEMBER', null]);
  });

  test('editing: the author, until the window closes; 0 is never, -1 is always', () => {
    const mine = { isAuthor: true, isDeleted: false, ageMs: 1_000 };
    expect(mayEdit(mine, 1_000)).toBeNull();
    expect(mayEdit({ ...mine, ageMs: 1_001 }, 1_000)).toBe('EDIT_WINDOW_EXPIRED');
    expect(mayEdit({ ...mine, ageMs: 0 }, 0)).toBe('EDIT_WINDOW_EXPIRED');
    expect(mayEdit({ ...mine, ageMs: 1e15 }, -1)).toBeNull();
    expect(mayEdit({ ...mine, isDeleted: true }, -1)).toBe('MESSAGE_DELETED');
    expect(mayEdit({ ...mine, isAuthor: false, isDeleted: true }, -1)).toBe('FORBIDDEN');
  });
});

test('[A3] a group holds 500, a channel anybody', () => {
  expect(mayHold('group', limits.groupMembersMax)).toBeNull();
  expect(mayHold('group', limits.groupMembersMax + 1)).toBe('GROUP_FULL');
  expect(mayHold('channel', 1_000_000)).toBeNull();
});
